"""Expected-return models and abnormal-return measures (METHODS 3 and 4), by statsmodels where it has a counterpart."""

import math
from dataclasses import dataclass

import numpy as np
import statsmodels.api as sm
from linearmodels.iv import IV2SLS
from scipy import optimize, stats
from statsmodels.tsa.stattools import acf

from benchmark_returns import benchmark_over


def least_squares(y, x):
    """By QR: statsmodels' default pseudo-inverse leaves 2e-11 of an intercept where the columns differ in size."""
    return sm.OLS(y, x).fit(method="qr")


@dataclass
class DayResult:
    """One event day of one event under one model."""

    day: int
    place: int
    gained: object
    benchmark: float | None
    observation: object = None
    expected: float | None = None
    abnormal: float | None = None
    error: float | None = None


def tie(values, rounding):
    """Makes neighbors in size equal that differ by less than rounding, which each value has its own of."""
    order = np.argsort(values)
    for low, high in zip(order, order[1:]):
        if values[high] - values[low] < rounding[high]:
            values[high] = values[low]


@dataclass
class Observation:
    """A return over n sessions with what a model needs of the same sessions."""

    value: float
    n: int
    offset: float  # part of the expectation that is not estimated: the benchmark, or rf
    x: list  # regressors of the prediction
    beside: list  # further columns of the estimation: the benchmark of neighboring sessions
    day: int | None = None  # the event day it ends on


class ModelChoice:
    """An entry of `models:`: which regressors a return has, and how their coefficients are found."""

    FACTORS = {"capm": ["mkt_rf"], "fama-french-3": ["mkt_rf", "smb", "hml"],
               "carhart": ["mkt_rf", "smb", "hml", "mom"], "fama-french-5": ["mkt_rf", "smb", "hml", "rmw", "cma"]}

    def __init__(self, entry):
        entry = {"id": entry} if isinstance(entry, str) else dict(entry)
        self.id = entry["id"]
        self.name = entry.get("name", self.id)
        self.factors = entry.get("factors", self.FACTORS.get(self.id))
        self.excess = entry.get("excess", "true") == "true"
        self.intercept = entry.get("intercept", "true") == "true"
        self.predicts_alpha = entry.get("alpha_in_prediction", "true") == "true"
        self.lags, self.leads = int(entry.get("lags", 1)), int(entry.get("leads", 1))
        self.mean = "constant" if self.id == "constant-mean" else entry.get("mean", "market")
        self.variant, self.step = entry.get("variant"), int(entry.get("step", 1))
        self.presample = entry.get("presample", "mean-square")

    @property
    def parameter_count(self):
        """K of nu = M - K; models without a mean count their centered variance's mean."""
        if self.factors is not None:
            return len(self.factors) + self.intercept
        if self.id == "dimson":
            return self.lags + self.leads + 2
        if self.mean == "constant":
            return 1
        return {"raw": 1, "market-adjusted": 0 if self.variant == "uncentered" else 1}.get(self.id, 2)

    @property
    def needs_benchmark(self):
        return self.factors is None and self.id != "raw" and self.mean != "constant"

    def observe(self, event, item, predicts=False):
        """The observation of a return; None where something that it needs is missing.

        Where it `predicts`, the benchmark of neighboring sessions is needed only if the expectation is made of it.
        """
        dates = event.exchange.dates

        def benchmark(shift=0):
            first, last = item.start + shift, item.end + shift
            if event.benchmark is None or first < -1 or last < 0 or last >= len(dates):
                return None
            return benchmark_over(event.benchmark, dates, first, last)

        n, offset, x, beside = item.sessions, 0.0, [], []
        if self.factors is not None:
            x = ([float(n)] if self.intercept else []) + [event.factors.over(name, item) for name in self.factors]
            offset = event.factors.over("rf", item) if self.excess else 0.0
        elif self.mean == "constant":
            x = [float(n)]
        elif self.id == "market-adjusted":
            offset = benchmark()
        elif self.id == "dimson":
            shifted = [benchmark(shift) for shift in range(-self.lags, self.leads + 1)]
            x = [float(n)] + (shifted if self.variant == "lead-lag" else [benchmark()])
            beside = [] if predicts else shifted
        elif self.id == "scholes-williams":
            x, beside = [float(n), benchmark()], [] if predicts else [benchmark(-1), benchmark(1)]
        elif self.id != "raw":
            x = [float(n), benchmark()]
        if offset is None or None in x or None in beside:
            return None
        return Observation(item.value, n, offset, x, beside)


