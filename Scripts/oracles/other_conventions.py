"""Statistics of the small market's day 0 as other programs define them (METHODS 5, their public sources).

Written from the formulas with numpy and scipy; shares nothing with the program. The R package estudy2: sd() of the
estimation residuals with divisor M-1, sums and denominators over all events, also those without a return on the day.
The Stata module eventstudy2: t distributions with T-K degrees of freedom, T the estimation days. Prediction errors are
those of each event's own valid days.

Run:  python3 Scripts/oracles/other_conventions.py MARKET OUTPUT
where MARKET has prices.csv, factors.csv and events.csv, and OUTPUT is the table to write: window,test,field,value.
"""
import csv
import math
import sys

import numpy as np
from scipy import stats

from portfolios_and_resampling import ESTIMATION, read


def main(market, output):
    events, factors = read(market)
    held = [event for event in events if 0 in event.abnormal]
    returns = np.array([event.abnormal[0] for event in held])
    scores, exact = [], []
    for event in held:
        residuals = np.array(list(event.residuals.values()))
        x = np.array([factors["mkt"].iloc[event.zero + day] for day in event.residuals])
        error = math.sqrt(1 + 1 / len(x) + (factors["mkt"].iloc[event.zero] - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum())
        scores.append(event.abnormal[0] / (np.std(residuals, ddof=1) * error))
        exact.append(event.abnormal[0] / (math.sqrt((residuals**2).sum() / (len(x) - 2)) * error))
    scores, exact = np.array(scores), np.array(exact)
    counts = np.array([len(event.residuals) for event in events])
    variances = np.array([np.var(list(event.residuals.values()), ddof=1) for event in events])
    n, everyone = len(held), len(events)
    rows = []

    def add(test, statistic, distribution, *parameters):
        p = 2 * distribution.sf(abs(statistic), *parameters)
        rows.append(("[0;0]", test, "statistic", repr(float(statistic))))
        rows.append(("[0;0]", test, "p_value", repr(float(p))))

    add("patell:estudy2", scores.mean() * everyone / math.sqrt(((counts - 2) / (counts - 4)).sum()), stats.norm)
    add("bmp:estudy2", scores.mean() / np.std(scores, ddof=1) * math.sqrt(n), stats.t, n - 1)
    add("j1:estudy2", returns.mean() / (math.sqrt(variances.sum()) / everyone), stats.t, counts.mean() - 1)
    averages = np.array([np.mean([event.residuals[day] for event in events if day in event.residuals])
                         for day in ESTIMATION if any(day in event.residuals for event in events)])
    spread = np.std(averages, ddof=1)
    add("crude-dependence:estudy2", returns.mean() / spread, stats.t, counts.mean() - 1)
    share = np.mean(np.concatenate([np.array(list(event.residuals.values())) > 0 for event in events]))
    scaled = np.mean(returns > 0) * everyone
    add("generalized-sign:estudy2", (scaled - n * share) / math.sqrt(n * share * (1 - share)), stats.norm)

    days, parameters = len(averages), 2
    add("bmp:eventstudy2", exact.mean() / np.std(exact, ddof=1) * math.sqrt(n), stats.t, days - parameters)
    add("crude-dependence:eventstudy2", returns.mean() / (spread * math.sqrt((days - 1) / (days - parameters))),
        stats.t, days - parameters)
    own = np.mean([np.mean([1.0 if value > 0 else 0.5 if value == 0 else 0.0 for value in event.residuals.values()])
                   for event in held])
    add("generalized-sign:eventstudy2", (np.sum(returns >= 0) - n * own) / math.sqrt(n * own * (1 - own)), stats.norm)
    with open(output, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["window", "test", "field", "value"])
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
