"""What follows from given parameters of a GARCH, GJR-GARCH or EGARCH market model (METHODS 3.5, 0.14).

Where the likelihood is highest is a matter of search, so that two programs agree to a few digits only. Everything else is
arithmetic: variances, likelihood, forecasts, abnormal returns and all tests. This module takes the parameters from the
models.csv that is to be checked and computes the rest.
"""

import math

import numpy as np

from expected_returns import Fit, least_squares

PARAMETERS = {"garch": ["omega", "alpha1", "beta1"], "gjr-garch": ["omega", "alpha1", "beta1", "gamma"],
              "egarch": ["omega", "alpha1", "beta1", "gamma"]}
MEAN_ABSOLUTE = math.sqrt(2 / math.pi)


def backcast(residuals):
    """What arch takes for the variance before the first observation."""
    first = residuals[:75] ** 2
    return float(np.average(first, weights=0.94 ** np.arange(len(first))))


class ConditionalFit(Fit):
    """`given`: the parameters by name with their standard errors; without them the fit is least squares, as the program falls back to it.

    `between`: the rows of the sessions from the last one that was fitted to the event window, None for one without a return: from the
    last return on h is forecast, a step a session.
    """

    def __init__(self, model, days, rows, given, between, event_days):
        super().__init__(model, days, rows)
        self.stated = given
        self.is_conditional = all(name in given for name in PARAMETERS[model.id])
        if not self.is_conditional:
            return
        given = {name: estimate for name, (estimate, _) in given.items()}
        self._given = given
        least_squares_residuals = 100 * self.scaled_residuals
        means = ["mean"] if model.mean == "constant" else ["alpha", "beta"]
        mean = np.array([given[name] for name in means])
        self.coefficients, self.gram = mean, np.zeros((len(means), len(means)))
        self.scaled_residuals = self.y - self.x @ mean
        self.variance = float(self.scaled_residuals @ self.scaled_residuals) / self.degrees
        if model.mean != "constant":
            self.r_squared = (1 - float(self.scaled_residuals @ self.scaled_residuals)
                              / least_squares(self.y, self.constant).ssr)
        residuals = 100 * self.scaled_residuals
        self.presample = backcast(least_squares_residuals) if model.presample == "backcast" else None
        h, variances = self._first(self.presample or float(np.mean(residuals**2))), []
        for e in residuals:
            variances.append(h)
            h = self._next(h, e)
        self.variances = np.array(variances)
        self.log_likelihood = -0.5 * float(np.sum(np.log(2 * math.pi) + np.log(self.variances)
                                                  + residuals**2 / self.variances))
        # A maximum in a corner of EGARCH's likelihood has a residual of 0, to which rounding would give a sign.
        is_zero = np.abs(residuals) <= 1e-12 * np.sqrt(self.variances)
        self.scaled_residuals = np.where(is_zero, 0, self.scaled_residuals)
        self.residual_scores = np.where(is_zero, 0, residuals / np.sqrt(self.variances))
        silent = 0
        for row in between:
            if row is not None:
                h, silent = self._next(h, 100 * self.residual_of(row)), 0
            else:
                silent += 1
        for _ in range(silent):
            h = self._forecast(h)
        self.day_variances = {}
        for day, row in event_days:
            self.day_variances[day] = h / 1e4
            observed = model.variant == "filter" and row is not None
            h = self._next(h, 100 * self.residual_of(row)) if observed else self._forecast(h)
        self.parameters = [(name, *self.stated[name]) for name in means + PARAMETERS[model.id]]

    def residual_of(self, row):
        return (row.value - float(np.array(row.x) @ self.coefficients)) / math.sqrt(row.n)

    def _first(self, v):
        g = self._given
        if self.model.id == "egarch":
            return math.exp(g["omega"] + g["beta1"] * math.log(v))
        return g["omega"] + (g["alpha1"] + g.get("gamma", 0) / 2 + g["beta1"]) * v

    def _next(self, h, e):
        g = self._given
        if self.model.id == "egarch":
            z = e / math.sqrt(h)
            return math.exp(g["omega"] + g["alpha1"] * (abs(z) - MEAN_ABSOLUTE) + g["gamma"] * z
                            + g["beta1"] * math.log(h))
        return g["omega"] + (g["alpha1"] + (g.get("gamma", 0) if e < 0 else 0)) * e * e + g["beta1"] * h

    def _forecast(self, h):
        g = self._given
        if self.model.id == "egarch":
            return math.exp(g["omega"] + g["beta1"] * math.log(h))
        return g["omega"] + (g["alpha1"] + g.get("gamma", 0) / 2 + g["beta1"]) * h

    def error_of(self, observations):
        if not self.is_conditional:
            return super().error_of(observations)
        return math.sqrt(sum(item.n * self.day_variances[item.day] for item in observations))

    def own_variance(self, observation):
        return observation.n * self.day_variances[observation.day] if self.is_conditional else super().own_variance(observation)

    def table(self):
        rows = super().table()
        if self.is_conditional:
            rows.append(("log_likelihood", self.log_likelihood, None))
            rows += [(name, *pair) for name, pair in self.stated.items() if name.startswith("robust_")]
        elif "log_likelihood" in self.stated:
            rows.append(("log_likelihood", *self.stated["log_likelihood"]))
        return rows
