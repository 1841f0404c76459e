"""Simulates the study of Tests/Fixtures/Studies/intraday-legs: minute bars around a few announcements; seeded.

usage: simulate_intraday.py FOLDER

Two shares and their index on New York's sessions. AAA's minute bars are stamped at their start with an offset, its daily
file is split 4:1; BBB's are stamped at their end in local times, in a long file, and its daily file has no opening price
and a dividend; the index has bars of its own in a file that is not sorted and repeats a row.
"""

import csv
import datetime
import math
import pathlib
import random
import sys
from zoneinfo import ZoneInfo

import exchange_calendars

NEW_YORK = ZoneInfo("America/New_York")
FIRST, LAST = "2019-03-01", "2019-12-13"
SPLIT = 4
DIVIDEND = ("2019-10-16", 0.75)  # BBB's ex-date
# Days with minute bars; 2019-11-29 closed at 13:00. None on the evening of 2019-10-15 for BBB.
MINUTE_DAYS = ["2019-10-07", "2019-10-08", "2019-10-09", "2019-10-10", "2019-10-11", "2019-10-14", "2019-10-15",
               "2019-10-16", "2019-11-29", "2019-12-02"]
# (security, announced_at, phase, what the news does: a log return in the minute after it)
NEWS = [
    ("AAA", "2019-10-07T16:05:00-04:00", "", -0.12),
    ("AAA", "2019-10-09T07:30:00-04:00", "", 0.05),
    ("AAA", "2019-10-12T10:00:00-04:00", "", 0.02),
    ("AAA", "2019-11-29T13:05:00-05:00", "", -0.04),
    ("BBB", "2019-10-08T11:00:20-04:00", "", 0.03),
    ("BBB", "2019-10-10", "after-close", -0.06),
    ("BBB", "2019-10-14T21:10:00-04:00", "", 0.01),
    ("BBB", "2019-10-15T16:30:00-04:00", "", 0.04),
    ("BBB", "2019-12-02T15:40:00-05:00", "", -0.02),
]


def minutes(open_at, close_at, source, share):
    """Minutes of a day that have a bar: all near the open, the close and the news' hours, some of the others."""
    day = open_at.date()
    start = datetime.datetime.combine(day, datetime.time(7, 0), NEW_YORK)
    end = close_at + datetime.timedelta(hours=4, minutes=6)
    moment = start
    while moment < end:
        near = min(abs((moment - edge).total_seconds()) for edge in (open_at, close_at))
        dense = near < 30 * 60 or (moment - close_at).total_seconds() in range(0, 4_500)
        if dense or source.random() < share:
            yield moment
        moment += datetime.timedelta(minutes=1)


def session_hours():
    table = exchange_calendars.get_calendar("XNYS", start="2019-01-02", end="2020-01-31").schedule.loc[FIRST:LAST]
    return {day.date().isoformat(): (row["open"].astimezone(NEW_YORK), row["close"].astimezone(NEW_YORK))
            for day, row in table.iterrows()}


def news_instant(announced, phase, hours):
    return hours[announced][1] if phase else datetime.datetime.fromisoformat(announced)


def bar(source, price, drift, tick):
    """Open, high, low, close and the price afterwards."""
    opening = price * math.exp(source.gauss(0, tick / 3))
    closing = opening * math.exp(drift + source.gauss(0, tick))
    high = max(opening, closing) * (1 + abs(source.gauss(0, tick / 2)))
    low = min(opening, closing) * (1 - abs(source.gauss(0, tick / 2)))
    return [round(value, 4) for value in (opening, high, low, closing)]


def simulate(source, hours, price, tick, daily_risk, beta, market, news, quiet, share):
    """Daily closes and opens by day, and minute bars (start, open, high, low, close, volume) of MINUTE_DAYS."""
    days, bars, waiting = {}, [], list(news)
    for day, (open_at, close_at) in hours.items():
        jump = market.get(day, 0.0)
        if day not in MINUTE_DAYS:
            opening = price * math.exp(beta * jump / 2 + source.gauss(0, daily_risk / 2))
            price = opening * math.exp(beta * jump / 2 + source.gauss(0, daily_risk))
            days[day] = (round(opening, 4), round(price, 4))
            continue
        first = last = None
        for moment in minutes(open_at, close_at, source, share):
            if moment >= close_at and day in quiet:
                continue
            due = [item for item in waiting if item[0] < moment + datetime.timedelta(minutes=1)]
            waiting = [item for item in waiting if item not in due]
            drift = sum(size for _, size in due)
            row = bar(source, price, drift, tick)
            price = row[3]
            regular = open_at <= moment < close_at
            volume = int(source.lognormvariate(9, 0.5)) if regular else (source.choice([0, 0, 0, 250]))
            bars.append((moment, *row, volume))
            if regular:
                first = first if first is not None else row[0]
                last = row[3]
        # The official close is that of the closing auction, a little off the last minute's.
        days[day] = (first, round(last * math.exp(source.gauss(0, tick / 4)), 4))
    return days, bars


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="ascii", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


def main(folder):
    source, hours = random.Random(20191012), session_hours()
    days = list(hours)
    market = {day: source.gauss(0.0003, 0.008) for day in days}
    of = lambda name: [(news_instant(at, phase, hours), size) for security, at, phase, size in NEWS if security == name]
    index_days, index_bars = simulate(source, hours, 2900.0, 0.0002, 0.0, 1.0, market, [], set(), 0.45)
    a_days, a_bars = simulate(source, hours, 240.0, 0.0012, 0.012, 1.2, market, of("AAA"), set(), 0.12)
    b_days, b_bars = simulate(source, hours, 35.0, 0.001, 0.01, 0.8, market, of("BBB"), {"2019-10-15"},
                            0.12)

    write(folder / "events.csv", ["event_id", "security", "announced_at", "phase"],
          [(f"{security}-{number}", security, at, phase) for number, (security, at, phase, _) in enumerate(NEWS, 1)])
    shown = lambda value: f"{value:.6f}"
    write(folder / "prices" / "AAA.csv", ["Date", "Open", "Close"],
          [(day, shown(o / SPLIT), shown(c / SPLIT)) for day, (o, c) in a_days.items()])
    ex_day, dividend = DIVIDEND
    factor = 1 - dividend / b_days[days[days.index(ex_day) - 1]][1]
    write(folder / "prices" / "BBB.csv", ["Date", "Close", "Adjusted"],
          [(day, shown(c), shown(c * factor if day < ex_day else c)) for day, (_, c) in b_days.items()])
    write(folder / "prices" / "INDEX.csv", ["Date", "Open", "Close"],
          [(day, shown(o), shown(c)) for day, (o, c) in index_days.items()])
    write(folder / "minutes" / "AAA.csv", ["Datetime", "Open", "High", "Low", "Close", "Volume"],
          [(moment.isoformat(sep=" "), *rest) for moment, *rest in a_bars])
    ends = lambda moment: (moment + datetime.timedelta(minutes=1)).strftime("%d.%m.%Y %H:%M")
    write(folder / "minutes" / "long.csv", ["symbol", "time", "open", "close"],
          [("BBB", ends(moment), o, c) for moment, o, _, _, c, _ in b_bars])
    rows = [(moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), o, h, l, c)
            for moment, o, h, l, c, _ in index_bars]
    source.shuffle(rows)
    write(folder / "minutes" / "INDEX.csv", ["instant", "open", "high", "low", "close"], 
          rows + [row for row in rows if row[0] == "2019-10-07T20:01:00Z"])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
