"""Tests of the signs and signed ranks of cumulative returns (METHODS 5)."""

import math

import numpy as np
from scipy import stats

from test_outcomes import Outcome, cars, of_normal


def sign(samples, window, panel):
    return _sign(samples, 0.5, False)


def sign_exact(samples, window, panel):
    return _sign(samples, 0.5, True)


def sign_half(samples, window, panel):
    """Zeros count half: the sum of the signs over sqrt(N)."""
    values = cars(samples)
    return of_normal(float(np.sign(values).sum()) / math.sqrt(len(values)), float((np.sign(values).mean() + 1) / 2))


def sign_drop(samples, window, panel):
    values = cars(samples)
    signs = np.sign(values[values != 0])
    if len(signs) == 0:
        return Outcome(reason="all-returns-zero")
    zeros = len(values) - len(signs)
    result = of_normal(float(signs.sum()) / math.sqrt(len(signs)), float((signs.mean() + 1) / 2))
    result.events, result.reason = len(signs), f"{zeros} CARs of zero left out" if zeros else None
    return result


def generalized_sign(exact, daily, pooled=False):
    """Against the share of positive sums of as many consecutive estimation days as the window has."""
    def evaluate(samples, window, panel):
        length = 1 if daily else window[1] - window[0] + 1
        shares, everything = [], []
        for sample in samples:
            sums, scaled = [], sample.panel.scaled
            # A sum that is zero in exact arithmetic is not positive.
            slack = length * 1e-15 * max(map(abs, scaled.values())) if length > 1 else 0.0
            for start in range(min(scaled), max(scaled) - length + 2):
                run = [scaled.get(day) for day in range(start, start + length)]
                if None not in run:
                    sums.append(sum(run))
            if sums:
                shares.append(np.mean([value > slack for value in sums]))
                everything += [value > slack for value in sums]
        if not shares:
            return Outcome(reason="no-estimation-residuals")
        return _sign(samples, float(np.mean(everything if pooled else shares)), exact)
    return evaluate


def _sign(samples, share, exact):
    count = len(samples)
    positive = int(sum(sample.car > 0 for sample in samples))
    if not 0 < share < 1:
        return Outcome(reason="expected-share-degenerate")
    statistic = (positive - count * share) / math.sqrt(count * share * (1 - share))
    result = of_normal(statistic, positive / count)
    if exact:
        tail = lambda side: float(stats.binomtest(positive, count, share, alternative=side).pvalue)
        result = Outcome(statistic, "binomial", count, tail("two-sided"), positive / count, None, share)
        result.greater, result.less = tail("greater"), tail("less")
    return result


def wilcoxon(samples, window, panel, continuity=False):
    """Signed ranks of the cumulative returns; the statistic is the sum of the positive ranks."""
    every = cars(samples)
    values = every[every != 0]
    if len(values) == 0:
        return Outcome(reason="all-returns-zero")
    zeros = len(every) - len(values)
    note = f"{zeros} CARs of zero left out" if zeros else None
    ranks = stats.rankdata(np.abs(values))
    statistic = float(ranks[values > 0].sum())
    exact = len(values) <= 50 and len(set(ranks)) == len(ranks)
    method = "exact" if exact else "asymptotic"
    tail = lambda side: float(stats.wilcoxon(values, zero_method="wilcox", correction=continuity, method=method,
                                             alternative=side).pvalue)
    return Outcome(statistic, "exact" if exact else "normal", None, tail("two-sided"), float(np.median(every)), note,
                   events=len(values), greater=tail("greater"), less=tail("less"))


def wilcoxon_continuity(samples, window, panel):
    return wilcoxon(samples, window, panel, True)
