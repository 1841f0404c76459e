"""Oracle values for the designs of METHODS 0.21-0.26 on the synthetic market of Tests/Fixtures/Oracles/small-market.

Run:  python3 Scripts/oracles/estimation_designs.py Tests/Fixtures/Oracles/estimation-designs
Comparison periods, windows counted in returns, the rolling beta, serially correlated window variances, portfolios as
benchmarks and buy-and-hold returns against them. Regressions and prediction errors are statsmodels' (WLS with weights 1/n),
autocorrelations statsmodels' acf, tests those of test_statistics.py. The variance under a rolling beta is brute force: each
abnormal return is evaluated at every unit vector of standardized errors, the fits being numpy's least squares.
"""
import csv
import math
import pathlib
import sys

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.tsa.stattools import acf

from test_outcomes import Panel, Sample
from test_statistics import TESTS

ROOT = pathlib.Path(__file__).resolve().parents[2]
MARKET = ROOT / "Tests" / "Fixtures" / "Oracles" / "small-market"
EVENT = range(-5, 6)
WINDOWS = [(0, 0), (-1, 1), (0, 5), (-5, 5)]
CHECKED = ["cross-sectional-t", "crude-dependence", "patell", "bmp", "corrado-rank", "generalized-sign", "sign"]


def table(name):
    with open(MARKET / name, newline="") as stream:
        return list(csv.DictReader(stream))


SESSION = {row["date"]: place for place, row in enumerate(table("factors.csv"))}
MKT = [float(row["mkt"]) for row in table("factors.csv")]
PRICE = {}
for row in table("prices.csv"):
    PRICE.setdefault(row["security"], {})[SESSION[row["date"]]] = float(row["close"])
EVENTS = [(row["event_id"], row["security"], SESSION[row["day_zero"]]) for row in table("events.csv")]


def market(start, end):
    return math.prod(1 + MKT[place] for place in range(start + 1, end + 1)) - 1


def portfolio(weights):
    """Bought at the close of `start` with these weights and held to the close of `end`."""
    def over(start, end):
        there = {name: weight for name, weight in weights.items() if start in PRICE[name] and end in PRICE[name]}
        if not there:
            return math.nan
        return sum(w * PRICE[s][end] / PRICE[s][start] for s, w in there.items()) / sum(there.values()) - 1
    return over


class Event:
    """The returns around one event by relative day: (return, sessions, benchmark return)."""

    def __init__(self, security, zero, gaps, benchmark):
        self.security, self.zero, self.rows = security, zero, {}
        traded = sorted(PRICE[security])
        for before, at in zip(traded, traded[1:]):
            if at - before > 1 and gaps == "drop":
                continue
            value = PRICE[security][at] / PRICE[security][before] - 1
            other = benchmark(before, at)
            if not math.isnan(other):
                self.rows[at - zero] = (value, at - before, other)

    def data(self, days):
        rows = [self.rows[day] for day in days]
        return tuple(np.array(column, dtype=float) for column in zip(*rows))


def estimation_days(event, design):
    """The days with a return, ascending; counted from the inner ends where the design counts returns."""
    days = []
    if design.get("pre"):
        length, last = design["pre"]
        there = sorted(day for day in event.rows if day <= last)
        days += there[-length:] if design.get("count") else [day for day in there if day > last - length]
    if design.get("post"):
        first, length = design["post"]
        there = sorted(day for day in event.rows if day >= first)
        days += there[:length] if design.get("count") else [day for day in there if day < first + length]
    return days


class Market:
    """The market model by statsmodels, weights 1/n."""

    def __init__(self, event, days, slope=True):
        y, n, m = event.data(days)
        self.days, self.slope = days, slope
        if slope:
            self.fit = sm.WLS(y, np.column_stack([n, m]), weights=1 / n).fit()
            self.residuals = (y - np.column_stack([n, m]) @ self.fit.params) / np.sqrt(n)
            self.degrees = len(days) - 2
            self.s2 = self.fit.ssr / self.degrees
        else:
            self.residuals = (y - m) / np.sqrt(n)
            center = sm.WLS(y - m, n, weights=1 / n).fit()
            self.degrees = len(days) - 1
            self.s2 = center.ssr / self.degrees

    def abnormal(self, row):
        return row[0] - (self.fit.params @ [row[1], row[2]] if self.slope else row[2])

    def error(self, rows):
        sessions = sum(row[1] for row in rows)
        if not self.slope:
            return math.sqrt(self.s2 * sessions)
        sums = np.array([sessions, sum(row[2] for row in rows)], dtype=float)
        return math.sqrt(self.s2 * sessions + float(self.fit.t_test(sums).sd[0, 0]) ** 2)


def correlations(fit, days):
    series = np.full(days[-1] - days[0] + 1, np.nan)
    series[np.array(fit.days) - days[0]] = fit.residuals
    return acf(series, nlags=len(EVENT) - 1, missing="conservative", fft=False)


