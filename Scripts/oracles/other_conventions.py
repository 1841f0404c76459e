"""Statistics of the small market as other programs define them (METHODS 0.27, their public sources).

Written from the formulas with numpy and scipy; shares nothing with the program. The R package estudy2, day 0 alone: sd() of
the estimation residuals with divisor M-1, sums and denominators over all events, also those without a return on the day; its
lamb and car_lamb, every window, over the events of the largest common date without a missing day. The
Stata module eventstudy2, every window: as its Mata functions have it, with matrices of days x events. WRDS, every window:
SCAR = CAR / (s sqrt(L)), denominators (M-2)/(M-4). EventStudyTools, every window: the mean of each event's own z. Prediction errors are those of each event's own valid days.

Run:  python3 Scripts/oracles/other_conventions.py MARKET OUTPUT
where MARKET has prices.csv, factors.csv and events.csv, and OUTPUT is the table to write: window,test,field,value.
"""
import csv
import math
import sys

import numpy as np
from scipy import stats

from portfolios_and_resampling import ESTIMATION, WINDOWS, read

ROWS = []


def add(window, test, statistic, distribution, *parameters):
    p = 2 * distribution.sf(abs(statistic), *parameters)
    ROWS.append((f"[{window[0]};{window[1]}]", test, "statistic", repr(float(statistic))))
    ROWS.append((f"[{window[0]};{window[1]}]", test, "p_value", repr(float(p))))


