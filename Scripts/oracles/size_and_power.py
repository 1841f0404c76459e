"""How often tests reject in a drawn market, by an implementation that shares nothing with the program (METHODS 5, 11).

Run:  PYTHON Scripts/oracles/size_and_power.py Tests/Fixtures/Oracles/size-and-power [REPLICATIONS]
PYTHON is what Scripts/internal/python-environment Scripts/oracles/oracle-requirements.txt prints.

50 events, 239 estimation days, an event window of 11 days, R = Rm + e with standard deviations of 1 % and 2 %, the market
model. Whole blocks of replications are arrays of numpy; distributions come from scipy.
"""
import csv
import sys

import numpy as np
from scipy import stats

EVENTS, ESTIMATION, DAYS, BLOCK = 50, 239, 11, 100
ZERO = ESTIMATION + DAYS // 2  # day 0
WINDOWS = {"[0,0]": slice(ZERO, ZERO + 1), "[-5,5]": slice(ESTIMATION, ESTIMATION + DAYS)}

SCENARIOS = [
    # name, errors, correlation on one date (None: dates of their own), abnormal return, variance
    ("normal", "normal", None, 0.0, 1.0),
    ("t4", "t4", None, 0.0, 1.0),
    ("lognormal", "lognormal", None, 0.0, 1.0),
    ("variance-2", "normal", None, 0.0, 2.0),
    ("one-date-05", "normal", 0.05, 0.0, 1.0),
    ("one-date-10", "normal", 0.10, 0.0, 1.0),
    ("power-005", "normal", None, 0.005, 1.0),
    ("power-010", "normal", None, 0.010, 1.0),
]


def errors(random, kind, shape):
    if kind == "normal":
        return random.standard_normal(shape)
    if kind == "t4":
        return random.standard_t(4, shape) / np.sqrt(2)
    square = 0.64
    return (np.exp(0.8 * random.standard_normal(shape)) - np.exp(square / 2)) / np.sqrt((np.exp(square) - 1) * np.exp(square))


def draw(random, kind, correlation):
    """Security and market returns: replications x events x days."""
    shape = (BLOCK, EVENTS, ESTIMATION + DAYS)
    own = errors(random, kind, shape)
    if correlation is None:
        market = 0.01 * random.standard_normal(shape)
        noise = own
    else:
        line = (BLOCK, 1, ESTIMATION + DAYS)
        market = np.broadcast_to(0.01 * random.standard_normal(line), shape)
        noise = np.sqrt(correlation) * errors(random, kind, line) + np.sqrt(1 - correlation) * own
    return market + 0.02 * noise, market


def fit(returns, market):
    """Abnormal returns over all days, s^2, and the parts of a prediction's variance."""
    y, x = returns[..., :ESTIMATION], market[..., :ESTIMATION]
    level = x.mean(-1, keepdims=True)
    squares = ((x - level) ** 2).sum(-1, keepdims=True)
    beta = ((x - level) * y).sum(-1, keepdims=True) / squares
    alpha = y.mean(-1, keepdims=True) - beta * level
    abnormal = returns - alpha - beta * market
    variance = (abnormal[..., :ESTIMATION] ** 2).sum(-1) / (ESTIMATION - 2)
    return abnormal, variance, level[..., 0], squares[..., 0]


def mean_t(values):
    n = values.shape[-1]
    t = values.mean(-1) / (values.std(-1, ddof=1) / np.sqrt(n))
    return t, 2 * stats.t.sf(np.abs(t), n - 1)


def normal(z):
    return 2 * stats.norm.sf(np.abs(z))


def ranks(values):
    return stats.rankdata(values, axis=-1)


def mean_correlation(residuals):
    centered = residuals - residuals.mean(-1, keepdims=True)
    unit = centered / np.sqrt((centered**2).sum(-1, keepdims=True))
    total = unit.sum(1)
    return ((total**2).sum(-1) - EVENTS) / (EVENTS * (EVENTS - 1))


