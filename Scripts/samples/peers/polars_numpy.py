"""polars reads, numpy computes all events at once. usage: polars_numpy.py DATA OUT"""

import pathlib
import sys

import numpy
import polars

import shared

data, out = sys.argv[1:3]
files = f"{data}/prices/*.csv" if pathlib.Path(data, "prices").is_dir() else f"{data}/prices.csv"
prices = (polars.scan_csv(files, schema_overrides={"close": polars.Float64, "symbol": polars.String, "date": polars.Date})
          .select("symbol", "date", "close").collect())
index = polars.read_csv(f"{data}/index.csv", try_parse_dates=True)
events = polars.read_csv(f"{data}/events.csv")
symbols = prices["symbol"].unique().sort()
placed = (prices.join(polars.DataFrame({"symbol": symbols, "column": numpy.arange(len(symbols))}), on="symbol")
          .join(polars.DataFrame({"date": index["date"], "row": numpy.arange(len(index))}), on="date"))
levels = numpy.full((len(symbols), len(index)), numpy.nan)
levels[placed["column"].to_numpy(), placed["row"].to_numpy()] = placed["close"].to_numpy()
local = events["announced_at"].str.to_datetime(format="%+", time_zone="UTC").dt.convert_time_zone("America/New_York")
dates = local.dt.date().to_numpy() + (local.dt.hour() >= 16).cast(polars.Int8).to_numpy().astype("timedelta64[D]")
day_zero = numpy.searchsorted(index["date"].to_numpy(), dates)
columns = numpy.searchsorted(symbols.to_numpy(), events["security"].to_numpy())
found = shared.study(levels, index["close"].to_numpy(), columns, day_zero)
ids = events["event_id"].to_numpy()
polars.DataFrame({"event_id": ids, **found.per_event}).write_csv(f"{out}/events.csv")
polars.DataFrame({"event_id": numpy.repeat(ids, shared.DAYS), "day": numpy.tile(shared.event_days, len(ids)),
                  "ar": found.abnormal.ravel()}).write_csv(f"{out}/ar.csv")
polars.DataFrame(found.averages).write_csv(f"{out}/averages.csv")
polars.DataFrame({"test": list(found.tests), "statistic": list(found.tests.values())}).write_csv(f"{out}/tests.csv")