def estudy2(events, factors):
    held = [event for event in events if 0 in event.abnormal]
    returns = np.array([event.abnormal[0] for event in held])
    scores = []
    for event in held:
        residuals = np.array(list(event.residuals.values()))
        x = np.array([factors["mkt"].iloc[event.zero + day] for day in event.residuals])
        error = math.sqrt(1 + 1 / len(x) + (factors["mkt"].iloc[event.zero] - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum())
        scores.append(event.abnormal[0] / (np.std(residuals, ddof=1) * error))
    scores = np.array(scores)
    counts = np.array([len(event.residuals) for event in events])
    variances = np.array([np.var(list(event.residuals.values()), ddof=1) for event in events])
    n, everyone, day = len(held), len(events), (0, 0)
    add(day, "patell:estudy2", scores.mean() * everyone / math.sqrt(((counts - 2) / (counts - 4)).sum()), stats.norm)
    add(day, "bmp:estudy2", scores.mean() / np.std(scores, ddof=1) * math.sqrt(n), stats.t, n - 1)
    add(day, "j1:estudy2", returns.mean() / (math.sqrt(variances.sum()) / everyone), stats.t, counts.mean() - 1)
    averages = np.array([np.mean([event.residuals[day] for event in events if day in event.residuals])
                         for day in ESTIMATION if any(day in event.residuals for event in events)])
    add(day, "crude-dependence:estudy2", returns.mean() / np.std(averages, ddof=1), stats.t, counts.mean() - 1)
    share = np.mean(np.concatenate([np.array(list(event.residuals.values())) > 0 for event in events]))
    scaled = np.mean(returns > 0) * everyone
    add(day, "generalized-sign:estudy2", (scaled - n * share) / math.sqrt(n * share * (1 - share)), stats.norm)


def prediction_factor(event, day, factors):
    """1 + h of one day."""
    x = np.array([factors["mkt"].iloc[event.zero + other] for other in event.residuals])
    return 1 + 1 / len(x) + (factors["mkt"].iloc[event.zero + day] - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum()


def lamb(events, factors):
    by_date = {}
    for event in events:
        if len(event.residuals) == len(ESTIMATION) and len(event.abnormal) == 11:
            by_date.setdefault(event.zero, []).append(event)
    held = max(by_date.values(), key=len)
    means = [np.mean([event.residuals[day] for event in held]) for day in ESTIMATION]
    for window in WINDOWS:
        days = range(window[0], window[1] + 1)
        daily = [np.mean([event.abnormal[day] for event in held])
                 / (np.std(means, ddof=1) * math.sqrt(prediction_factor(held[0], day, factors))) for day in days]
        add(window, "portfolio-t:estudy2", sum(daily) / math.sqrt(len(daily)), stats.norm)


def eventstudytools(events, factors):
    for window in WINDOWS:
        scores = []
        for event in events:
            days = [day for day in range(window[0], window[1] + 1) if day in event.abnormal]
            if not days:
                continue
            nu = len(event.residuals) - 2
            deviation = math.sqrt(sum(value**2 for value in event.residuals.values()) / nu)
            sar = [event.abnormal[day] / (deviation * math.sqrt(prediction_factor(event, day, factors))) for day in days]
            scores.append(sum(sar) / math.sqrt(len(days) * nu / (nu - 2)))
        add(window, "patell:eventstudytools", sum(scores) / math.sqrt(len(scores)), stats.norm)


def matrix(events, days, value):
    return np.array([[value(event, day) for event in events] for day in days])


def ranked(matrix):
    """Ranks within each column, missing where the value is."""
    ranks = np.full(matrix.shape, np.nan)
    for column in range(matrix.shape[1]):
        valid = ~np.isnan(matrix[:, column])
        ranks[valid, column] = stats.rankdata(matrix[valid, column])
    return ranks


def deviation(values):
    return np.nanstd(values, ddof=1)


def eventstudy2(events, factors):
    market = lambda event, day: factors["mkt"].iloc[event.zero + day]
    ar = matrix(events, ESTIMATION, lambda event, day: event.residuals.get(day, np.nan))
    mr = matrix(events, ESTIMATION, lambda event, day: market(event, day) if day in event.residuals else np.nan)
    count = (~np.isnan(ar)).sum(axis=0)
    t_rows = int((~np.isnan(ar)).any(axis=1).sum())
    df = t_rows - 2
    si = np.sqrt(np.nansum(ar**2, axis=0) / (count - 2))
    center = np.nanmean(mr, axis=0)
    spread = np.nansum((mr - center) ** 2, axis=0)
    forecast = lambda m: si * np.sqrt(1 + 1 / count + (m - center) ** 2 / spread)
    v_est = ar / si / np.sqrt(forecast(mr) / si)
    pairs = []
    for i in range(len(events)):
        for j in range(len(events)):
            both = ~np.isnan(v_est[:, i]) & ~np.isnan(v_est[:, j])
            if i != j and both.sum() > 1:
                pairs.append(np.corrcoef(v_est[both, i], v_est[both, j])[0, 1])
    number, rbar = round(0.5 + math.sqrt(0.25 + len(pairs))), np.mean(pairs)
    factor = math.sqrt((1 - rbar) / (1 + (number - 1) * rbar))
    variance = ((count - 2) / (count - 4)).sum()
    share = np.nansum(np.sign(ar)) / (2 * count.sum()) + 0.5
    aar = np.array([np.nanmean(row) for row in ar if not np.isnan(row).all()])
    for window in WINDOWS:
        days = range(window[0], window[1] + 1)
        are = matrix(events, days, lambda event, day: event.abnormal.get(day, np.nan))
        mre = matrix(events, days, market)
        v = are / si / np.sqrt(forecast(mre) / si)
        order = np.cumsum(~np.isnan(are), axis=0)
        w = np.nansum(v / np.sqrt(order), axis=0)
        enters = ~np.isnan(are).all(axis=0)
        w[~enters] = np.nan
        car = np.where(enters, np.nansum(are, axis=0), np.nan)
        n, mean = int(enters.sum()), np.nanmean(car)
        patell = np.nansum(w) / math.sqrt(variance)
        add(window, "patell:eventstudy2", patell, stats.norm)
        add(window, "adjusted-patell:eventstudy2", patell * factor, stats.norm)
        bmp = np.nanmean(w) / (deviation(w) / math.sqrt(n))
        add(window, "bmp:eventstudy2", bmp, stats.t, df)
        add(window, "adjusted-bmp:eventstudy2", bmp * factor, stats.t, df)
        length = order[-1]
        cumulated = np.nansum(np.where(np.isnan(are), np.nan, mre - order * center), axis=0) ** 2
        scale = length + length / n + cumulated / spread
        add(window, "j1:eventstudy2", mean / (math.sqrt((si**2 * scale)[enters].sum()) / n), stats.t, df)
        crude = np.var(aar, ddof=1) * (t_rows - 1) / df * len(days)
        add(window, "crude-dependence:eventstudy2", mean / math.sqrt(crude), stats.t, df)
        positive = (car[enters] >= 0).sum()
        add(window, "generalized-sign:eventstudy2", (positive - n * share) / math.sqrt(n * share * (1 - share)), stats.norm)
        pooled = are[~np.isnan(are)]
        k = len(pooled)
        total = stats.rankdata(np.abs(pooled))[pooled >= 0].sum()
        add(window, "wilcoxon:eventstudy2",
            (total - k * (k + 1) / 4) / math.sqrt(k * (k + 1) * (2 * k + 1) / 24), stats.norm)

        star = w * factor / (deviation(w) / math.sqrt(n))
        ranks = ranked(np.vstack([ar / si, star]))
        u = ranks / ((~np.isnan(ranks)).sum(axis=0) + 1) - 0.5
        daily = np.array([np.nanmean(row) for row in u if not np.isnan(row).all()])
        rows = np.array([(~np.isnan(row)).sum() for row in u if not np.isnan(row).all()])
        s = math.sqrt((rows[:-1] / n * daily[:-1] ** 2).sum() / (len(daily) - 1))
        z, columns = daily[-1] / s, len(daily) - 1
        add(window, "grank-t:eventstudy2", z * math.sqrt((columns - 2) / (columns - 1 - z**2)), stats.t, columns - 2)

        def cowan(values, to_score):
            scores = to_score(ranked(values), (~np.isnan(values)).sum(axis=0))
            means = np.array([np.nanmean(row) for row in scores if not np.isnan(row).all()])
            tested = np.nanmean(scores[len(ESTIMATION):])
            return math.sqrt(len(days)) * tested / math.sqrt((means**2).mean())

        add(window, "corrado-rank:eventstudy2",
            cowan(np.vstack([ar, are]), lambda rank, total: rank - (total / 2 + 0.5)), stats.norm)
        time = np.sqrt(np.nanvar(ar, axis=0, ddof=1) * count / (count - 1))
        standardized = are / time
        present = (~np.isnan(are)).sum(axis=1, keepdims=True)
        cross = np.sqrt(np.nanvar(standardized, axis=1, ddof=1, keepdims=True) * present / (present - 1))
        add(window, "corrado-zivney:eventstudy2",
            cowan(np.vstack([ar / time, standardized / cross]), lambda rank, total: rank / (total + 1) - 0.5), stats.norm)


def wrds(events):
    for window in WINDOWS:
        held = [event for event in events if event.car(window) is not None]
        counts = np.array([len(event.residuals) for event in held])
        deviations = np.array([math.sqrt(sum(value**2 for value in event.residuals.values()) / (len(event.residuals) - 2))
                               for event in held])
        scar = np.array([event.car(window) for event in held]) / (deviations * math.sqrt(window[1] - window[0] + 1))
        add(window, "patell:wrds", scar.sum() / math.sqrt(((counts - 2) / (counts - 4)).sum()), stats.norm)
        add(window, "bmp:wrds", scar.mean() / (np.std(scar, ddof=1) / math.sqrt(len(scar))), stats.t, len(scar) - 1)


def main(market, output):
    events, factors = read(market)
    estudy2(events, factors)
    lamb(events, factors)
    eventstudytools(events, factors)
    eventstudy2(events, factors)
    wrds(events)
    with open(output, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["window", "test", "field", "value"])
        writer.writerows(ROWS)


if __name__ == "__main__":
    main(*sys.argv[1:])
