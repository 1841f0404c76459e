"""The package eventstudy of PyPI, one event after the other; it has none of the tests. usage: eventstudy_pypi.py DATA OUT"""

import sys
import warnings

warnings.filterwarnings("ignore")

import eventstudy
import numpy
import pandas

import shared

data, out = sys.argv[1:3]
prices = pandas.read_csv(f"{data}/prices.csv", usecols=["symbol", "date", "close"], parse_dates=["date"])
index = pandas.read_csv(f"{data}/index.csv", parse_dates=["date"]).rename(columns={"close": "INDEX"})
events = pandas.read_csv(f"{data}/events.csv")
wide = prices.pivot(index="date", columns="symbol", values="close").reset_index().merge(index, on="date")
columns = {name: wide[name].to_numpy() for name in wide.columns}
returns = {name: values[1:] if name == "date" else numpy.diff(numpy.log(values)) for name, values in columns.items()}
eventstudy.Single._save_parameter("returns", returns)
local = pandas.to_datetime(events["announced_at"], utc=True, format="ISO8601").dt.tz_convert("America/New_York")
dates = local.dt.tz_localize(None).dt.normalize() + pandas.to_timedelta((local.dt.hour >= 16).astype(int), unit="D")
rows, abnormal = [], []
for security, date in zip(events["security"], dates.to_numpy()):
    event = eventstudy.Single.market_model(
        security_ticker=security, market_ticker="INDEX", event_date=date, event_window=(shared.FIRST, shared.LAST),
        estimation_size=shared.LENGTH, buffer_size=0, keep_model=True)
    rows.append((*event.model.params, event.CAR[-1]))
    abnormal.append(event.AR)
ids, abnormal = events["event_id"].to_numpy(), numpy.array(abnormal)
pandas.DataFrame(rows, columns=["alpha", "beta", "car"]).assign(event_id=ids).to_csv(f"{out}/events.csv", index=False)
pandas.DataFrame({"event_id": numpy.repeat(ids, shared.DAYS), "day": numpy.tile(shared.event_days, len(ids)),
                  "ar": abnormal.ravel()}).to_csv(f"{out}/ar.csv", index=False)
pandas.DataFrame({"day": shared.event_days, "aar": abnormal.mean(0), "caar": abnormal.mean(0).cumsum()}).to_csv(
    f"{out}/averages.csv", index=False)
