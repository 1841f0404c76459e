#!/usr/bin/env python3
"""Oracle: for random exchanges and instants the first session that closes after the instant.

Run:  Scripts/oracles/exchange_sessions.py
Writes Tests/Fixtures/Oracles/exchange-sessions/pairs.csv. Sessions and closes are asked of exchange_calendars itself;
our corrections are applied by code that shares nothing with Scripts/make-calendars.
The packages are those of Scripts/make-calendars-requirements.txt (installed into .build-venv).
"""
import csv
import datetime as dt
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
try:
    import exchange_calendars
    import pandas

    assert pandas.__version__ == "2.3.3" and exchange_calendars.__version__ == "4.13.2"
except (ImportError, AssertionError):
    sys.path.append(str(ROOT / "Scripts/internal"))
    from environment import restart_with

    restart_with(ROOT / "Scripts/make-calendars-requirements.txt")

from exchange_calendars import calendar_utils

EXCHANGES = sorted(set(calendar_utils._default_calendar_factories) - {"24/5", "24/7", "us_futures"})
ALIASES = {"XNAS": "XNYS", "ARCX": "XNYS", "XASE": "XNYS", "XSHE": "XSHG", "XTSX": "XTSE", "XNSE": "XBOM"}
FIRST, LAST, END = dt.date(1990, 1, 1), dt.date(2026, 12, 31), dt.date(2027, 12, 31)
rng = random.Random(20191007)


def corrections_of(exchange):
    with open(ROOT / "Scripts/make-calendars.corrections.csv", newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["exchange"] == exchange]


def days(text):
    for part in text.split():
        ends = [dt.date.fromisoformat(end) for end in part.split("..")]
        yield from (ends[0] + dt.timedelta(n) for n in range((ends[-1] - ends[0]).days + 1))


def local_instant(date, clock, zone):
    return pandas.Timestamp(f"{date} {clock}").tz_localize(zone, nonexistent="shift_forward").tz_convert("UTC")


def closes_of(exchange):
    """({date: close}, first known date, last known date, zone)"""
    source = ALIASES.get(exchange, exchange)
    rules = calendar_utils._default_calendar_factories[source]
    rows = corrections_of("XNSE" if exchange == "XNSE" else source)
    known = {row["change"]: dt.date.fromisoformat(row["date"]) for row in rows if row["change"].startswith("known")}
    lowest, highest = rules.bound_min(), rules.bound_max()
    first = known.get("known-from", max(FIRST, lowest.date()) if lowest else FIRST)
    last = known.get("known-to", min(END, highest.date()) if highest else END)
    calendar = exchange_calendars.get_calendar(source, start=str(first), end=str(last))
    closes = {date.date(): close for date, close in calendar.schedule["close"].items()}
    usual = [row for row in rows if row["change"].startswith("regular ")]
    for date, close in closes.items():
        if close.tz_convert(calendar.tz).strftime("%H:%M") == source_close(calendar, date):
            closes[date] = usual_close(calendar, usual, date)
    zone = next((row["change"].split()[1] for row in rows if row["change"].startswith("zone ")), calendar.tz)
    for row in rows:
        word, *hours = row["change"].split()
        for date in days(row["date"]) if word in ("closed", "hours", "session") else ():
            if word == "closed":
                closes.pop(date, None)
            elif word == "session" or date in closes:
                usually = usual_close(calendar, usual, date)
                closes[date] = local_instant(date, close_in(hours[0]), zone) if hours else usually
    return dict(sorted(closes.items())), first, last, zone


def close_in(hours):
    """'09:30-16:00/12:00-13:00' -> '16:00'"""
    return hours.split("/")[0].split("-")[1]


def source_close(calendar, date):
    times = [time for start, time in calendar.close_times if start is None or start.date() <= date]
    return times[-1].strftime("%H:%M")


def usual_close(calendar, usual, date):
    clock, zone = source_close(calendar, date), calendar.tz
    for row in sorted(usual, key=lambda row: row["date"]):
        _, hours, *rest = row["change"].split()
        by_zone = bool(rest) and "/" in rest[0]
        weekdays = rest[0] if rest and not by_zone else "1234567"
        if row["date"] <= str(date) and str(date.isoweekday()) in weekdays:
            clock, zone = close_in(hours), rest[0] if by_zone else calendar.tz
    return local_instant(date, clock, zone)


def instants_of(closes, first, last, zone):
    """Random moments of the known range, some of them on the second of a close, some in weeks of changing clocks."""
    begin = local_instant(max(first, FIRST), "00:00", zone)
    seconds = int((local_instant(min(last, LAST), "00:00", zone) - begin).total_seconds())
    moments = [begin + pandas.Timedelta(seconds=rng.randrange(seconds)) for _ in range(6)]
    inside = [date for date in closes if max(first, FIRST) <= date <= min(last, LAST)]
    for _ in range(2):
        close = closes[rng.choice(inside)]
        moments += [close, close - pandas.Timedelta(seconds=1)]
    changing = [date for date in inside if date.month in (3, 4, 10, 11)]
    moments.append(closes[rng.choice(changing)] + pandas.Timedelta(minutes=rng.randrange(-90, 90)))
    return moments


def main():
    rows = []
    for exchange in EXCHANGES + sorted(ALIASES):
        closes, first, last, zone = closes_of(exchange)
        ordered = sorted(closes.items())
        for moment in instants_of(closes, first, last, zone):
            found = next(((date, close) for date, close in ordered if close > moment), None)
            text = [stamp.strftime("%Y-%m-%dT%H:%M:%SZ") for stamp in (moment, found[1])]
            rows.append([exchange, text[0], found[0].isoformat(), text[1]])
        for date in (first - dt.timedelta(1), last + dt.timedelta(1)):
            outside = local_instant(date, "12:00", zone)
            rows.append([exchange, outside.strftime("%Y-%m-%dT%H:%M:%SZ"), "", ""])
    folder = ROOT / "Tests/Fixtures/Oracles/exchange-sessions"
    folder.mkdir(exist_ok=True)
    with open(folder / "pairs.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["exchange", "instant", "session", "close"])
        writer.writerows(rows)
    print(len(rows), "rows")


main()