class NothingLeft(Exception):
    """The model explains every estimation return exactly."""


class Fit:
    """A model fitted on the observations of `days`; the rows are divided by the square root of their spans."""

    def __init__(self, model, days, rows):
        self.model, self.days, self.observations = model, days, len(rows)
        n = np.array([float(row.n) for row in rows])
        root = np.sqrt(n)
        self.constant = root
        self.y = np.array([row.value - row.offset for row in rows]) / root
        self.x = np.array([row.x for row in rows], dtype=float).reshape(len(rows), -1) / root[:, None]
        self.beside = np.array([row.beside for row in rows], dtype=float).reshape(len(rows), -1) / root[:, None]
        self.degrees = self.observations - model.parameter_count
        self.gram, self.r_squared, self.parameters, self.further = np.zeros((0, 0)), None, [], []
        self.coefficients = np.zeros(0)
        self.scaled_residuals = self.y
        if self.x.shape[1] == 0:
            about = [] if model.variant == "uncentered" else [root]
            center = least_squares(self.y, root) if about else None
            self.variance = (center.ssr if about else float(self.y @ self.y)) / self.degrees
        else:
            getattr(self, "_" + model.id.replace("-", "_"), self._least_squares)()
        if self.variance * self.degrees <= 1e-24 * float(self.y @ self.y):
            raise NothingLeft
        self.residual_scores = self.scaled_residuals / math.sqrt(self.variance)

    # Least squares

    def _least_squares(self):
        result = least_squares(self.y, self.x)
        self._take(result.params, result.normalized_cov_params)
        model = self.model
        names = ["mean"] if model.mean == "constant" else ["alpha", "beta"]
        if model.factors is not None:
            market = "beta" if model.id != "factors" else "mkt_rf"
            names = (["alpha"] if model.intercept else []) + [market if f == "mkt_rf" else f for f in model.factors]
        self.parameters = list(zip(names, result.params, result.bse))
        slopes = self.x.shape[1] - (1 if model.intercept else 0)
        if slopes > 0:
            # Against the constant mean; without an intercept against zero.
            total = least_squares(self.y, self.constant).ssr if model.intercept else float(self.y @ self.y)
            self.r_squared = 1 - result.ssr / total
        return result

    def _take(self, coefficients, gram, exact=()):
        self.coefficients, self.gram = np.asarray(coefficients), np.asarray(gram)
        self.scaled_residuals = self.y - self.x @ self.coefficients
        self.scaled_residuals[list(exact)] = 0.0
        self.variance = float(self.scaled_residuals @ self.scaled_residuals) / self.degrees

    def _line(self, coefficients, gram, exact=()):
        """Any other line on [sessions, benchmark], with what is reported of it."""
        self._take(coefficients, gram, exact)
        errors = np.sqrt(self.variance * np.diag(self.gram))
        self.parameters = list(zip(["alpha", "beta"], self.coefficients, errors))
        ssr = float(self.scaled_residuals @ self.scaled_residuals)
        self.r_squared = 1 - ssr / least_squares(self.y, self.constant).ssr

    # Thin trading

    def _through_means(self, beta, variance):
        sessions = float(self.constant @ self.constant)
        market = float(self.constant @ self.x[:, 1]) / sessions
        alpha = float(self.constant @ self.y) / sessions - beta * market
        covariance = [[1 / sessions + market**2 * variance, -market * variance], [-market * variance, variance]]
        self._line([alpha, beta], np.array(covariance))

    def _scholes_williams(self):
        before, after = self.beside.T
        columns = {"beta_lag_1": before, "beta_0": self.x[:, 1], "beta_lead_1": after}
        center = lambda v: least_squares(v, self.constant).resid
        now, lagged = center(self.x[:, 1]), center(before)
        rho = float(now @ lagged) / math.sqrt(float(now @ now) * float(lagged @ lagged))
        alone = {name: least_squares(self.y, np.column_stack([self.constant, column])) for name, column in columns.items()}
        if self.model.variant == "three-slope":
            weights = sum(center(column) / float(center(column) @ center(column)) for column in columns.values())
            weights = weights / (1 + 2 * rho)
            self._through_means(sum(fit.params[1] for fit in alone.values()) / (1 + 2 * rho), float(weights @ weights))
        else:
            instrument = before + self.x[:, 1] + after
            result = IV2SLS(self.y, self.constant, self.x[:, 1], instrument).fit(cov_type="unadjusted", debiased=True)
            s2 = float(result.resids.to_numpy() @ result.resids.to_numpy()) / self.degrees
            self._line(result.params.to_numpy(), result.cov.to_numpy() / s2)
        self.further = [(name, fit.params[1], fit.bse[1]) for name, fit in alone.items()]
        self.further.append(("market_autocorrelation", rho, None))

    def _dimson(self):
        lags, leads = self.model.lags, self.model.leads
        names = [f"beta_lag_{-k}" if k < 0 else f"beta_lead_{k}" if k else "beta_0" for k in range(-lags, leads + 1)]
        full = least_squares(self.y, np.column_stack([self.constant, self.beside]))
        sums = np.array([0.0] + [1.0] * len(names))
        share = float(sums @ full.normalized_cov_params @ sums)
        beta = float(sums @ full.params)
        if self.model.variant == "lead-lag":
            self._take(full.params, full.normalized_cov_params)
            self.parameters = [("alpha", full.params[0], full.bse[0]), ("beta", beta, math.sqrt(self.variance * share))]
            self.r_squared = 1 - full.ssr / least_squares(self.y, self.constant).ssr
        else:
            self._through_means(beta, share)
        self.further = list(zip(names, full.params[1:], full.bse[1:]))

    # Robust lines

    def _theil_sen(self):
        y, x = self.y / self.constant, self.x[:, 1] / self.constant
        slopes = [(y[i] - y[j]) / (x[i] - x[j]) for i in range(len(y)) for j in range(i) if x[i] != x[j]]
        slope = float(np.median(slopes))
        self._robust([float(np.median(y - slope * x)), slope])

    def _lad(self):
        count = len(self.y)
        cost = np.concatenate([np.zeros(4), np.ones(2 * count)])
        rows = np.hstack([self.x, -self.x, np.eye(count), -np.eye(count)])
        found = optimize.linprog(cost, A_eq=rows, b_eq=self.y, method="highs-ds")
        line = found.x[:2] - found.x[2:4]
        through = np.argsort(np.abs(self.y - self.x @ line))[:2]
        line = np.linalg.solve(self.x[through], self.y[through])
        self._robust(line)
        self.further = [("absolute_deviations", float(np.abs(self.scaled_residuals).sum()), None)]

    def _robust(self, line):
        size = np.abs(self.y) + np.abs(self.x) @ np.abs(line)
        exact = np.flatnonzero(np.abs(self.y - self.x @ line) < 1e-13 * size)
        self._line(line, least_squares(self.y, self.x).normalized_cov_params, exact)
        # The median slope goes through two points: their residuals are equal but for rounding.
        tie(self.scaled_residuals, 1e-13 * size)

    def _huber(self):
        result = least_squares(self.y, self.x)
        line = result.params
        for _ in range(2000):
            residuals = self.y - self.x @ line
            scale = float(np.median(np.abs(residuals))) / stats.norm.ppf(0.75)
            if scale <= 1e-14 * np.abs(self.y).max():  # a line through all points: nothing is left to weigh
                break
            weights = np.minimum(1, 1.345 * scale / np.maximum(np.abs(residuals), 1e-300))
            new = sm.WLS(self.y, self.x, weights=weights).fit(method="qr").params
            settled = np.abs(new - line).max() <= 1e-14 * np.abs(new).max()
            line = new
            if settled:
                break
        self._line(line, result.normalized_cov_params)
        residuals = self.y - self.x @ line
        self.further = [("scale", float(np.median(np.abs(residuals))) / stats.norm.ppf(0.75), None)]

    # Predictions

    def expected(self, observation):
        known = self._known(observation.x)
        return observation.offset + float(known @ self.coefficients) if len(known) else observation.offset

    def _known(self, x):
        """The regressors of a prediction, without alpha where the study wants none."""
        x = np.array(x, dtype=float)
        if len(x) and self.model.intercept and not self.model.predicts_alpha:
            x[0] = 0.0
        return x

    def error_of(self, observations):
        """Standard error of the sum of abnormal returns of these observations."""
        sessions = sum(item.n for item in observations)
        weights = sum((self._known(item.x) for item in observations), np.zeros(self.gram.shape[0]))
        return math.sqrt(self.variance * (sessions + float(weights @ self.gram @ weights)))

    def own_variance(self, observation):
        """Of the day's own error, the parameters' left out."""
        return self.variance * observation.n

    def table(self):
        rows = list(self.parameters) + list(self.further)
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
    greater: float | None = None
    less: float | None = None