def rolling(event, design, step):
    """Abnormal returns of the event days, and how each follows from the standardized errors of all days."""
    (length, last), everything = design["pre"], sorted(event.rows)
    place = {day: k for k, day in enumerate(everything)}
    abnormal, maps, current = {}, {}, None
    for k, day in enumerate(EVENT):
        if k % step == 0:
            days = [d for d in everything if last + k - length < d <= last + k]
            y, n, m = event.data(days)
            design_matrix = np.column_stack([n, m]) / np.sqrt(n)[:, None]
            theta = np.linalg.lstsq(design_matrix, y / np.sqrt(n), rcond=None)[0]
            unit = np.zeros((len(days), len(everything)))
            unit[range(len(days)), [place[d] for d in days]] = 1
            response = np.linalg.lstsq(design_matrix, unit, rcond=None)[0]
            rest = y / np.sqrt(n) - design_matrix @ theta
            current = theta, response, math.sqrt(rest @ rest / (len(days) - 2))
        if day not in event.rows:
            continue
        theta, response, s = current
        value, n, m = event.rows[day]
        abnormal[day] = value - theta @ [n, m]
        own = np.zeros(len(everything))
        own[place[day]] = math.sqrt(n)
        maps[day] = s * (own - np.array([n, m]) @ response)
    return abnormal, maps


DESIGNS = {
    "post": dict(post=(11, 40)),
    "both": dict(pre=(150, -11), post=(11, 40)),
    "both_ttt": dict(pre=(150, -11), post=(11, 40), gaps="ttt"),
    "counted": dict(pre=(190, -11), count=True),
    "both_counted": dict(pre=(120, -11), post=(11, 30), count=True),
    "both_counted_ttt": dict(pre=(120, -11), post=(11, 30), count=True, gaps="ttt"),
    "rolling": dict(pre=(100, -6), step=1),
    "rolling_ttt": dict(pre=(100, -6), step=1, gaps="ttt"),
    "rolling_4": dict(pre=(190, -11), step=4),
    "serial": dict(pre=(190, -11), serial=True),
    "both_serial_ttt": dict(pre=(150, -11), post=(11, 40), serial=True, gaps="ttt"),
    "peers": dict(pre=(190, -11), peers={f"S{k:02}": 1 for k in range(1, 9)}),
    "peers_adjusted_ttt": dict(pre=(190, -11), peers={f"S{k:02}": 1 for k in range(1, 9)}, slope=False, gaps="ttt"),
    "weighted": dict(pre=(190, -11), weights={"S03": 0.5, "S07": 0.3, "S08": 0.2}),
}

ars, cars, held, tests = [], [], [], []
for name, design in DESIGNS.items():
    panels, samples = {}, {window: [] for window in WINDOWS}
    for identity, security, zero in EVENTS:
        over = market
        if "peers" in design:
            over = portfolio({s: w for s, w in design["peers"].items() if s != security})
        if "weights" in design:
            over = portfolio(design["weights"])
        event = Event(security, zero, design.get("gaps", "drop"), over)
        days = estimation_days(event, design)
        fit = Market(event, days, design.get("slope", True))
        if "step" in design:
            abnormal, maps = rolling(event, design, design["step"])
        else:
            abnormal = {day: fit.abnormal(event.rows[day]) for day in EVENT if day in event.rows}
        rho = correlations(fit, days)

        def error(valid):
            if "step" in design:
                total = sum(maps[day] for day in valid)
                return math.sqrt(total @ total)
            variance = fit.error([event.rows[day] for day in valid]) ** 2
            if design.get("serial"):
                for k, early in enumerate(valid):
                    for late in valid[k + 1:]:
                        spans = math.sqrt(event.rows[early][1] * event.rows[late][1])
                        variance += 2 * fit.s2 * spans * rho[late - early]
            return math.sqrt(variance)

        for day, value in abnormal.items():
            single = math.sqrt(maps[day] @ maps[day]) if "step" in design else fit.error([event.rows[day]])
            ars.append([name, identity, day, repr(float(value)), repr(float(single))])
        places = list(range(len(days)))
        if design.get("count"):
            inner = design["pre"][1]
            early, late = [d for d in days if d <= inner], [d for d in days if d > inner]
            places = [k - len(early) - 1000 for k in range(len(early))] + list(range(1000, 1000 + len(late)))
        else:
            places = days
        panel = Panel(
            dict(zip(places, fit.residuals)), abnormal,
            {day: value / math.sqrt(event.rows[day][1]) for day, value in abnormal.items()})
        panels[identity] = panel
        for first, last in WINDOWS:
            valid = [day for day in range(first, last + 1) if day in abnormal]
            if not valid:
                continue
            car, spread = sum(abnormal[day] for day in valid), error(valid)
            cars.append([name, identity, f"[{first};{last}]", len(valid), repr(float(car)), repr(float(spread)),
                         repr(float(2 * stats.t.sf(abs(car / spread), fit.degrees)))])
            samples[first, last].append(Sample(car, car / spread, fit.degrees, panel))
            start, end = zero + first - 1, zero + last
            if start in PRICE[security] and end in PRICE[security] and not math.isnan(over(start, end)):
                own = PRICE[security][end] / PRICE[security][start] - 1
                other = over(start, end)
                held.append([name, identity, f"[{first};{last}]", repr(own), repr(float(other)), repr(float(own - other)),
                             repr(float((1 + own) / (1 + other)))])
    for window in WINDOWS:
        for test in CHECKED:
            outcome = TESTS[test](samples[window], window, list(panels.values()))
            if outcome.statistic is not None:
                tests.append([name, f"[{window[0]};{window[1]}]", test, repr(float(outcome.statistic)), repr(float(outcome.p))])

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for stem, header, rows in [
    ("ar", "config,event_id,day,ar,ar_se", ars), ("car", "config,event_id,window,days,car,car_se,p_value", cars),
    ("bhar", "config,event_id,window,buy_and_hold_return,benchmark_buy_and_hold_return,bhar,wealth_relative", held),
    ("tests", "config,window,test,statistic,p_value", tests),
]:
    with open(folder / f"{stem}.csv", "w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
