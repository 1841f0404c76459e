"""Makes the data sets of Scripts/bench from a seed: daily prices of many securities in one long file, an index, events.

usage: make_bench_data.py DIR SECURITIES SESSIONS EVENTS [SHAPE]

The sessions are weekdays without some fixed holidays, so that every program takes them from the index's file. Returns of the
index and the residuals follow GARCH(1,1); prices have two decimals, closes four. Announcements carry an offset; one in ten comes
from another time zone than New York's. Beside the events themselves: one of them alone, every tenth, and ten times as many.

SHAPE spells the same prices otherwise: `quoted` (every field), `digits` (seventeen of them), `by-date` (rows in the order of
dates), `files` (one a security, in the folder prices).
"""

import datetime
import itertools
import os
import pathlib
import shutil
import sys
import zoneinfo

import numpy

SEED = 20240607
# Events that GARCH is timed on: enough that their time stands out beside that of reading.
FITS = 4000
ZONES = [zoneinfo.ZoneInfo(name) for name in ("America/New_York", "UTC", "Europe/London", "Asia/Tokyo")]


def make_sessions(count):
    sessions, day = [], datetime.date(2014, 1, 2)
    while len(sessions) < count:
        if day.weekday() < 5 and (day.month, day.day) not in ((1, 1), (7, 4), (12, 25)):
            sessions.append(day)
        day += datetime.timedelta(1)
    return sessions


def garch(source, count, columns, deviation, alpha, beta):
    omega = deviation**2 * (1 - alpha - beta)
    variance, result = numpy.full(columns, deviation**2), numpy.empty((count, columns))
    for row in range(count):
        result[row] = numpy.sqrt(variance) * source.standard_normal(columns)
        variance = omega + alpha * result[row] ** 2 + beta * variance
    return result


def spell(shape, symbols, days, opening, high, low, close, volume):
    """The rows of one security, or of one day."""
    columns = zip(symbols, days, opening, high, low, close, volume)
    if shape == "quoted":
        return (f'"{s}","{d}","{o:.2f}","{h:.2f}","{l:.2f}","{c:.4f}","{v}"\n' for s, d, o, h, l, c, v in columns)
    if shape == "digits":
        return (f"{s},{d},{o:.17g},{h:.17g},{l:.17g},{c:.17g},{v}\n" for s, d, o, h, l, c, v in columns)
    return (f"{s},{d},{o:.2f},{h:.2f},{l:.2f},{c:.4f},{v}\n" for s, d, o, h, l, c, v in columns)


def write_prices(path, source, days, index, securities, shape):
    beta, drift = source.normal(1, 0.35, securities), source.normal(0, 2e-4, securities)
    moves = drift + beta * index[:, None] + garch(source, len(days), securities, 0.018, 0.07, 0.90)
    closes = numpy.maximum(numpy.exp(numpy.cumsum(moves, 0)) * source.uniform(8, 300, securities), 0.5)
    header, names = "symbol,date,open,high,low,close,volume\n", [f"S{number:04}" for number in range(securities)]
    if shape == "files":
        path.mkdir()
    by_date = []
    with open(os.devnull if shape == "files" else path, "w", encoding="ascii") as stream:
        stream.write(header)
        for number, name in enumerate(names):
            close = closes[:, number]
            opening = numpy.r_[close[0], close[:-1]] * (1 + 0.004 * source.standard_normal(len(days)))
            high = numpy.maximum(opening, close) * (1 + 0.005 * source.random(len(days)))
            low = numpy.minimum(opening, close) * (1 - 0.005 * source.random(len(days)))
            volume = numpy.exp(source.normal(13, 1.2, len(days))).astype(int)
            columns = [opening, high, low, close, volume]
            if shape == "by-date":
                by_date.append(columns)
                continue
            text = "".join(spell(shape, itertools.repeat(name), days, *(column.tolist() for column in columns)))
            if shape == "files":
                (path / f"{name}.csv").write_text(header + text)
            else:
                stream.write(text)
        if by_date:
            table = numpy.array(by_date)
            for row, day in enumerate(days):
                columns = [column.tolist() for column in table[:, :, row].T]
                columns[4] = list(map(int, columns[4]))
                stream.write("".join(spell(shape, names, itertools.repeat(day), *columns)))


