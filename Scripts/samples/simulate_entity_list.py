"""Simulates the prices of the sample study entity-list-2019; no figure in them is a market's.

Called by Scripts/simulate-entity-list; the only argument is the study's folder. Only the standard library draws the
numbers, so that a seed means the same prices everywhere; exchange_calendars says on which days there are any.
"""

import csv
import datetime
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
# Quotes around the news, the evening's extended hours included; drawn apart, so that daily prices stay as they are.
EVENING, MORNING = "2019-10-07", "2019-10-08"
AFTER_HOURS_DROP, LOWEST = -0.12, -0.131


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


def quote_times():
    """New York's clock: half-hours of a session, each minute of the hour after its close, five minutes until 20:00."""
    at = lambda day, hour, minute: datetime.datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:00-04:00")
    regular = lambda day: [at(day, 9, 30)] + [at(day, hour, minute) for hour in range(10, 16) for minute in (0, 30)] + [
        at(day, 16, 0)]
    evening = [at(EVENING, 16, minute) for minute in range(1, 60)] + [
        at(EVENING, hour, minute) for hour in range(17, 20) for minute in range(0, 60, 5)] + [at(EVENING, 20, 0)]
    morning = [at(MORNING, 7, minute) for minute in range(0, 60, 5)] + [
        at(MORNING, 8, minute) for minute in range(0, 60, 5)] + [at(MORNING, 9, minute) for minute in range(0, 30, 5)]
    return regular(EVENING), evening, morning, regular(MORNING)


def path(source, start, end, times, noise, decimals):
    """Prices from `start` to exactly `end`: a bridge of normal steps."""
    steps = [source.gauss(0, noise) for _ in times]
    drift = (math.log(end / start) - sum(steps)) / len(times)
    level, prices = start, []
    for step in steps:
        level *= math.exp(step + drift)
        prices.append(round(level, decimals))
    return prices[:-1] + [end]


def quotes(source, before, after, drop, noise, decimals):
    """(instant, price) from the open of the day of the news to the next close, through the daily prices given:
    `before` and `after` are (open, close). A `drop` comes in the first minutes after the close, goes down to LOWEST and
    ends the evening at it."""
    first, evening, morning, second = quote_times()
    last = round(before[1] * (1 + drop), decimals)
    if drop < -0.05:
        deep = round(before[1] * (1 + LOWEST), decimals)
        night = path(source, before[1] * (1 + drop / 2), deep, evening[:9], noise, decimals) + path(
            source, deep, last, evening[9:], noise * 0.6, decimals)
        night = [max(price, deep) for price in night]
    else:
        night = path(source, before[1], last, evening, noise, decimals)
    rows = [(first[0], before[0]), *zip(first[1:], path(source, *before, first[1:], noise * 3, decimals))]
    rows += zip(evening, night)
    rows += zip(morning, path(source, last, round(last * (1 + (after[0] / last - 1) * 0.9), decimals), morning, noise, decimals))
    rows += [(second[0], after[0]), *zip(second[1:], path(source, *after, second[1:], noise * 3, decimals))]
    return [(moment.isoformat(), f"{price:.{decimals}f}", "simulated") for moment, price in rows]


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

    us_rows = {}
    for spec in AMERICAN:
        us_rows[spec[0]] = rows = security(source, american, us_index, spec, FIRST_OPEN["XNYS"], 1.0)
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

    source = random.Random(SEED + 1)
    daily = {row[0]: (row[1], row[4]) for row in us_rows["AMBA"]}
    write(folder / "intraday" / "AMBA.csv", ["instant", "price", MARK],
          quotes(source, daily[EVENING], daily[MORNING], AFTER_HOURS_DROP, 0.0012, 2))
    place = american.index(EVENING)
    # The index opens after the first of each day's two returns.
    opening = lambda at: round(us_levels[at - 1] * math.exp(us_index[at][0]), 4)
    day_of = lambda at: (opening(at), round(us_levels[at], 4))
    write(folder / "intraday" / "US-INDEX.csv", ["instant", "price", MARK],
          quotes(source, day_of(place), day_of(place + 1), us_index[place + 1][0] * 0.4, 0.0001, 4))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
