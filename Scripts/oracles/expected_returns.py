"""Expected-return models and abnormal-return measures (METHODS 3 and 4), by statsmodels where it has a counterpart."""

import math
from dataclasses import dataclass

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.tsa.stattools import acf

NEEDS_BENCHMARK = {"market-adjusted", "market-model"}


@dataclass
class DayResult:
    """One event day of one event under one model."""

    day: int
    place: int
    gained: object
    benchmark: float | None
    expected: float | None = None
    abnormal: float | None = None
    error: float | None = None


class Fit:
    """A model fitted on estimation rows (return, benchmark return, sessions spanned), one for each of `days`."""

    def __init__(self, model, days, rows):
        self.model, self.days = model, days
        y = np.array([row[0] for row in rows])
        x = np.array([row[1] if row[1] is not None else np.nan for row in rows])
        n = np.array([float(row[2]) for row in rows])
        self.observations = len(rows)
        self.parameters, self.result, self.r_squared = [], None, None
        if model in ("raw", "market-adjusted"):
            gross = y if model == "raw" else y - x
            # The variance is centered: about the mean per session, each span weighted by 1/n.
            center = sm.WLS(gross, n, weights=1 / n).fit()
            self.degrees = self.observations - 1
            self.variance = center.ssr / self.degrees
            self.residuals = gross
        else:
            design = n[:, None] if model == "constant-mean" else np.column_stack([n, x])
            names = ["mean"] if model == "constant-mean" else ["alpha", "beta"]
            self.result = sm.WLS(y, design, weights=1 / n).fit()
            self.degrees = self.observations - design.shape[1]
            self.variance = self.result.ssr / self.degrees
            self.residuals = y - design @ self.result.params
            self.parameters = list(zip(names, self.result.params, self.result.bse))
            if design.shape[1] > 1:
                # Against the constant mean; that model itself has nothing to be compared with.
                self.r_squared = 1 - self.result.ssr / sm.WLS(y, n, weights=1 / n).fit().ssr
        self.scaled_residuals = self.residuals / np.sqrt(n)

    def regressors(self, n, benchmark):
        return np.array([n] if self.model == "constant-mean" else [n, benchmark], dtype=float)

    def expected(self, n, benchmark):
        if self.result is None:
            return 0.0 if self.model == "raw" else benchmark
        return float(self.regressors(n, benchmark) @ self.result.params)

    def error_of(self, spans):
        """Standard error of the sum of abnormal returns over `spans` = [(sessions, benchmark return), ...]."""
        sessions = sum(n for n, _ in spans)
        if self.result is None:
            return math.sqrt(self.variance * sessions)
        if len(spans) == 1:
            n, benchmark = spans[0]
            prediction = self.result.get_prediction(self.regressors(n, benchmark)[None, :], weights=1 / n)
            return float(prediction.se_obs[0])
        weights = sum(self.regressors(n, benchmark) for n, benchmark in spans)
        return math.sqrt(self.variance * sessions + float(self.result.t_test(weights).sd[0, 0]) ** 2)

    def table(self):
        rows = [(name, value, error) for name, value, error in self.parameters]
        rows.append(("sigma", math.sqrt(self.variance), None))
        rows.append(("r_squared", self.r_squared, None))
        rows.append(("observations", self.observations, None))
        rows.append(("degrees_of_freedom", self.degrees, None))
        # Residuals on their days; a day without one is part of no pair.
        series = np.full(max(self.days) - min(self.days) + 1, np.nan)
        series[np.array(self.days) - min(self.days)] = self.scaled_residuals
        rows.append(("residual_autocorrelation", float(acf(series, nlags=1, missing="conservative", fft=False)[1]), None))
        rows.append(("residual_skewness", float(stats.skew(self.scaled_residuals, bias=False)), None))
        return rows


@dataclass
class WindowResult:
    """One window of one event under one model; `reason` says why there is no cumulative return."""

    window: tuple
    first: int | None
    last: int | None
    reason: str | None
    days: int = 0
    car: float | None = None
    error: float | None = None
    t: float | None = None
    p: float | None = None
    scar: float | None = None
    bhar: float | None = None
    lower: float | None = None
    upper: float | None = None


def measure(window, days, clock, fit, study, over, traded, benchmark):
    """The cumulative abnormal return over `window` from the event's `days` (day -> DayResult).

    `over` is the last day of the data where the event window is not over yet, otherwise None.
    """
    first, last = window
    result = WindowResult(window, clock.session(first), clock.session(last), None)
    if over is not None and (result.last is None or clock.exchange.dates[result.last] > over):
        result.reason = "window-not-over"
        return result
    valid = [days[day] for day in range(first, last + 1) if day in days and days[day].abnormal is not None]
    if study.incomplete == "extend" and (last not in days or days[last].abnormal is None):
        later = sorted(day for day in days if day > last and days[day].abnormal is not None)
        if later:
            last = later[0]
            valid.append(days[last])
            result.last = clock.session(last)
    result.reason = _objection(first, last, valid, clock, study.incomplete)
    if result.reason:
        return result
    result.days = len(valid)
    result.car = sum(day.abnormal for day in valid)
    result.error = fit.error_of([(day.gained.sessions, day.benchmark) for day in valid])
    result.t = result.scar = result.car / result.error
    result.p = 2 * stats.t.sf(abs(result.t), fit.degrees)
    reach = stats.t.ppf((1 + study.confidence) / 2, fit.degrees) * result.error
    result.lower, result.upper = result.car - reach, result.car + reach
    result.bhar = _buy_and_hold((first, last), valid, clock, fit, study, traded, benchmark)
    return result


def _objection(first, last, valid, clock, policy):
    if policy == "available":
        return None if valid else "no-trade-on-last-day"
    if policy == "complete":
        return None if len(valid) == last - first + 1 else "hole-in-window"
    if not valid:
        return "no-trade-on-last-day"
    if valid[0].day - clock.span(valid[0].gained) + 1 < first:
        return "span-crosses-window-start"
    if valid[-1].day != last:
        return "no-trade-on-last-day"
    covered = set()
    for day in valid:
        covered.update(range(day.day - clock.span(day.gained) + 1, day.day + 1))
    return None if all(day in covered for day in range(first, last + 1)) else "hole-in-window"


def _buy_and_hold(window, valid, clock, fit, study, traded, benchmark):
    """Growth of the security less growth of its benchmark from the close before the window to its last close.

    From the two prices where the security traded on both sessions; from the daily returns where they fill the window
    without a hole; otherwise there is none.
    """
    before, last = clock.session(window[0] - 1), clock.session(window[1])
    if before is None or last is None:
        return None
    filled = _fills([day.gained for day in valid], before, last)
    ends = not traded.series.is_return and before in traded.price and last in traded.price
    if ends:
        own = traded.price[last] / traded.price[before]
    elif filled:
        own = math.prod(math.exp(day.gained.value) if study.log else 1 + day.gained.value for day in valid)
    else:
        return None
    if study.buy_and_hold == "model":
        other = math.prod(math.exp(day.expected) if study.log else 1 + day.expected for day in valid) if filled else None
    else:
        dates = clock.exchange.dates
        other = benchmark.over(dates[before], dates[last]) if benchmark else None
        other = other if other is None else math.exp(other) if study.log else 1 + other
    return None if other is None else own - other


def _fills(returns, before, last):
    """The intervals follow each other from session `before` to session `last` without a hole."""
    place = before
    for gained in returns:
        if gained.start != place:
            return False
        place = gained.end
    return place == last
