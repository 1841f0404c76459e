"""Makes the data set of Scripts/bench from a seed: daily prices of many securities in one long file, an index, and events.

usage: make_bench_data.py DIR [SECURITIES SESSIONS EVENTS]

Securities follow the index by a beta with noise of their own; the file is ordered by security and date, every price has two
decimals. The sessions are New York's, the events fall at any hour of a day on which the study has enough history.
"""

import datetime
import pathlib
import sys

import exchange_calendars
import numpy

SEED = 20121018


def sessions_and_closes(count):
    calendar = exchange_calendars.get_calendar("XNYS", start="2005-01-03", end="2019-12-31")
    table = calendar.schedule.iloc[-count:]
    return [str(day.date()) for day in table.index], list(table["close"])


def write_prices(path, source, days, index, securities):
    """One security after the other; the columns of a security are formatted at once."""
    with open(path, "w", encoding="ascii") as stream:
        stream.write("symbol,date,open,high,low,close,volume\n")
        for number in range(securities):
            beta, noise = source.uniform(0.3, 1.8), source.uniform(0.008, 0.035)
            moves = beta * index + source.normal(0, noise, len(days))
            close = source.uniform(10, 200) * numpy.exp(numpy.cumsum(moves - moves.mean()))
            opening = close * numpy.exp(source.normal(0, noise / 2, len(days)))
            spread = numpy.exp(numpy.abs(source.normal(0, noise / 2, len(days))))
            high, low = numpy.maximum(opening, close) * spread, numpy.minimum(opening, close) / spread
            volume = source.lognormal(13.5, 1.0, len(days)).astype(int)
            name = f"S{number + 1:05}"
            # Wide of zero, so that rounding to cents keeps the order of low, open, close and high.
            columns = [numpy.maximum(numpy.round(column, 2), 0.5) for column in (opening, high, low, close)]
            stream.write("".join(f"{name},{day},{o:.2f},{h:.2f},{l:.2f},{c:.2f},{v}\n"
                                 for day, o, h, l, c, v in zip(days, *(c.tolist() for c in columns), volume.tolist())))


def write_events(path, source, closes, securities, count):
    first, last = 300, len(closes) - 30
    with open(path, "w", encoding="ascii") as stream:
        stream.write("event_id,security,announced_at,group\n")
        for number in range(count):
            moment = closes[source.integers(first, last)] + datetime.timedelta(seconds=int(source.integers(-80_000, 80_000)))
            stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
            stream.write(f"E{number + 1:06},S{source.integers(1, securities + 1):05},{stamp},G{source.integers(1, 6)}\n")


STUDY = """# Made by Scripts/bench
name: bench
events: EVENTS
prices:
  - files: prices.csv
    columns: {security: symbol, date: date, open: open, high: high, low: low, close: close, volume: volume}
    exchange: XNYS
    benchmark: INDEX
  - files: index.csv
    security: INDEX
    columns: {date: date, close: level}
    exchange: XNYS
output: reports
"""


def main():
    folder = pathlib.Path(sys.argv[1])
    securities, sessions, events = map(int, sys.argv[2:5]) if len(sys.argv) > 2 else (2000, 2520, 20000)
    folder.mkdir(parents=True, exist_ok=True)
    source = numpy.random.default_rng(SEED)
    days, closes = sessions_and_closes(sessions)
    index = source.normal(0.0003, 0.01, len(days))
    with open(folder / "index.csv", "w", encoding="ascii") as stream:
        stream.write("date,level\n")
        stream.writelines(f"{day},{level:.4f}\n" for day, level in zip(days, 1000 * numpy.exp(numpy.cumsum(index))))
    write_events(folder / "events.csv", source, closes, securities, events)
    # One event alone: what a run costs that only reads.
    (folder / "one-event.csv").write_text("".join((folder / "events.csv").read_text().splitlines(True)[:2]))
    (folder / "study.yaml").write_text(STUDY.replace("EVENTS", "events.csv"))
    (folder / "one-event.yaml").write_text(STUDY.replace("EVENTS", "one-event.csv"))
    # Last, under its own name only when it is whole: its presence says that the folder is complete.
    write_prices(folder / "prices.new", source, days, index, securities)
    (folder / "prices.new").rename(folder / "prices.csv")


if __name__ == "__main__":
    main()
