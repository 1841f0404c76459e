"""Test statistics over events (METHODS 5) in their default conventions, with scipy's distributions and rank routines."""

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats


@dataclass
class Panel:
    """One event's daily figures, in event time."""

    scaled: dict  # estimation day -> residual / sqrt(sessions spanned)
    abnormal: dict  # event day -> abnormal return, as it stands
    scaled_abnormal: dict  # event day -> abnormal return / sqrt(sessions spanned)


@dataclass
class Sample:
    """An event that entered the window: its cumulative return, and its daily figures."""

    car: float
    scar: float
    degrees: int
    panel: Panel


@dataclass
class Outcome:
    statistic: float | None = None
    distribution: str | None = None
    df1: float | None = None
    p: float | None = None
    estimate: float | None = None
    reason: str | None = None


def two_sided(distribution, statistic, *parameters):
    return 2 * float(distribution.sf(abs(statistic), *parameters))


def cross_sectional_t(samples, window, panel):
    return _mean_t(np.array([sample.car for sample in samples]))


def bmp(samples, window, panel):
    return _mean_t(np.array([sample.scar for sample in samples]))


def _mean_t(values):
    if len(values) < 2:
        return Outcome(reason="too-few-events")
    statistic = float(stats.ttest_1samp(values, 0).statistic)
    return Outcome(statistic, "t", len(values) - 1, two_sided(stats.t, statistic, len(values) - 1), values.mean())


def crude_dependence(samples, window, panel):
    """Mean abnormal returns of the window against their variation through the estimation period, in event time.

    The variation is that of all the group's events (residuals per root session), the means are those of the events that
    entered the window (abnormal returns as they stand).
    """
    means = _daily_means([event.scaled for event in panel])
    event = _daily_means([sample.panel.abnormal for sample in samples])
    inside = [event[day] for day in range(window[0], window[1] + 1) if day in event]
    if len(means) < 2 or not inside:
        return Outcome(reason="no-estimation-days")
    deviation = np.std(list(means.values()), ddof=1)
    statistic = sum(inside) / (math.sqrt(len(inside)) * deviation)
    df = len(means) - 1
    return Outcome(statistic, "t", df, two_sided(stats.t, statistic, df), sum(inside))


def _daily_means(tables):
    days = sorted({day for table in tables for day in table})
    return {day: float(np.mean([table[day] for table in tables if day in table])) for day in days}


def patell(samples, window, panel):
    scale = math.sqrt(sum(sample.degrees / (sample.degrees - 2) for sample in samples))
    statistic = sum(sample.scar for sample in samples) / scale
    return Outcome(statistic, "normal", None, two_sided(stats.norm, statistic),
                   float(np.mean([sample.scar for sample in samples])))


def corrado_rank(samples, window, panel):
    """Ranks over estimation and event window together, with the correction for ranks drawn without replacement.

    The spread S is that of all the group's events; the window's sum is that of the events that entered it.
    """
    everyone = _rank_sums(panel)
    shares = {day: total / math.sqrt(count) for day, (total, count) in everyone.items()}
    length = len(shares)
    spread = math.sqrt(sum(share**2 for share in shares.values()) / length)
    entered = _rank_sums([sample.panel for sample in samples])
    inside = [entered[day] for day in range(window[0], window[1] + 1) if day in entered]
    days = len(inside)
    statistic = sum(total / math.sqrt(count) for total, count in inside) / (math.sqrt(days) * spread)
    statistic *= math.sqrt((length - 1) / (length - days))
    estimate = float(np.mean([total / count for total, count in inside]))
    return Outcome(statistic, "normal", None, two_sided(stats.norm, statistic), estimate)


def _rank_sums(panel):
    """Day -> (sum of centered scaled ranks, number of events)."""
    sums = {}
    for event in panel:
        whole = event.scaled | event.scaled_abnormal
        for day, rank in zip(whole, stats.rankdata(list(whole.values()))):
            total, count = sums.get(day, (0.0, 0))
            sums[day] = total + rank / (len(whole) + 1) - 0.5, count + 1
    return sums


def sign(samples, window, panel):
    return _sign(samples, 0.5)


def generalized_sign(samples, window, panel):
    """Against the share of positive sums of as many consecutive estimation days as the window has."""
    length = window[1] - window[0] + 1
    shares = []
    for sample in samples:
        sums = []
        for start in range(min(sample.panel.scaled), max(sample.panel.scaled) - length + 2):
            run = [sample.panel.scaled.get(day) for day in range(start, start + length)]
            if None not in run:
                sums.append(sum(run))
        if not sums:
            return Outcome(reason="no-complete-run")
        shares.append(np.mean([value > 0 for value in sums]))
    return _sign(samples, float(np.mean(shares)))


def _sign(samples, share):
    count = len(samples)
    positive = sum(sample.car > 0 for sample in samples)
    if not 0 < share < 1:
        return Outcome(reason="share-degenerate")
    statistic = (positive - count * share) / math.sqrt(count * share * (1 - share))
    return Outcome(statistic, "normal", None, two_sided(stats.norm, statistic), positive / count)


def wilcoxon(samples, window, panel):
    """Signed ranks of the cumulative returns; the statistic is the sum of the positive ranks."""
    values = np.array([sample.car for sample in samples])
    values = values[values != 0]
    if len(values) == 0:
        return Outcome(reason="all-zero")
    ranks = stats.rankdata(np.abs(values))
    statistic = float(ranks[values > 0].sum())
    exact = len(values) <= 50 and len(set(ranks)) == len(ranks)
    method = "exact" if exact else "asymptotic"
    p = float(stats.wilcoxon(values, zero_method="wilcox", correction=False, method=method).pvalue)
    return Outcome(statistic, "exact" if exact else "normal", None, p, float(np.median(values)))


TESTS = {
    "cross-sectional-t": cross_sectional_t,
    "crude-dependence": crude_dependence,
    "patell": patell,
    "bmp": bmp,
    "corrado-rank": corrado_rank,
    "sign": sign,
    "generalized-sign": generalized_sign,
    "wilcoxon": wilcoxon,
}
