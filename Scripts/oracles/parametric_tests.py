"""Parametric tests over events, and their adjustments for cross-correlation (METHODS 5)."""

import itertools
import math

import numpy as np
from scipy import stats

from test_outcomes import FEWEST_COMMON_DAYS, Outcome, cars, of_normal, of_t, scars

# Cross-section

def cross_sectional_t(samples, window, panel):
    return _mean_t(cars(samples))


def bmp(samples, window, panel):
    return _mean_t(scars(samples))


def bmp_classic(samples, window, panel):
    return _mean_t(_classic(samples, window))


def _mean_t(values):
    if values is None:
        return Outcome(reason="no-return-in-window")
    if len(values) < 2:
        return Outcome(reason="too-few-events")
    if np.ptp(values) == 0:
        return Outcome(reason="zero-variance")
    statistic = float(stats.ttest_1samp(values, 0).statistic)
    return of_t(statistic, len(values) - 1, values.mean())


def _classic(samples, window):
    """W_i = sum SAR / sqrt(L_i) over the valid days of the window."""
    result = []
    for sample in samples:
        values = [v for day, v in sample.panel.standardized.items() if window[0] <= day <= window[1]]
        if not values:  # a window that was extended to a later day
            return None
        result.append(sum(values) / math.sqrt(len(values)))
    return np.array(result)


def crude_dependence(samples, window, panel, weight=lambda count: 1.0):
    """Mean abnormal returns of the window against their variation through the estimation period, in event time.

    The variation is that of all the group's events (residuals per root session), the means are those of the events that
    entered the window (abnormal returns as they stand), over as many days as their returns cover: a return over two
    sessions varies like the sum of two days.
    """
    means = _daily_means([event.scaled for event in panel], weight)
    event = _daily_means([sample.panel.abnormal for sample in samples], weight)
    plain = _daily_means([sample.panel.abnormal for sample in samples])
    inside = [event[day] for day in range(window[0], window[1] + 1) if day in event]
    if len(means) < 2:
        return Outcome(reason="no-estimation-residuals")
    if not inside:
        return Outcome(reason="no-return-in-window")
    covered = {day for sample in samples for end, span in sample.panel.spans.items() if window[0] <= end <= window[1]
               for day in range(max(window[0], end - span + 1), end + 1)}
    deviation = np.std(list(means.values()), ddof=1)
    statistic = sum(inside) / (math.sqrt(len(covered)) * deviation)
    return of_t(statistic, len(means) - 1, sum(plain[day] for day in range(window[0], window[1] + 1) if day in plain))


def crude_dependence_scaled(samples, window, panel):
    """Every mean times the root of the number of its events."""
    return crude_dependence(samples, window, panel, math.sqrt)


def _daily_means(tables, weight=lambda count: 1.0):
    days = sorted({day for table in tables for day in table})
    values = {day: [table[day] for table in tables if day in table] for day in days}
    return {day: float(np.mean(own)) * weight(len(own)) for day, own in values.items()}


def j1(samples, window, panel):
    statistic = cars(samples).sum() / math.sqrt(sum(sample.variance for sample in samples))
    return of_normal(statistic, cars(samples).mean())


def patell(samples, window, panel):
    return _patell(samples, scars(samples))


def patell_classic(samples, window, panel):
    return _patell(samples, _classic(samples, window))


def _patell(samples, values):
    if values is None:
        return Outcome(reason="no-return-in-window")
    scale = math.sqrt(sum(sample.degrees / (sample.degrees - 2) for sample in samples))
    return of_normal(values.sum() / scale, float(np.mean(values)))


# Cross-correlation by calendar date (Kolari and Pynnonen)

def average_correlation(samples, window, published, block=None):
    """rbar: the mean of tau_ij rho_ij over all pairs, or (`published`) of rho_ij over the pairs that have one; pairs of
    different blocks count as uncorrelated."""
    total, pairs = 0.0, 0
    for first, second in itertools.combinations(samples, 2):
        if block and (not block(first) or block(first) != block(second)):
            pairs += 1
            continue
        rho = _correlation(first.panel, second.panel)
        if published:
            if rho is not None:
                total, pairs = total + rho, pairs + 1
            continue
        pairs += 1
        if rho is None:
            continue
        dates = [{panel.event_dates[day] for day in range(window[0], window[1] + 1)}
                 for panel in (first.panel, second.panel)]
        total += rho * len(dates[0] & dates[1]) / math.sqrt(len(dates[0]) * len(dates[1]))
    return total / pairs if pairs else None


def _correlation(first, second):
    by_date = {first.residual_dates[day]: value for day, value in first.scaled.items()}
    pairs = [(by_date[second.residual_dates[day]], value) for day, value in second.scaled.items()
             if second.residual_dates[day] in by_date]
    if len(pairs) < FEWEST_COMMON_DAYS:
        return None
    return float(np.corrcoef(np.array(pairs).T)[0, 1])


def adjusted_for_correlation(published, of_patell, floored=False, block=None):
    def evaluate(samples, window, panel):
        plain = patell(samples, window, panel) if of_patell else bmp(samples, window, panel)
        if plain.reason:
            return plain
        rbar = average_correlation(samples, window, published, block)
        if rbar is None:
            if published and len(samples) > 1:
                return Outcome(reason="no-common-residual-days")
            rbar = 0.0
        rbar = max(0.0, rbar) if floored else rbar
        count = len(samples)
        if 1 + (count - 1) * rbar <= 0:
            return Outcome(reason="correlation-too-negative")
        if of_patell:
            return of_normal(plain.statistic / math.sqrt(1 + (count - 1) * rbar), plain.estimate)
        if 1 - rbar < 1e-12:  # one security twice on one date
            return Outcome(reason="zero-variance")
        result = of_t(plain.statistic * math.sqrt((1 - rbar) / (1 + (count - 1) * rbar)), count - 1, plain.estimate)
        result.rounding = 1e-15 / (1 - rbar) if rbar > 0.99999 else None
        return result
    return evaluate
