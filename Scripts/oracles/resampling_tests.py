"""Tests that allow for skewness, and tests by resampling events or clusters (METHODS 5)."""

import itertools
import math
from dataclasses import replace

import numpy as np
import statsmodels.api as sm
from scipy import stats

from test_outcomes import Outcome, cars, of_normal, of_t


def _johnson(values):
    count, mean, deviation = len(values), values.mean(), values.std(ddof=1)
    s, g = mean / deviation, ((values - mean) ** 3).sum() / (count * deviation**3)
    return math.sqrt(count) * (s + g * s**2 / 3 + g / (6 * count))


def _too_few(values, least):
    if len(values) < least:
        return Outcome(reason="too-few-events")
    return Outcome(reason="zero-variance") if np.ptp(values) == 0 else None


def skewness_adjusted_t(samples, window, panel):
    values = cars(samples)
    return _too_few(values, 2) or of_t(_johnson(values), len(values) - 1, values.mean())


def hall(samples, window, panel):
    values = cars(samples)
    objection = _too_few(values, 3)
    if objection:
        return objection
    count, s, g = len(values), values.mean() / values.std(ddof=1), float(stats.skew(values, bias=False))
    statistic = math.sqrt(count) * (s + g * s**2 / 3 + g**2 * s**3 / 27 + g / (6 * count))
    return of_normal(statistic, values.mean())


def bootstrap_t(samples, window, panel):
    values = cars(samples)
    objection = _too_few(values, 3)
    return objection or _drawn(float(stats.ttest_1samp(values, 0).statistic), values.mean())


def bootstrap_skewness(samples, window, panel):
    values = cars(samples)
    return _too_few(values, 3) or _drawn(_johnson(values), values.mean())


def _drawn(statistic, estimate):
    """A statistic whose p-value comes from 9,999 samples."""
    return Outcome(statistic, "bootstrap", 9999, None, estimate)


def sign_flip(samples, window, panel):
    """All 2^N sign patterns to N = 20, by scipy."""
    values = cars(samples)
    if len(values) < 2:
        return Outcome(reason="too-few-events")
    if not values.any():
        return Outcome(reason="all-returns-zero")
    mean = values.mean()
    if len(values) > 20:
        return _drawn(mean, mean)
    patterns = np.zeros(1)
    for value in values:
        patterns = np.concatenate([patterns + value, patterns - value])
    return _counted(mean, values, patterns)


def _counted(mean, values, patterns):
    """A mean whose values have been added up under all patterns of signs."""
    slack, total = 1e-12 * np.abs(values).sum(), values.sum()
    return Outcome(mean, "exact", None, float(np.mean(np.abs(patterns) >= abs(total) - slack)), mean,
                   greater=float(np.mean(patterns >= total - slack)), less=float(np.mean(patterns <= total + slack)))


def clusters_of(samples, column):
    """The CARs of each value of a column of the events file, or of each date of day 0; events without a value are left out."""
    groups = {}
    for sample in samples:
        key = sample.day_zero if column is None else sample.clusters[column]
        if key != "":
            groups.setdefault(key, []).append(sample.car)
    return [np.array(values) for values in groups.values()]


def sign_flip_clusters(clusters):
    """All 2^G sign patterns of whole clusters to G = 20."""
    values = np.concatenate(clusters)
    if not values.any():
        return Outcome(reason="all-returns-zero")
    mean = float(values.mean())
    if len(clusters) > 20:
        return replace(_drawn(mean, mean), events=len(values))
    sums = np.array([one.sum() for one in clusters])
    signs = 1 - 2 * ((np.arange(2 ** len(sums))[:, None] >> np.arange(len(sums))) & 1)
    return replace(_counted(mean, sums, signs @ sums), events=len(values))


def bootstrap_clusters(clusters):
    """The t of the mean CAR with CR1 errors of a constant alone, by statsmodels; its p-value is drawn."""
    values = np.concatenate(clusters)
    codes = np.repeat(np.arange(len(clusters)), [len(one) for one in clusters])
    fit = sm.OLS(values, np.ones(len(values))).fit(
        cov_type="cluster", cov_kwds={"groups": codes, "use_correction": False})
    error = float(fit.bse[0]) * math.sqrt(len(clusters) / (len(clusters) - 1))
    if error <= 1e-14 * abs(fit.params[0]):
        return Outcome(reason="zero-variance")
    return replace(_drawn(float(fit.params[0]) / error, float(fit.params[0])), events=len(values))


def wild_cluster(clusters):
    """All 2^G sign patterns of the clusters to G = 12, the null imposed."""
    size, count = sum(map(len, clusters)), len(clusters)

    def t_of(signs):
        drawn = [s * values for s, values in zip(signs, clusters)]
        mean = sum(values.sum() for values in drawn) / size
        squares = sum((values - mean).sum() ** 2 for values in drawn)
        return mean, math.sqrt(count / (count - 1) * squares) / size

    mean, error = t_of([1] * count)
    if error <= 1e-14 * abs(mean):
        return Outcome(reason="zero-variance")
    statistic = mean / error
    if count > 12:
        return replace(_drawn(statistic, mean), events=size)
    farther = above = below = 0
    slack = 1e-12 * abs(statistic)
    for signs in itertools.product([1, -1], repeat=count):
        m, e = t_of(signs)
        value = m / e if e > 0 else math.copysign(math.inf, m)
        farther += abs(value) >= abs(statistic) - slack
        above += value >= statistic - slack
        below += value <= statistic + slack
    return Outcome(statistic, "exact", None, farther / 2**count, mean, events=size, greater=above / 2**count,
                   less=below / 2**count)