def make_events(source, sessions, securities, count):
    """Of every event its security and the moment of its announcement."""
    events = []
    for _ in range(count):
        day = sessions[source.integers(300, len(sessions) - 40)]
        moment = datetime.datetime(day.year, day.month, day.day, tzinfo=ZONES[0]) + datetime.timedelta(
            days=int(source.integers(0, 2)), seconds=int(source.integers(6 * 3600, 21 * 3600)))
        moment = moment.astimezone(ZONES[source.choice(4, p=[0.7, 0.15, 0.1, 0.05])])
        events.append((f"S{source.integers(securities):04}", moment))
    return events


def write_events(path, events, repeats=1):
    """The events, or several of each some seconds apart: the same moment twice would be one event told twice."""
    every = [(security, moment + datetime.timedelta(seconds=later)) for later in range(repeats) for security, moment in events]
    lines = [f"E{number + 1:07},{security},{moment.isoformat()}" for number, (security, moment) in enumerate(every)]
    path.write_text("\n".join(["event_id,security,announced_at", *lines]) + "\n")


STUDY = """# Made by Scripts/bench
name: bench
events: EVENTS.csv
returns: log
gaps: drop
prices:
  - files: prices.csv
    columns: {security: symbol, date: date, open: open, high: high, low: low, close: close, volume: volume}
    exchange: XNYS
    benchmark: INDEX
    calendar: benchmark
    hours: {open: "09:30", close: "16:00", timezone: America/New_York}
  - files: index.csv
    security: INDEX
    columns: {date: date, close: close}
    exchange: XNYS
    calendar: benchmark
    hours: {open: "09:30", close: "16:00", timezone: America/New_York}
estimation: {length: 250, last: -11, minimum: 250, exclude_other_events: false}
event_window: [-10, 10]
WORK
output: reports
"""
PEERS_TESTS = """windows: [[-10, 10]]
tests: ["cross-sectional-t", "patell:classic", "bmp:classic", "corrado-rank:plain", "generalized-sign:daily"]"""
# The columns that the peers write.
PEERS_WORK = PEERS_TESTS + """
tables:
  - events: [event_id, security, day_zero]
  - models: [event_id, parameter, estimate]
  - abnormal_returns: [event_id, day, ar]
  - windows: [event_id, car, t, scar]
  - averages
  - tests"""
# Little besides fitting a model and writing its rows.
FITS_WORK = """windows: [[0, 0]]
tests: [cross-sectional-t]
tables: [models]"""


def main():
    folder = pathlib.Path(sys.argv[1])
    securities, count, events = map(int, sys.argv[2:5])
    shape = sys.argv[5] if len(sys.argv) > 5 else ""
    study = STUDY.replace("prices.csv", "prices/*.csv") if shape == "files" else STUDY
    folder.mkdir(parents=True, exist_ok=True)
    source = numpy.random.default_rng(SEED)
    sessions = make_sessions(count)
    days = [str(day) for day in sessions]
    index = 0.0003 + garch(source, count, 1, 0.010, 0.08, 0.90)[:, 0]
    with open(folder / "index.csv", "w", encoding="ascii") as stream:
        stream.write("date,close\n")
        stream.writelines(f"{day},{level:.4f}\n" for day, level in zip(days, 1800 * numpy.exp(numpy.cumsum(index))))
    made = make_events(source, sessions, securities, events)
    for name, part, repeats in (("events", made, 1), ("one", made[:1], 1), ("tenth", made[::10], 1), ("tenfold", made, 10)):
        write_events(folder / f"{name}.csv", part, repeats)
        (folder / f"{name}.yaml").write_text(study.replace("EVENTS", name).replace("WORK", PEERS_WORK))
    for name in ("events", "tenth"):
        (folder / f"{name}-whole.yaml").write_text(study.replace("EVENTS", name).replace("WORK", PEERS_TESTS))
    (folder / "everything.yaml").write_text(study.replace("EVENTS", "events").replace("WORK", "tests: all"))
    write_events(folder / "some.csv", made[:FITS])
    for name, part, models in (("reading", "one", ""), ("estimation", "events", ""), ("least-squares", "some", ""),
                               ("garch", "some", "\nmodels: [garch]")):
        (folder / f"{name}.yaml").write_text(study.replace("EVENTS", part).replace("WORK", FITS_WORK + models))
    # Last, under its own name only when it is whole: its presence says that the folder is complete.
    whole, new = folder / ("prices" if shape == "files" else "prices.csv"), folder / "prices.new"
    shutil.rmtree(new, ignore_errors=True)
    write_prices(new, source, days, index, securities, shape)
    new.rename(whole)


if __name__ == "__main__":
    main()
