"""Copies the prices of the sample study earnings-2012 out of two PyPI packages, digit by digit.

Called by Scripts/extract-earnings-2012; the only argument is the study's folder.
"""

import csv
import datetime
import gzip
import io
import pathlib
import sys
from importlib.metadata import distribution

FIRST, LAST = "2011-01-03", "2013-03-01"
COLUMNS = ["Date", "Open", "High", "Low", "Close", "Adj Close", "Volume"]
# Where each security is listed decides its folder, and so its `prices` entry in study.yaml.
FOLDERS = {"AAPL": "nasdaq", "FB": "nasdaq", "GOOG": "nasdaq", "MSFT": "nasdaq", "IBM": "nyse"}


def packaged_rows(package, member):
    """The rows of a gzipped CSV file inside an installed package, every field as its text."""
    path = distribution(package).locate_file(member)
    with gzip.open(path, "rb") as stream:
        return list(csv.DictReader(io.StringIO(stream.read().decode("ascii"), newline="")))


def write(path, rows):
    rows = sorted((row for row in rows if FIRST <= row["Date"] <= LAST), key=lambda row: row["Date"])
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="ascii", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([row[name] for name in COLUMNS] for row in rows)
    print(f"{path.name}: {len(rows)} rows, {rows[0]['Date']} to {rows[-1]['Date']}")


def main(folder):
    stocks = packaged_rows("bokeh_sampledata", "bokeh_sampledata/_data/stocks.csv.gz")
    for security, exchange in sorted(FOLDERS.items()):
        own = [row for row in stocks if row["Ticker"] == security]
        write(folder / "prices" / exchange / f"{security}.csv", own)
    index = packaged_rows("arch", "arch/data/sp500/sp500.csv.gz")
    for row in index:
        row["Date"] = datetime.datetime.strptime(row["Date"], "%m/%d/%Y").date().isoformat()
    write(folder / "prices" / "index" / "SP500.csv", index)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
