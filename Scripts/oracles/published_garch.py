"""The published GARCH(1,1) benchmark through the program: daily German mark against the pound, 1,974 returns.

usage: published_garch.py PROGRAM RETURNS --work DIR

RETURNS is a text file with the returns in percent, one a line, as Bollerslev and Ghysels (1996, Journal of Business & Economic
Statistics 14, 139-151) gave them to the journal's archive; the R package fGarch (Debian: r-cran-fgarch) has them as dem2gbp:

    Rscript -e 'data(dem2gbp, package = "fGarch"); writeLines(format(dem2gbp[[1]], digits = 17))' >returns.txt

Estimates and both kinds of standard error are compared with the digits of Fiorentini, Calzolari and Panattoni (1996, Journal
of Applied Econometrics 11, 399-417) that McCullough and Renfro (1999, Journal of Economic and Social Measurement 25, 59-71)
take as benchmark; ends with status 1 where one differs. The mean is in percent there, in the program's report it is not.
"""

import argparse
import csv
import datetime
import math
import pathlib
import subprocess
import sys

# parameter: (estimate, standard error from the Hessian, standard error of Bollerslev and Wooldridge 1992)
PUBLISHED = {
    "mean": ("-0.00619041", "0.00846212", "0.00918935"),
    "omega": ("0.0107613", "0.00285271", "0.00649319"),
    "alpha1": ("0.153134", "0.0265228", "0.0535317"),
    "beta1": ("0.805974", "0.0335527", "0.0724614"),
}
STUDY = """prices:
  - files: prices.csv
    security: DEMGBP
    benchmark: DEMGBP
    calendar: benchmark
    hours: {open: "08:00", close: "16:30", timezone: Europe/London}
events: events.csv
returns: log
estimation: {length: 1974, last: -1, minimum: 1974}
event_window: [0, 0]
windows: [[0, 0]]
models: [{id: garch, mean: constant}]
tables: [models]
"""


def write_study(returns, folder):
    """Prices whose log returns are the given ones, on made-up weekdays, and an event on the day after the last."""
    day, level, lines = datetime.date(1984, 1, 2), 1.0, ["date,close"]
    for value in [0.0, *returns, 0.0]:
        day += datetime.timedelta(3 if day.weekday() == 4 else 1)
        level *= math.exp(value / 100)
        lines.append(f"{day},{level!r}")
    (folder / "prices.csv").write_text("\n".join(lines) + "\n")
    (folder / "events.csv").write_text(f"event_id,security,announced_at,phase\nE,DEMGBP,{day},pre-open\n")
    (folder / "study.yaml").write_text(STUDY)


def agrees(published, value):
    """Equal to the digits that were printed, the last of which may be off by one."""
    digits = len(published.split(".")[1])
    return abs(float(published) - value) <= 10**-digits


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("program")
    parser.add_argument("returns")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    options = parser.parse_args()
    returns = [float(line) for line in open(options.returns) if line.strip()]
    options.work.mkdir(parents=True, exist_ok=True)
    write_study(returns, options.work)
    subprocess.run([options.program, "run", options.work / "study.yaml", "--output", options.work / "reports"], check=True)
    with open(options.work / "reports" / "models.csv", newline="") as table:
        found = {row["parameter"]: row for row in csv.DictReader(table)}
    wrong = 0
    for name, published in PUBLISHED.items():
        scale = 100 if name == "mean" else 1
        own, robust = found[name], found[f"robust_{name}"]
        values = [scale * float(text) for text in (own["estimate"], own["standard_error"], robust["standard_error"])]
        good = all(agrees(*pair) for pair in zip(published, values))
        wrong += not good
        print(f"{name:7}", *(f"{p:>11} {v:.12g}" for p, v in zip(published, values)), "" if good else "DIFFERS")
    print(f"log-likelihood {found['log_likelihood']['estimate']} of {len(returns)} returns")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
