"""What a test statistic takes and what it answers: daily figures of an event, an event of the window, an outcome."""

import math
from dataclasses import dataclass, field

import numpy as np
from scipy import stats

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
