"""The portfolio t between two groups of the small market's events of one date (METHODS 5.17).

One regression by statsmodels: the mean return of the first group's firms less that of the second's on a constant, the market and
a dummy for each day of the window, over the estimation days and the window; the t of the sum of the dummies, with as many
degrees of freedom as the estimation days leave. Firms without a complete row are left out, as in portfolio-t. Shares nothing
with the program.

Run:  PYTHON Scripts/oracles/difference_portfolio.py MARKET OUTPUT
where MARKET has prices.csv, factors.csv and events.csv (`industry` is the group), and OUTPUT is the table to write:
pair,window,field,value. PYTHON is what Scripts/internal/python-environment Scripts/oracles/oracle-requirements.txt prints.
"""
import csv
import itertools
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm

from portfolios_and_resampling import ESTIMATION, WINDOWS, read


def complete(event):
    return len(event.residuals) == len(ESTIMATION) and len(event.abnormal) == 11


def main(market, output):
    events, factors = read(market)
    prices = pd.read_csv(f"{market}/prices.csv").pivot(index="date", columns="security", values="close")
    returns = prices.reindex(factors.index).pct_change(fill_method=None)
    dates = [event.zero for event in events]
    zero = max(set(dates), key=dates.count)
    with open(f"{market}/events.csv", newline="", encoding="utf-8") as file:
        securities = [row["security"] for row in csv.DictReader(file)]
    groups = {}
    for event, security in zip(events, securities):
        if event.zero == zero and complete(event):
            groups.setdefault(event.industry, []).append(security)
    rows = []
    for one, other in itertools.combinations(sorted(groups), 2):
        for window in WINDOWS:
            days = [*ESTIMATION, *range(window[0], window[1] + 1)]
            own = len(days) - len(ESTIMATION)
            dummies = np.vstack([np.zeros((len(ESTIMATION), own)), np.eye(own)])
            regressors = np.column_stack([np.ones(len(days)), [factors["mkt"].iloc[zero + day] for day in days], dummies])
            held = returns.iloc[[zero + day for day in days]]
            response = held[groups[one]].mean(axis=1) - held[groups[other]].mean(axis=1)
            fit = sm.OLS(response.to_numpy(), regressors).fit()
            test = fit.t_test(np.r_[0, 0, np.ones(own)])
            for field, value in (("statistic", test.tvalue), ("p_value", test.pvalue), ("estimate", test.effect[0]),
                                 ("df1", fit.df_resid), ("events", len(groups[one]) + len(groups[other]))):
                rows.append((f"{one}-{other}", f"[{window[0]};{window[1]}]", field, repr(float(np.squeeze(value)))))
    with open(output, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["pair", "window", "field", "value"])
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
