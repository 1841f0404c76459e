"""The residual-vector bootstrap (METHODS 5.15 v, 0.18) of the small market's four events of one date.

Written from Hein and Westfall (2004) and METHODS with numpy; shares nothing with the program. Whole calendar-day rows of the
residual matrix are drawn with replacement for the estimation days and for the days of the window, every event's market model
is fitted again by least squares on the drawn returns (fitted values plus residuals, no effect), and the equally weighted CAR
is divided by its standard error. The random numbers are METHODS 0.15's (SplitMix64, FNV-1a over the test's id and window), so
that the p-value itself can be compared: seed 0, B = 9,999.

Run:  python3 Scripts/oracles/residual_vectors.py MARKET OUTPUT
where MARKET has prices.csv, factors.csv and events.csv, and OUTPUT is the table to write: window,test,field,value.
"""
import csv
import math
import sys

import numpy as np

from portfolios_and_resampling import ESTIMATION, WINDOWS, read

SEED, REPLICATIONS, TEST = 0, 9_999, "bootstrap-t:residual-vectors"
MASK = (1 << 64) - 1


class SplitMix64:
    def __init__(self, state):
        self.state = state & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    @classmethod
    def of(cls, seed, purpose):
        digest = 0xCBF29CE484222325
        for byte in purpose.encode():
            digest = ((digest ^ byte) * 0x100000001B3) & MASK
        return cls(cls(seed ^ digest).next())

    def indexes(self, count, units):
        return [math.floor((self.next() >> 11) * 2.0**-53 * units) for _ in range(count)]


def portfolio_t(returns, design, future, future_design, degrees):
    """t of the mean CAR of a matrix of returns (days x events) and of the window's (days x events)."""
    slopes, *_ = np.linalg.lstsq(design, returns, rcond=None)
    residuals = returns - design @ slopes
    g = future_design.sum(axis=0)
    scale = len(future) + g @ np.linalg.inv(design.T @ design) @ g
    car = (future - future_design @ slopes).sum(axis=0).mean()
    covariance = residuals.T @ residuals / degrees
    weights = np.full(returns.shape[1], 1 / returns.shape[1])
    return car / math.sqrt(scale * (weights @ covariance @ weights))


def main(market, output):
    events, factors = read(market)
    dates = [event.zero for event in events]
    common = [event for event in events if event.zero == max(set(dates), key=dates.count)]
    zero = common[0].zero
    complete = [event for event in common if len(event.residuals) == len(ESTIMATION) and len(event.abnormal) == 11]
    x = np.column_stack([np.ones(len(ESTIMATION)), [factors["mkt"].iloc[zero + day] for day in ESTIMATION]])
    residuals = np.column_stack([[event.residuals[day] for day in ESTIMATION] for event in complete])
    rows = []
    for window in WINDOWS:
        days = range(window[0], window[1] + 1)
        z = np.column_stack([np.ones(len(days)), [factors["mkt"].iloc[zero + day] for day in days]])
        degrees = len(x) - 2
        g = z.sum(axis=0)
        scale = len(days) + g @ np.linalg.inv(x.T @ x) @ g
        mean = np.mean([event.car(window) for event in complete])
        average = residuals.mean(axis=1)
        observed = mean / math.sqrt(scale * (average @ average) / degrees)
        stream = SplitMix64.of(SEED, f"{TEST} [{window[0]},{window[1]}]")
        farther = above = below = 0
        for _ in range(REPLICATIONS):
            drawn = residuals[stream.indexes(len(x) + len(days), len(x))]
            t = portfolio_t(drawn[: len(x)], x, drawn[len(x):], z, degrees)
            farther += abs(t) >= abs(observed)
            above += t >= observed
            below += t <= observed
        label = f"[{window[0]};{window[1]}]"
        total = REPLICATIONS + 1
        for field, value in (("statistic", observed), ("p_value", (1 + farther) / total), ("estimate", mean),
                             ("events", len(complete)), ("p_greater", (1 + above) / total), ("p_less", (1 + below) / total)):
            rows.append((label, TEST, field, repr(float(value))))
    with open(output, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["window", "test", "field", "value"])
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
