"""Estimation windows before and after the event, in sessions or returns, and the rolling beta (METHODS 0.22-0.25)."""

import math

import numpy as np
from statsmodels.tsa.stattools import acf

from expected_returns import Fit, least_squares

INNERMOST = 1000   # keeps the places of counted returns away from the event days


class EstimationWindows:
    """`estimation:` of a study file, with its defaults."""

    def __init__(self, keys):
        self.period, self.counts_returns = keys.get("period", "pre"), keys.get("count", "sessions") == "returns"
        self.length, self.last = int(keys.get("length", 250)), int(keys.get("last", -11))
        self.post_first, self.post_length = int(keys.get("post_first", -self.last)), int(keys.get("post_length", self.length))
        self.mask_other_events = keys.get("exclude_other_events", "true") == "true"
        longest = (self.period != "post") * self.length + (self.period != "pre") * self.post_length
        self.minimum = int(keys.get("minimum", min(100, longest)))

    @property
    def first(self):
        return self.post_first if self.period == "post" else self.last - self.length + 1

    @property
    def end(self):
        return self.last if self.period == "pre" else self.post_first + self.post_length - 1

    def hull(self, days):
        """The first and the last day of the windows; None = as far as the security's prices go."""
        if not self.counts_returns:
            return self.first, self.end
        before, after = [day for day in days if day <= self.last], [day for day in days if day > self.last]
        first = self.post_first if self.period == "post" else before[0] if len(before) == self.length else None
        end = self.last if self.period == "pre" else after[-1] if len(after) == self.post_length else None
        return first, end

    def days(self, event, masked):
        """The days with a usable return."""
        usable = [event.clock.day_of(place) for place in event.returns if place not in masked]
        usable = sorted(day for day in usable if day is not None)
        before = [day for day in usable if day <= self.last] if self.period != "post" else []
        after = [day for day in usable if day >= self.post_first] if self.period != "pre" else []
        if self.counts_returns:
            return before[-self.length:] + after[:self.post_length]
        return ([day for day in before if day > self.last - self.length]
                + [day for day in after if day < self.post_first + self.post_length])

    def places(self, days):
        """Day -> its place in event time: itself, or where returns are counted the k-th from a window's inner end."""
        if not self.counts_returns:
            return {day: day for day in days}
        before, after = [day for day in days if day <= self.last], [day for day in days if day > self.last]
        if self.period == "post":
            before, after = [], days
        counted = {day: -INNERMOST - k for k, day in enumerate(reversed(before))}
        return counted | {day: INNERMOST + k for k, day in enumerate(after)}


class SerialCorrelation:
    """Adds `2 sum (v_i v_j)^(1/2) rho_(j-i)` to the variance of a sum (METHODS 3.9)."""

    def __init__(self, fit, days):
        series = np.full(max(fit.days) - min(fit.days) + 1, np.nan)
        series[np.array(fit.days) - min(fit.days)] = fit.scaled_residuals
        lags = min(days, len(series) - 1)
        self.rho = np.zeros(days + 1)
        self.rho[: lags + 1] = acf(series, nlags=lags, missing="conservative", fft=False)

    def error(self, fit, observations):
        variance = fit.error_of(observations) ** 2
        for k, early in enumerate(observations):
            for late in observations[k + 1:]:
                own = math.sqrt(fit.own_variance(early) * fit.own_variance(late))
                variance += 2 * own * self.rho[late.day - early.day]
        return math.sqrt(variance) if variance > 0 else fit.error_of(observations)


class RollingFit(Fit):
    """The market model, estimated anew for the days of the event window on windows that move with them.

    The variance of a sum is brute force: each abnormal return is evaluated at every unit vector of standardized errors.
    """

    def __init__(self, model, days, rows, observe, least, event_window, window):
        super().__init__(model, days, rows)
        self.rows = {}
        for day in range(window[0], event_window[1] + window[1] - event_window[0] + 1):
            row = observe(day)
            if row is not None:
                self.rows[day] = row
        every = sorted(set(self.rows) | set(range(event_window[0], event_window[1] + 1)))
        self.column = {day: place for place, day in enumerate(every)}
        self.of_day, betas, current = {}, [], None
        for k in range(0, event_window[1] - event_window[0] + 1, model.step):
            there = [day for day in range(window[0] + k, window[1] + k + 1) if day in self.rows]
            if len(there) >= max(least, 7):
                n = np.array([float(self.rows[day].n) for day in there])
                x = np.array([self.rows[day].x for day in there]) / np.sqrt(n)[:, None]
                y = np.array([self.rows[day].value for day in there]) / np.sqrt(n)
                fit = least_squares(y, x)
                unit = np.zeros((len(there), len(every)))
                unit[range(len(there)), [self.column[day] for day in there]] = 1
                response = np.linalg.lstsq(x, unit, rcond=None)[0]
                current = fit.params, response, math.sqrt(fit.ssr / (len(there) - 2))
                betas.append(fit.params[1])
            for step in range(model.step):
                self.of_day[event_window[0] + k + step] = current
        self.further = [("smallest_beta", min(betas, default=None), None), ("largest_beta", max(betas, default=None), None)]

    def expected(self, observation):
        return float(np.array(observation.x) @ self.of_day[observation.day][0])

    def own_variance(self, observation):
        return observation.n * self.of_day[observation.day][2] ** 2

    def error_of(self, observations):
        total = np.zeros(len(self.column))
        for item in observations:
            _, response, s = self.of_day[item.day]
            own = np.zeros(len(self.column))
            own[self.column[item.day]] = math.sqrt(item.n)
            total += s * (own - np.array(item.x) @ response)
        return math.sqrt(total @ total)
