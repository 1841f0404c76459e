"""Calendar-time portfolios, cluster and wild bootstraps, placebo dates and adjusted p-values of the small market.

Written from METHODS 5.15, 5.16, 5.18 and 5.20 with numpy, pandas and statsmodels; shares nothing with the program. The
settings are those of Tests/Fixtures/Oracles/small-market/study.yaml (market model, simple returns, gaps dropped, sums of
the available days). Events are weighted by their place in the events file, 1 to 16.

Run:  python3 Scripts/oracles/portfolios_and_resampling.py MARKET INDEXES OUTPUT
where MARKET has prices.csv, factors.csv and events.csv, INDEXES is a table of draws (one sample a row; a draw is an index
modulo the number of clusters), and OUTPUT is the table to write: sample,window,test,field,value.
"""
import csv
import itertools
import math
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.stats.multitest import multipletests

ESTIMATION = range(-200, -10)
WINDOWS = ((0, 0), (-1, 1), (0, 5), (-5, 5))
WEBB = [sign * math.sqrt(size) for size in (0.5, 1.0, 1.5) for sign in (1, -1)]


class Event:
    """Abnormal returns and estimation residuals of one event, by event day; missing days are left out."""

    def __init__(self, row, place, returns, market, sessions):
        self.id, self.industry, self.weight = row["event_id"], row["industry"], float(place + 1)
        zero = sessions.get_loc(row["day_zero"])
        self.zero = zero
        own = returns[row["security"]]
        days = [day for day in ESTIMATION if not math.isnan(own.iloc[zero + day])]
        y = np.array([own.iloc[zero + day] for day in days])
        x = np.array([market.iloc[zero + day] for day in days])
        fit = sm.OLS(y, sm.add_constant(x)).fit()
        self.residuals = dict(zip(days, fit.resid))
        self.returns = {day: own.iloc[zero + day] for day in range(-5, 6) if not math.isnan(own.iloc[zero + day])}
        self.abnormal = {day: value - fit.params[0] - fit.params[1] * market.iloc[zero + day]
                         for day, value in self.returns.items()}

    def car(self, window):
        values = [self.abnormal[day] for day in range(window[0], window[1] + 1) if day in self.abnormal]
        return sum(values) if values else None


