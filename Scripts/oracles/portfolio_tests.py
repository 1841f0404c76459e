"""Tests of the events of one date, and of portfolios in calendar time (METHODS 5)."""

import math

import numpy as np
from scipy import stats

from test_outcomes import FEWEST_COMMON_DAYS, Outcome, cars, of_normal, of_t


def _common_date(samples, window):
    """The events of the largest common date whose rows are complete on equal dates (None where there are not two), and
    what is said of the others."""
    by_date = {}
    for sample in samples:
        by_date.setdefault(sample.day_zero, []).append(sample)
    on_date = by_date[max(sorted(by_date), key=lambda date: len(by_date[date]))]
    groups = []
    for sample in on_date:
        dates, panel = dict(sample.panel.residual_dates), sample.panel
        for known, group in groups:
            # Days without a return have no date here.
            if (group[0].panel.event_dates == panel.event_dates
                    and all(known.get(day, session) == session for day, session in dates.items())):
                known.update(dates)
                group.append(sample)
                break
        else:
            groups.append((dates, [sample]))
    blocks = []
    for _, group in groups:
        # A day without a return of any of them, such as a factor's hole, is missing in no row.
        days = set().union(*(sample.panel.scaled for sample in group))
        blocks.append([sample for sample in group if set(sample.panel.scaled) == days
                       and len(sample.panel.abnormal) == sample.panel.event_length])
    alike = max(blocks, key=len)
    elsewhere = len(samples) - len(on_date)
    incomplete = len(on_date) - sum(map(len, blocks))
    other_days = len(on_date) - len(alike) - incomplete
    note = f"left out: {elsewhere} events on other dates, {incomplete} with incomplete rows"
    if other_days:
        note += f", {other_days} whose estimation or event windows have other sessions"
    return alike if len(alike) >= 2 else None, note if elsewhere + incomplete + other_days else None


def _multivariate(samples, window):
    members, note = _common_date(samples, window)
    if members is None:
        return "no-common-event-date"
    factors = np.array([member.variance / member.residual_variance for member in members])
    if np.ptp(factors) > 1e-8 * factors.mean() or len({member.degrees for member in members}) > 1:
        return "regressors-differ"
    days = list(members[0].panel.scaled)
    residuals = np.array([[member.panel.scaled[day] for member in members] for day in days])
    target = members[0].degrees * members[0].residual_variance
    centered = residuals - residuals.mean(axis=0)
    if abs((centered[:, 0] ** 2).sum() - target) < abs((residuals[:, 0] ** 2).sum() - target):
        residuals = centered
    return cars(members), residuals.T @ residuals / members[0].degrees, factors.mean(), members[0].degrees, note


def portfolio_t(samples, window, panel):
    found = _multivariate(samples, window)
    if isinstance(found, str):
        return Outcome(reason=found)
    values, covariance, factor, degrees, note = found
    weights = np.full(len(values), 1 / len(values))
    statistic = values.mean() / math.sqrt(factor * weights @ covariance @ weights)
    result = of_t(statistic, degrees, values.mean())
    result.events, result.reason = len(values), note
    return result


def multivariate_f(samples, window, panel):
    found = _multivariate(samples, window)
    if isinstance(found, str):
        return Outcome(reason=found)
    values, covariance, factor, degrees, note = found
    count = len(values)
    if degrees - count + 1 < 1:
        return Outcome(reason="too-few-degrees-of-freedom")
    if np.linalg.matrix_rank(covariance) < count:
        return Outcome(reason="residuals-dependent")
    squared = values @ np.linalg.solve(covariance, values) / factor
    df2 = degrees - count + 1
    statistic = squared * df2 / (count * degrees)
    return Outcome(statistic, "f", count, float(stats.f.sf(statistic, count, df2)), values.mean(), note, df2, count)


def calendar_time(form):
    def evaluate(samples, window, panel):
        portfolio = {}
        for sample in samples:
            for day in range(window[0], window[1] + 1):
                if day in sample.panel.abnormal:
                    portfolio.setdefault(sample.panel.event_dates[day], []).append((sample, sample.panel.abnormal[day]))
        values, standing = [], set()
        for date in sorted(portfolio):
            members = portfolio[date]
            value = np.mean([value for _, value in members])
            if form != "plain":
                histories = [{s.panel.residual_dates[day]: e for day, e in s.panel.scaled.items()} for s, _ in members]
                common = set.intersection(*map(set, histories))
                if len(common) < FEWEST_COMMON_DAYS:
                    continue
                value /= np.std([np.mean([history[day] for history in histories]) for day in sorted(common)], ddof=1)
            values.append(value)
            standing |= {id(sample) for sample, _ in members}
        values, count = np.array(values), len(values)
        if count < (1 if form == "standardized-z" else 2):
            return Outcome(reason="too-few-days")
        if form == "standardized-z":
            result = of_normal(values.sum() / math.sqrt(count), values.mean())
        elif np.ptp(values) <= 1e-15 * np.abs(values).max():
            return Outcome(reason="zero-variance")
        else:
            result = of_t(float(stats.ttest_1samp(values, 0).statistic), count - 1, values.mean())
        held = len({id(sample) for members in portfolio.values() for sample, _ in members})
        lost = [(len(samples) - held, "without a return in the window"), (held - len(standing), "on dates without history")]
        words = ", ".join(f"{count} event{'' if count == 1 else 's'} {why}" for count, why in lost if count)
        if words:
            result.events, result.reason = len(standing), f"left out: {words}"
        return result
    return evaluate