def measure(window, days, clock, fit, study, over, event, serial):
    """The cumulative abnormal return over `window` from the event's `days` (day -> DayResult).

    `over` is the last day of the data where the event window is not over yet, otherwise None; `serial` corrects variances for
    serial correlation, where the study wants that.
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
    result.reason = _objection(first, last, valid, clock, study.incomplete, days, fit.model)
    if result.reason:
        return result
    result.last = clock.session(last)
    result.days = len(valid)
    result.car = sum(day.abnormal for day in valid)
    observations = [day.observation for day in valid]
    result.error = serial.error(fit, observations) if serial else fit.error_of(observations)
    result.t = result.scar = result.car / result.error
    result.p = 2 * stats.t.sf(abs(result.t), fit.degrees)
    result.greater, result.less = stats.t.sf(result.t, fit.degrees), stats.t.cdf(result.t, fit.degrees)
    reach = stats.t.ppf((1 + study.confidence) / 2, fit.degrees) * result.error
    result.lower, result.upper = result.car - reach, result.car + reach
    result.bhar = _buy_and_hold((first, last), days, event, study)
    return result


def _objection(first, last, valid, clock, policy, days, model):
    """Why a window has no sum; a day with a return of the security but no abnormal one lacks a regressor."""

    def missing(day, reason):
        found = days.get(day)
        if found is None or found.gained is None or found.abnormal is not None:
            return reason
        return "benchmark-missing" if model.needs_benchmark else "factor-missing"

    present = {day.day for day in valid}
    if policy == "available":
        return None if valid else missing(last, "no-abnormal-returns")
    if policy == "complete" and valid:
        holes = [day for day in range(first, last + 1) if day not in present]
        return missing(holes[0], "hole-in-window") if holes else None
    if not valid or valid[-1].day != last:
        return missing(last, "no-trade-on-last-day")
    if valid[0].day - clock.span(valid[0].gained) + 1 < first:
        return "span-crosses-window-start"
    covered = set()
    for day in valid:
        covered.update(range(day.day - clock.span(day.gained) + 1, day.day + 1))
    holes = [day for day in range(first, last + 1) if day not in covered]
    return missing(holes[0], "hole-in-window") if holes else None


def _buy_and_hold(window, days, event, study):
    """Growth of the security less growth of its benchmark from the close before the window to its last close.

    From the two prices where the security traded on both sessions; from the daily returns where they fill the window
    without a hole; otherwise there is none. Both sides end with the last price of a security that was delisted.
    """
    (first, last), clock, traded = window, event.clock, event.traded
    if event.note == "delisted":
        last = min(last, clock.day_of(traded.traded[-1]))
        if last < first:
            return None
    before, end = clock.session(first - 1), clock.session(last)
    if before is None or end is None:
        return None
    inside = [days[day] for day in range(first, last + 1) if day in days and days[day].gained]
    valid = [day for day in inside if day.abnormal is not None]
    if study.buy_and_hold == "model":
        if not _fills([day.gained for day in valid], before, end):
            return None
        own = math.prod(math.exp(day.gained.value) if study.log else 1 + day.gained.value for day in valid)
        return own - math.prod(math.exp(day.expected) if study.log else 1 + day.expected for day in valid)
    if not traded.series.is_return and before in traded.price and end in traded.price:
        own = traded.price[end] / traded.price[before]
    elif _fills([day.gained for day in inside], before, end):
        own = math.prod(math.exp(day.gained.value) if study.log else 1 + day.gained.value for day in inside)
    else:
        return None
    dates = clock.exchange.dates
    other = event.benchmark.over(dates[before], dates[end]) if event.benchmark else None
    return None if other is None else own - (math.exp(other) if study.log else 1 + other)


def _fills(returns, before, last):
    """The intervals follow each other from session `before` to session `last` without a hole."""
    place = before
    for gained in returns:
        if gained.start != place:
            return False
        place = gained.end
    return place == last
