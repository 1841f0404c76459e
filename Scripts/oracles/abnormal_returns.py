"""Abnormal returns of days, cumulative and buy-and-hold returns of windows (METHODS 4)."""

import math
from dataclasses import dataclass

from scipy import stats


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

    From the two prices, or the ready-made returns between them, where the security traded on both sessions; from the daily
    returns where they fill the window without a hole; otherwise there is none. Both sides end with the last price of a security that was delisted.
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
    elif traded.series.is_return and before in traded.price and end in traded.price:
        # What `gaps: drop` keeps from the event's days was earned all the same.
        places = [place for place in traded.traded if before <= place <= end]
        if study.return_after_gap != "multi" and places[-1] - places[0] != len(places) - 1:
            return None
        own = math.prod(1 + traded.price[place] for place in places[1:])
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
