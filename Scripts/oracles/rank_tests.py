"""Tests of the ranks and signs of every day, and of generalized ranks (METHODS 5)."""

import math

import numpy as np
from scipy import stats

from expected_returns import tie
from parametric_tests import average_correlation
from test_outcomes import Outcome, of_normal, of_t, scars

# Rank and sign scores of every day

def _scores(events, kind, divisors=None):
    """One table a event: day -> score, estimation and event days together."""
    result = []
    for event in events:
        if kind == "rescaled":
            whole = event.residual_score | {day: value / divisors[day] for day, value in event.standardized.items()}
        else:
            whole = event.scaled | event.scaled_abnormal
        days, values = list(whole), np.array(list(whole.values()))
        if kind == "rescaled":  # of two events one of which has no abnormal return, the other's is sqrt(2) but for rounding
            tie(values, np.full(len(values), 1e-12))
        if kind == "sign":
            scores = np.sign(values - np.median(values))
        elif kind == "1989":
            scores = stats.rankdata(values) - (len(values) + 1) / 2
        else:
            scores = stats.rankdata(values) / (len(values) + 1) - 0.5
        result.append(dict(zip(days, scores)))
    return result


def _day_sums(tables):
    sums = {}
    for table in tables:
        for day, value in table.items():
            total, count = sums.get(day, (0.0, 0))
            sums[day] = total + value, count + 1
    return sums


def _score_statistic(samples, window, panel, kind, published=False, finite=False):
    divisors = None
    if kind == "rescaled":
        divisors = {}
        for day in {day for event in panel for day in event.standardized}:
            values = [event.standardized[day] for event in panel if day in event.standardized]
            divisors[day] = np.std(values, ddof=1) if len(values) > 1 else 1.0
            if divisors[day] == 0:  # nothing to divide by: the day cannot be tested, its scores stay as they are
                if window[0] <= day <= window[1]:
                    return Outcome(reason="zero-variance")
                divisors[day] = 1.0
    tables = dict(zip(map(id, panel), _scores(panel, kind, divisors)))
    entered = _day_sums([tables[id(sample.panel)] for sample in samples])
    weight = (lambda total, count: total / count) if published else (lambda total, count: total / math.sqrt(count))
    spread = [weight(*pair) for pair in _day_sums(tables.values()).values()]
    length = len(spread)
    deviation = math.sqrt(sum(value**2 for value in spread) / length)
    inside = [entered[day] for day in range(window[0], window[1] + 1) if day in entered]
    if not inside:
        return Outcome(reason="no-return-in-window")
    if deviation == 0:
        return Outcome(reason="zero-variance")
    statistic = sum(weight(*pair) for pair in inside) / (math.sqrt(len(inside)) * deviation)
    if finite:
        if length <= len(inside):
            return Outcome(reason="window-too-long")
        statistic *= math.sqrt((length - 1) / (length - len(inside)))
    return of_normal(statistic, sum(total for total, _ in inside) / sum(count for _, count in inside))


def corrado_rank(samples, window, panel):
    """Ranks over estimation and event window together, with the correction for ranks drawn without replacement."""
    return _score_statistic(samples, window, panel, "rank", finite=True)


def corrado_rank_plain(samples, window, panel):
    return _score_statistic(samples, window, panel, "rank")


def corrado_rank_1989(samples, window, panel):
    return _score_statistic(samples, window, panel, "1989", published=True)


def corrado_zivney(samples, window, panel):
    return _score_statistic(samples, window, panel, "rescaled")


def corrado_zivney_sign(samples, window, panel):
    return _score_statistic(samples, window, panel, "sign")


# Generalized ranks (Kolari and Pynnonen 2011)

def _generalized_ranks(samples, window, adjusted):
    """(U of the event column, sums and counts by estimation day, sum of variances), or a reason."""
    values = scars(samples)
    if len(values) > 1:
        if np.ptp(values) == 0:
            return "zero-variance"
        scale = 1 / values.std(ddof=1)
        if adjusted:
            rbar = average_correlation(samples, window, False) or 0.0
            if 1 - rbar < 1e-12:
                return "zero-variance"
            scale *= math.sqrt(1 - rbar)
        values = values * scale
    event, variance, tables = [], 0.0, []
    for sample, value in zip(samples, values):
        residuals = sample.panel.residual_score
        ranks = stats.rankdata(list(residuals.values()) + [value])
        length = len(ranks)
        scores = ranks / (length + 1) - 0.5
        tables.append(dict(zip(residuals, scores[:-1])))
        event.append(scores[-1])
        variance += (length - 1) / (12 * (length + 1))
    return event, _day_sums(tables), variance


def grank_t(adjusted):
    def evaluate(samples, window, panel):
        found = _generalized_ranks(samples, window, adjusted)
        if isinstance(found, str):
            return Outcome(reason=found)
        event, days, _ = found
        count = len(event)
        mean = float(np.mean(event))
        squares = [n / count * (total / n) ** 2 for total, n in days.values()] + [mean**2]
        columns = len(squares)
        z = mean / math.sqrt(sum(squares) / columns)
        statistic = z * math.sqrt((columns - 2) / (columns - 1 - z**2))
        return of_t(statistic, columns - 2, mean)
    return evaluate


def grank_z(adjusted):
    def evaluate(samples, window, panel):
        found = _generalized_ranks(samples, window, adjusted)
        if isinstance(found, str):
            return Outcome(reason=found)
        event, _, variance = found
        return of_normal(sum(event) / math.sqrt(variance), float(np.mean(event)))
    return evaluate
