"""Test statistics over events (METHODS 5) in every convention, with scipy's distributions and rank routines.

Each function takes (samples, window, panel): the events that entered the window, and all events of the group. `group` below
is the list of the group's panels: what is estimated from the estimation window (S of the rank tests, the variation of daily
means) runs over the whole group. Bootstrap p-values depend on a generator and are left to the one who compares: they are
None here, with the statistic exact.
"""

import itertools
import math
from dataclasses import dataclass, field, replace

import numpy as np
import statsmodels.api as sm
from scipy import stats

from expected_returns import tie

FEWEST_COMMON_DAYS = 30


@dataclass
class Panel:
    """One event's daily figures, in event time."""

    scaled: dict  # estimation day -> residual / sqrt(sessions spanned)
    abnormal: dict  # event day -> abnormal return, as it stands
    scaled_abnormal: dict  # event day -> abnormal return / sqrt(sessions spanned)
    standardized: dict = field(default_factory=dict)  # event day -> SAR
    residual_score: dict = field(default_factory=dict)  # estimation day -> residual over its standard deviation
    residual_dates: dict = field(default_factory=dict)  # estimation day -> session
    event_dates: dict = field(default_factory=dict)  # event day -> session, for every day of the window
    event_length: int = 0
    spans: dict = field(default_factory=dict)  # event day with an abnormal return -> event days that it covers


@dataclass
class Sample:
    """An event that entered the window: its cumulative return, and its daily figures."""

    car: float
    scar: float
    degrees: int
    panel: Panel
    variance: float = math.nan  # of the cumulative return
    residual_variance: float = math.nan
    day_zero: object = None
    clusters: dict = field(default_factory=dict)


@dataclass
class Outcome:
    statistic: float | None = None
    distribution: str | None = None
    df1: float | None = None
    p: float | None = None
    estimate: float | None = None
    reason: str | None = None
    df2: float | None = None
    events: int | None = None
    greater: float | None = None  # one-sided p-values
    less: float | None = None
    rounding: float | None = None  # the relative error that double precision leaves the statistic, where it is large


def two_sided(distribution, statistic, *parameters):
    return 2 * float(distribution.sf(abs(statistic), *parameters))


def of_normal(statistic, estimate):
    return Outcome(statistic, "normal", None, two_sided(stats.norm, statistic), estimate,
                   greater=float(stats.norm.sf(statistic)), less=float(stats.norm.cdf(statistic)))


def of_t(statistic, df, estimate):
    return Outcome(statistic, "t", df, two_sided(stats.t, statistic, df), estimate,
                   greater=float(stats.t.sf(statistic, df)), less=float(stats.t.cdf(statistic, df)))


def cars(samples):
    return np.array([sample.car for sample in samples])


def scars(samples):
    return np.array([sample.scar for sample in samples])


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

def _average_correlation(samples, window, published, block=None):
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


def _adjusted(published, of_patell, floored=False, block=None):
    def evaluate(samples, window, panel):
        plain = patell(samples, window, panel) if of_patell else bmp(samples, window, panel)
        if plain.reason:
            return plain
        rbar = _average_correlation(samples, window, published, block)
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
            rbar = _average_correlation(samples, window, False) or 0.0
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


def _grank_t(adjusted):
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


def _grank_z(adjusted):
    def evaluate(samples, window, panel):
        found = _generalized_ranks(samples, window, adjusted)
        if isinstance(found, str):
            return Outcome(reason=found)
        event, _, variance = found
        return of_normal(sum(event) / math.sqrt(variance), float(np.mean(event)))
    return evaluate


# Signs and signed ranks

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


def _generalized_sign(exact, daily, pooled=False):
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


# Skewness and resampling

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


def _clusters(samples, column):
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


# One date, and calendar time

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


def _calendar_time(form):
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


TESTS = {
    "cross-sectional-t": cross_sectional_t,
    "crude-dependence": crude_dependence,
    "crude-dependence:scaled": crude_dependence_scaled,
    "j1": j1,
    "patell": patell,
    "patell:classic": patell_classic,
    "adjusted-patell": _adjusted(False, True),
    "adjusted-patell:kp2010": _adjusted(True, True),
    "adjusted-patell:floor0": _adjusted(False, True, floored=True),
    "bmp": bmp,
    "bmp:classic": bmp_classic,
    "adjusted-bmp": _adjusted(False, False),
    "adjusted-bmp:kp2010": _adjusted(True, False),
    "adjusted-bmp:floor0": _adjusted(False, False, floored=True),
    "corrado-rank": corrado_rank,
    "corrado-rank:plain": corrado_rank_plain,
    "corrado-rank:1989": corrado_rank_1989,
    "corrado-zivney": corrado_zivney,
    "grank-t": _grank_t(False),
    "grank-t:adjusted": _grank_t(True),
    "grank-z": _grank_z(False),
    "grank-z:adjusted": _grank_z(True),
    "sign": sign,
    "sign:exact": sign_exact,
    "sign:half": sign_half,
    "sign:drop": sign_drop,
    "generalized-sign": _generalized_sign(False, False),
    "generalized-sign:exact": _generalized_sign(True, False),
    "generalized-sign:daily": _generalized_sign(False, True),
    "generalized-sign:pooled": _generalized_sign(False, False, pooled=True),
    "corrado-zivney-sign": corrado_zivney_sign,
    "wilcoxon": wilcoxon,
    "wilcoxon:continuity": wilcoxon_continuity,
    "skewness-adjusted-t": skewness_adjusted_t,
    "hall": hall,
    "bootstrap-t": bootstrap_t,
    "bootstrap-skewness": bootstrap_skewness,
    "sign-flip": sign_flip,
    "portfolio-t": portfolio_t,
    "multivariate-f": multivariate_f,
    "calendar-time": _calendar_time("plain"),
    "calendar-time:standardized-t": _calendar_time("standardized-t"),
    "calendar-time:standardized-z": _calendar_time("standardized-z"),
}


# Tests of events in clusters: functions of the CARs of each cluster, with the fewest clusters that they take.
CLUSTERED = {
    "wild-cluster": (wild_cluster, 2),
    "sign-flip:cluster": (sign_flip_clusters, 2),
    "bootstrap-t:cluster": (bootstrap_clusters, 3),
}


# Tests whose correlations count within clusters alone; whether they are Patell's.
BLOCKS = {"adjusted-patell:blocks": True, "adjusted-bmp:blocks": False}


def test_named(identity, column=None):
    """The function of an id; clusters are values of a column of the events file (`wild-cluster:COLUMN` names its own), or dates."""
    if identity.startswith("wild-cluster:"):
        identity, column = identity.split(":", 1)
    if identity in BLOCKS:
        block = lambda sample: sample.clusters.get(column) if column else sample.day_zero
        return _adjusted(False, BLOCKS[identity], block=block)
    if identity not in CLUSTERED:
        return TESTS[identity]
    evaluate, fewest = CLUSTERED[identity]

    def of_samples(samples, window, panel):
        clusters = _clusters(samples, column)
        return evaluate(clusters) if len(clusters) >= fewest else Outcome(reason="too-few-clusters")
    return of_samples