def signed_rank_p():
    """Two-sided p of each rank sum of 50 values, by counting sets of ranks."""
    sets = np.zeros(EVENTS * (EVENTS + 1) // 2 + 1)
    sets[0] = 1
    for rank in range(1, EVENTS + 1):
        sets[rank:] = sets[rank:] + sets[:-rank].copy()
    lower = np.cumsum(sets) / sets.sum()
    return np.minimum(1, 2 * np.minimum(lower, lower[::-1]))


SIGNED_RANK = signed_rank_p()


def p_values(abnormal, variance, level, squares, market, window, one_date):
    days = WINDOWS[window]
    length = days.stop - days.start
    nu = ESTIMATION - 2
    car = abnormal[..., days].sum(-1)
    total = variance * (length + length**2 / ESTIMATION + (market[..., days].sum(-1) - length * level) ** 2 / squares)
    scar = car / np.sqrt(total)
    result = {}
    result["cross-sectional-t"] = mean_t(car)[1]
    result["j1"] = normal(car.mean(-1) / np.sqrt(total.sum(-1) / EVENTS**2))
    patell = scar.sum(-1) / np.sqrt(EVENTS * nu / (nu - 2))
    result["patell"] = normal(patell)
    t, result["bmp"] = mean_t(scar)
    rbar = mean_correlation(abnormal[..., :ESTIMATION]) if one_date else np.zeros(BLOCK)
    inflation = 1 + (EVENTS - 1) * rbar
    result["adjusted-patell"] = np.where(inflation > 0, normal(patell / np.sqrt(np.maximum(inflation, 1e-9))), np.nan)
    adjusted = t * np.sqrt((1 - rbar) / np.maximum(inflation, 1e-9))
    result["adjusted-bmp"] = np.where(inflation > 0, 2 * stats.t.sf(np.abs(adjusted), EVENTS - 1), np.nan)
    averages = abnormal.mean(1)
    spread = averages[:, :ESTIMATION].std(-1, ddof=1)
    cda = averages[:, days].sum(-1) / (np.sqrt(length) * spread)
    result["crude-dependence"] = 2 * stats.t.sf(np.abs(cda), ESTIMATION - 1)

    all_days = ESTIMATION + DAYS
    score = (ranks(abnormal) / (1 + all_days) - 0.5).sum(1) / np.sqrt(EVENTS)
    deviation = np.sqrt((score**2).mean(-1))
    z = score[:, days].sum(-1) / (np.sqrt(length) * deviation)
    if length > 1:
        z = z * np.sqrt((all_days - 1) / (all_days - length))
    result["corrado-rank"] = normal(z)

    scaled = scar / scar.std(-1, ddof=1, keepdims=True)
    stacked = np.concatenate([abnormal[..., :ESTIMATION] / np.sqrt(variance)[..., None], scaled[..., None]], -1)
    columns = ESTIMATION + 1
    u = (ranks(stacked) / (columns + 1) - 0.5).mean(1)
    z = u[:, -1] / np.sqrt((u**2).mean(-1))
    grank = z * np.sqrt((columns - 2) / (columns - 1 - z**2))
    result["grank-t"] = 2 * stats.t.sf(np.abs(grank), columns - 2)

    positive = (car > 0).sum(-1)
    result["sign"] = normal((positive - EVENTS / 2) / np.sqrt(EVENTS / 4))
    sums = np.lib.stride_tricks.sliding_window_view(abnormal[..., :ESTIMATION], length, axis=-1).sum(-1)
    share = (sums > 0).mean(-1).mean(-1)
    result["generalized-sign"] = normal((positive - EVENTS * share) / np.sqrt(EVENTS * share * (1 - share)))
    signed = np.where(car > 0, ranks(np.abs(car)), 0).sum(-1)
    result["wilcoxon"] = SIGNED_RANK[np.rint(signed).astype(int)]

    if one_date:
        # The portfolio regression's dummy: w'CAR over sqrt(c w'Sw), t with M-2.
        portfolio = abnormal[..., :ESTIMATION].mean(1)
        s2 = (portfolio**2).sum(-1) / nu
        c = (total / variance)[:, 0]
        t = car.mean(-1) / np.sqrt(c * s2)
        result["portfolio-t"] = 2 * stats.t.sf(np.abs(t), nu)
    return result


def main():
    folder = sys.argv[1]
    replications = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    rows = []
    for number, (name, kind, correlation, effect, factor) in enumerate(SCENARIOS):
        random = np.random.default_rng(1000 + number)
        counts = {}
        for _ in range(replications // BLOCK):
            returns, market = draw(random, kind, correlation)
            abnormal, variance, level, squares = fit(returns, market)
            abnormal[..., ZERO] = np.sqrt(factor) * abnormal[..., ZERO] + effect
            for window in WINDOWS:
                found = p_values(abnormal, variance, level, squares, market, window, correlation is not None)
                for test, p in found.items():
                    total, *rejected = counts.get((window, test), (0, 0, 0, 0))
                    valid = p[~np.isnan(p)]
                    counts[window, test] = (total + len(valid), *(r + int((valid <= a).sum())
                                                                  for r, a in zip(rejected, (0.01, 0.05, 0.10))))
        for (window, test), (total, *rejected) in counts.items():
            rows.append([name, window.replace(",", ";"), test, total, *rejected])
        print(name, flush=True)
    with open(f"{folder}/rejections.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["scenario", "window", "test", "answered", "rejected_1", "rejected_5", "rejected_10"])
        writer.writerows(rows)


main()
