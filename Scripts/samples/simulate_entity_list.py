"""Simulates the prices of the sample study entity-list-2019; no figure in them is a market's.

Called by Scripts/simulate-entity-list; the only argument is the study's folder. Only the standard library draws the
numbers, so that a seed means the same prices everywhere; exchange_calendars says on which days there are any.
"""

import csv
import math
import pathlib
import random
import sys

import exchange_calendars

SEED = 20191007
FIRST, LAST = "2017-10-09", "2019-11-15"
# The last column's name says in every file's first line what the prices are.
MARK = "SIMULATED"

# id, first price, beta, daily volatility of its own, and what the news does to it (a log return at the first open).
AMERICAN = [
    ("AMBA", 58.00, 1.25, 0.021, -0.115),
    ("INTC", 41.00, 1.00, 0.012, -0.011),
    ("NVDA", 46.00, 1.45, 0.017, -0.024),
    ("STX", 35.00, 1.10, 0.016, -0.017),
    ("WDC", 80.00, 1.20, 0.018, -0.022),
]
CHINESE = [
    ("002230", 27.00, 1.20, 0.019, -0.030),
    ("002236", 20.00, 1.15, 0.018, -0.078),
    ("002415", 31.00, 1.10, 0.016, -0.055),
    ("300188", 15.00, 1.05, 0.021, -0.048),
]
FIRST_OPEN = {"XNYS": "2019-10-08", "XSHG": "2019-10-08"}
SUSPENDED = {"002236": ["2019-10-08", "2019-10-09"], "002415": ["2019-10-08", "2019-10-09"]}
# A quarterly dividend, so that one security's adjusted close differs from its close.
DIVIDENDS = {"INTC": {"2018-02-06": 0.3, "2018-05-04": 0.3, "2018-08-06": 0.3, "2018-11-06": 0.3,
                      "2019-02-06": 0.315, "2019-05-06": 0.315, "2019-08-06": 0.315, "2019-11-06": 0.315}}
DAILY_LIMIT = 0.10  # Shenzhen's rule of 2019 for ordinary shares


def sessions(calendar):
    """Shenzhen trades on Shanghai's days, which the package lists."""
    dates = exchange_calendars.get_calendar(calendar, start="2017-01-02", end="2020-01-31").sessions_in_range(FIRST, LAST)
    return [date.date().isoformat() for date in dates]


def market(source, days, level, volatility):
    """Log returns of an index, half of each day's risk before the open; and its closing levels."""
    returns, levels = [], []
    for _ in days:
        returns.append((source.gauss(0.0002, volatility * 0.7), source.gauss(0.0001, volatility * 0.7)))
        level *= math.exp(sum(returns[-1]))
        levels.append(level)
    return returns, levels


def security(source, days, index, spec, first_open, limit):
    """Rows (date, open, high, low, close, volume) of one share that follows its index, with the news in one opening price."""
    name, close, beta, volatility, news = spec
    rows, waiting = [], 0.0
    for day, (before, during) in zip(days, index):
        overnight = beta * before + source.gauss(0, volatility * 0.5) + waiting
        daytime = beta * during + source.gauss(0, volatility * 0.85)
        spread, turnover = abs(source.gauss(0, volatility * 0.4)), source.lognormvariate(0, 0.35)
        if day == first_open:
            overnight += news
        if day in SUSPENDED.get(name, []):
            waiting = overnight + daytime
            continue
        waiting = 0.0
        low_limit, high_limit = close * (1 - limit), close * (1 + limit)
        opening = round(min(max(close * math.exp(overnight), low_limit), high_limit), 2)
        closing = round(min(max(opening * math.exp(daytime), low_limit), high_limit), 2)
        high = round(min(max(opening, closing) * (1 + spread), high_limit), 2)
        low = round(max(min(opening, closing) * (1 - spread), low_limit), 2)
        busy = 4 if news and rows and first_open <= day <= "2019-10-10" else 1
        rows.append((day, opening, max(high, opening, closing), min(low, opening, closing), closing,
                     int(4_000_000 * turnover * busy)))
        close = closing
    return rows


def adjusted_closes(name, rows):
    """Closes with the later dividends taken out, as Yahoo's `Adj Close`: one factor 1 - dividend/close for each."""
    factor, adjusted = 1.0, []
    for position in range(len(rows) - 1, -1, -1):
        adjusted.append(rows[position][4] * factor)
        dividend = DIVIDENDS.get(name, {}).get(rows[position][0])
        if dividend and position > 0:
            factor *= 1 - dividend / rows[position - 1][4]
    return adjusted[::-1]


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="ascii", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    print(f"{path.name}: {len(rows)} rows")


def main(folder):
    source = random.Random(SEED)
    american, chinese = sessions("XNYS"), sessions("XSHG")
    us_index, us_levels = market(source, american, 2540.0, 0.0085)
    cn_index, cn_levels = market(source, chinese, 3880.0, 0.0115)

    for spec in AMERICAN:
        rows = security(source, american, us_index, spec, FIRST_OPEN["XNYS"], 1.0)
        adjusted = adjusted_closes(spec[0], rows)
        write(folder / "prices" / "us" / f"{spec[0]}.csv",
              ["Date", "Open", "High", "Low", "Close", "Adj Close", "Volume", MARK],
              [(row[0], *(f"{price:.2f}" for price in row[1:5]), f"{value:.6f}", row[5], "simulated")
               for row, value in zip(rows, adjusted)])

    long = []
    for spec in CHINESE:
        rows = security(source, chinese, cn_index, spec, FIRST_OPEN["XSHG"], DAILY_LIMIT)
        long += [(row[0], spec[0], *(f"{price:.2f}" for price in row[1:5]), row[5], "simulated") for row in rows]
    # The order a vendor's database gives: by day, then by security.
    write(folder / "prices" / "china.csv",
          ["trade_date", "symbol", "open", "high", "low", "close", "volume", MARK], sorted(long))

    for name, days, levels in [("US-INDEX", american, us_levels), ("CN-INDEX", chinese, cn_levels)]:
        write(folder / "prices" / f"{name}.csv", ["date", "level", MARK],
              [(day, f"{level:.4f}", "simulated") for day, level in zip(days, levels)])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
