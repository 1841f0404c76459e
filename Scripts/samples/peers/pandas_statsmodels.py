"""pandas reads, statsmodels fits one event after the other. usage: pandas_statsmodels.py DATA OUT"""

import sys

import numpy
import pandas
import statsmodels.api

import shared

data, out = sys.argv[1:3]
prices = pandas.read_csv(f"{data}/prices.csv", usecols=["symbol", "date", "close"], parse_dates=["date"])
index = pandas.read_csv(f"{data}/index.csv", parse_dates=["date"], index_col="date")["close"]
events = pandas.read_csv(f"{data}/events.csv")
wide = prices.pivot(index="date", columns="symbol", values="close").reindex(index.index)
returns, market = numpy.log(wide).diff(), numpy.log(index).diff().to_numpy()
local = pandas.to_datetime(events["announced_at"], utc=True, format="ISO8601").dt.tz_convert("America/New_York")
dates = local.dt.tz_localize(None).dt.normalize() + pandas.to_timedelta((local.dt.hour >= 16).astype(int), unit="D")
day_zero = index.index.searchsorted(dates)
series = {symbol: returns[symbol].to_numpy() for symbol in returns.columns}
lines, rests, errors = [], [], []
for symbol, session in zip(events["security"], day_zero):
    window = slice(session + shared.FIRST - shared.LENGTH, session + shared.LAST + 1)
    design = statsmodels.api.add_constant(market[window])
    estimation = design[: shared.LENGTH]
    fit = statsmodels.api.OLS(series[symbol][window][: shared.LENGTH], estimation).fit()
    lines.append((*fit.params, numpy.sqrt(fit.mse_resid)))
    rests.append(series[symbol][window] - fit.predict(design))
    mean = estimation[:, 1].mean()
    errors.append(1 + 1 / shared.LENGTH + (design[shared.LENGTH :, 1] - mean) ** 2 / ((estimation[:, 1] - mean) ** 2).sum())
found = shared.measure(*numpy.array(lines).T, numpy.array(rests), numpy.array(errors))
ids = events["event_id"].to_numpy()
pandas.DataFrame({"event_id": ids, **found.per_event}).to_csv(f"{out}/events.csv", index=False)
pandas.DataFrame({"event_id": numpy.repeat(ids, shared.DAYS), "day": numpy.tile(shared.event_days, len(ids)),
                  "ar": found.abnormal.ravel()}).to_csv(f"{out}/ar.csv", index=False)
pandas.DataFrame(found.averages).to_csv(f"{out}/averages.csv", index=False)
pandas.DataFrame({"test": list(found.tests), "statistic": list(found.tests.values())}).to_csv(f"{out}/tests.csv", index=False)
