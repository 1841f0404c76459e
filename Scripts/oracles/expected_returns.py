"""Fits of expected-return models and their prediction errors (METHODS 3), by statsmodels where it has a counterpart."""

import math

import numpy as np
import statsmodels.api as sm
from linearmodels.iv import IV2SLS
from scipy import optimize, stats
from statsmodels.tsa.stattools import acf


def least_squares(y, x):
    """By QR: statsmodels' default pseudo-inverse leaves 2e-11 of an intercept where the columns differ in size."""
    return sm.OLS(y, x).fit(method="qr")


def tie(values, rounding):
    """Makes neighbors in size equal that differ by less than rounding, which each value has its own of."""
    order = np.argsort(values)
    for low, high in zip(order, order[1:]):
        if values[high] - values[low] < rounding[high]:
            values[high] = values[low]


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
