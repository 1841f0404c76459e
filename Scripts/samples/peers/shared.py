"""The study of Scripts/bench in numpy, all events at once: market model on 250 log returns, event window [-10, 10]."""

import dataclasses

import numpy

LENGTH, FIRST, LAST = 250, -10, 10
DAYS = LAST - FIRST + 1
event_days = numpy.arange(FIRST, LAST + 1)


@dataclasses.dataclass
class Found:
    per_event: dict
    abnormal: numpy.ndarray
    averages: dict
    tests: dict


def ranks(values):
    """Average ranks of each row; ties are repaired only where there are any."""
    order = numpy.argsort(values, axis=1)
    result = numpy.empty_like(values)
    numpy.put_along_axis(result, order, numpy.arange(1.0, values.shape[1] + 1)[None, :], 1)
    ascending = numpy.take_along_axis(values, order, 1)
    tied = numpy.flatnonzero((ascending[:, 1:] == ascending[:, :-1]).any(1))
    if len(tied):
        import scipy.stats
        result[tied] = scipy.stats.rankdata(values[tied], axis=1)
    return result


def study(levels, index, columns, day_zero):
    """`levels`: securities x sessions, NaN = none; `columns`, `day_zero`: each event's security and session."""
    returns = numpy.full_like(levels, numpy.nan)
    returns[:, 1:] = numpy.diff(numpy.log(levels), axis=1)
    market = numpy.r_[numpy.nan, numpy.diff(numpy.log(index))]
    sessions = day_zero[:, None] + numpy.arange(FIRST - LENGTH, LAST + 1)
    y, x = returns[columns[:, None], sessions], market[sessions]
    mean = x[:, :LENGTH].mean(1)
    centered = x[:, :LENGTH] - mean[:, None]
    squares = (centered * centered).sum(1)
    level = y[:, :LENGTH].mean(1)
    beta = (centered * (y[:, :LENGTH] - level[:, None])).sum(1) / squares
    alpha = level - beta * mean
    rest = y - alpha[:, None] - beta[:, None] * x
    sigma = numpy.sqrt((rest[:, :LENGTH] ** 2).sum(1) / (LENGTH - 2))
    return measure(alpha, beta, sigma, rest, 1 + 1 / LENGTH + (x[:, LENGTH:] - mean[:, None]) ** 2 / squares[:, None])


def measure(alpha, beta, sigma, rest, error):
    """From each event's line, its residuals and abnormal returns (`rest`) and prediction-error factors of its event days."""
    abnormal = rest[:, LENGTH:]
    count = len(alpha)
    car = abnormal.sum(1)
    scar = (abnormal / (sigma[:, None] * numpy.sqrt(error))).sum(1) / numpy.sqrt(DAYS)
    scores = (ranks(rest) / (rest.shape[1] + 1) - 0.5).mean(0)
    share = (rest[:, :LENGTH] > 0).mean()
    positive = (car > 0).sum()
    average = abnormal.mean(0)
    tests = {
        "cross-sectional-t": car.mean() / (car.std(ddof=1) / numpy.sqrt(count)),
        "patell:classic": scar.sum() / numpy.sqrt(count * (LENGTH - 2) / (LENGTH - 4)),
        "bmp:classic": scar.mean() / (scar.std(ddof=1) / numpy.sqrt(count)),
        "corrado-rank:plain": scores[LENGTH:].sum() / (numpy.sqrt(DAYS) * numpy.sqrt((scores**2).mean())),
        "generalized-sign:daily": (positive - count * share) / numpy.sqrt(count * share * (1 - share)),
    }
    return Found(
        {"alpha": alpha, "beta": beta, "sigma": sigma, "car": car}, abnormal,
        {"day": event_days, "aar": average, "caar": average.cumsum()}, tests)