def read(folder):
    prices = pd.read_csv(f"{folder}/prices.csv").pivot(index="date", columns="security", values="close")
    factors = pd.read_csv(f"{folder}/factors.csv", index_col="date")
    prices = prices.reindex(factors.index)
    returns = prices / prices.shift(1) - 1
    with open(f"{folder}/events.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [Event(row, place, returns, factors["mkt"], factors.index) for place, row in enumerate(rows)], factors


def portfolio(events, window, weighted, least):
    """Session -> (mean abnormal return, mean return, members), weighted by the events' weights."""
    members = {}
    for event in events:
        for day in range(window[0], window[1] + 1):
            if day in event.abnormal:
                members.setdefault(event.zero + day, []).append((event, day))
    result = {}
    for session in sorted(members):
        held = members[session]
        if len(held) < least:
            continue
        weights = np.array([event.weight if weighted else 1.0 for event, _ in held])
        result[session] = (np.average([event.abnormal[day] for event, day in held], weights=weights),
                           np.average([event.returns[day] for event, day in held], weights=weights), len(held))
    return result


def calendar_time(events, window, factors, weighted, least):
    held = portfolio(events, window, weighted, least)
    abnormal = np.array([row[0] for row in held.values()])
    y = np.array([row[1] for row in held.values()])
    counts = np.array([row[2] for row in held.values()])
    x = sm.add_constant(np.array([factors["mkt"].iloc[session] for session in held]))
    rows = len(y)
    if rows < 3:
        return
    lags = math.floor(4 * (rows / 100) ** (2 / 9))
    plain = sm.OLS(abnormal, np.ones(rows)).fit()
    yield "calendar-time", plain.params[0], plain.tvalues[0], plain.pvalues[0], rows - 1
    fits = {
        "calendar-time:alpha": sm.OLS(y, x).fit(),
        "calendar-time:weighted": sm.WLS(y, x, weights=counts).fit(),
        "calendar-time:white": sm.OLS(y, x).fit(cov_type="HC1", use_t=True),
        "calendar-time:newey-west": sm.OLS(y, x).fit(
            cov_type="HAC", use_t=True, cov_kwds={"maxlags": lags, "use_correction": True}),
    }
    for name, fit in fits.items():
        yield name, fit.params[0], fit.tvalues[0], fit.pvalues[0], fit.df_resid


def clusters(entering, key):
    """Sums and sizes by key, ascending."""
    keys = sorted({key(event) for event, _ in entering})
    groups = [[car for event, car in entering if key(event) == one] for one in keys]
    return np.array([sum(group) for group in groups]), np.array([float(len(group)) for group in groups])


def clustered_t(sums, sizes, center=0.0):
    """(mean - center) over the standard error clustered with the factor G/(G-1)."""
    total, count = sizes.sum(), len(sums)
    mean = sums.sum() / total
    variance = count / (count - 1) * ((sums - sizes * mean) ** 2).sum() / total**2
    return (mean - center) / math.sqrt(variance) if variance > 1e-30 else math.copysign(math.inf, mean - center)


def cluster_bootstrap(entering, draws):
    sums, sizes = clusters(entering, lambda event: event.zero)
    t, mean = clustered_t(sums, sizes), sums.sum() / sizes.sum()
    farther = 0
    for draw in draws:
        chosen = np.array(draw) % len(sums)
        farther += abs(clustered_t(sums[chosen], sizes[chosen], mean)) >= abs(t)
    return t, (1 + farther) / (len(draws) + 1)


def webb(entering):
    sums, sizes = clusters(entering, lambda event: event.industry)
    t = clustered_t(sums, sizes)
    values = [abs(clustered_t(sums * np.array(weights), sizes)) >= abs(t) * (1 - 1e-12)
              for weights in itertools.product(WEBB, repeat=len(sums))]
    return t, np.mean(values)


def placebo(entering, window):
    """Every place of the estimation window for the events of one date."""
    length = window[1] - window[0] + 1
    observed = np.mean([car for _, car in entering])
    averages = []
    for start in range(ESTIMATION[0], ESTIMATION[-1] - length + 2):
        sums = [sum(event.residuals[day] for day in range(start, start + length)) for event, _ in entering
                if all(day in event.residuals for day in range(start, start + length))]
        if sums:
            averages.append(np.mean(sums))
    farther = sum(abs(value) >= abs(observed) for value in averages)
    return observed, (1 + farther) / (1 + len(averages))


def main(market, indexes, output):
    events, factors = read(market)
    with open(indexes, newline="", encoding="utf-8") as file:
        draws = [[int(value) for value in row] for row in list(csv.reader(file))[1:]]
    rows = []

    def add(sample, window, test, **fields):
        rows.extend((sample, f"[{window[0]},{window[1]}]", test, field, repr(float(value)))
                    for field, value in fields.items())

    for window in WINDOWS:
        entering = [(event, event.car(window)) for event in events if event.car(window) is not None]
        for sample, weighted, least in (("all", False, 1), ("weighted", True, 2)):
            for name, estimate, t, p, df in calendar_time(events, window, factors, weighted, least):
                add(sample, window, name, estimate=estimate, statistic=t, p_value=p, df1=df)
        t, p = cluster_bootstrap(entering, draws)
        add("all", window, "bootstrap-t:cluster", statistic=t, p_value=p)
        t, p = webb(entering)
        add("all", window, "wild-cluster:industry:webb", statistic=t, p_value=p)
        together = [(event, car) for event, car in entering if event.zero == events[0].zero]
        observed, p = placebo(together, window)
        add("one-date", window, "placebo", statistic=observed, p_value=p, events=len(together))
    for test in ("calendar-time", "calendar-time:alpha"):
        values = [float(row[4]) for row in rows if row[0] == "all" and row[2] == test and row[3] == "p_value"]
        for method, field in (("holm", "p_holm"), ("fdr_bh", "p_benjamini_hochberg")):
            for window, value in zip(WINDOWS, multipletests(values, method=method)[1]):
                add("all", window, test, **{field: value})
    with open(output, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["sample", "window", "test", "field", "value"])
        writer.writerows((sample, window.replace(",", ";"), *rest) for sample, window, *rest in rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
