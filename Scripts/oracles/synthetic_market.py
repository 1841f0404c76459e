"""Panels of abnormal returns of the synthetic market, for the tests of Inference.

Reads the market's data and an independent implementation's abnormal returns, computes with numpy alone what an
EventSample holds (estimation residuals, abnormal returns, cumulative abnormal returns and their variances), checks
it against those abnormal returns to 1e-10 and writes one panel file a configuration.

Run:  python3 Scripts/oracles/synthetic_market.py DATA EXPECTED Tests/Fixtures/Oracles/synthetic-market [CONFIGURATION...]
where DATA has prices.csv, factors.csv, events.csv and EXPECTED has ar.csv, car.csv, models.csv, tests.csv.
The windows' incomplete sums follow `incomplete_windows: available`.
"""
import csv
import math
import sys

import numpy as np
import pandas as pd

ESTIMATION = range(-200, -10)
EVENT = range(-5, 6)
WINDOWS = ((0, 0), (-1, 1), (0, 5), (-5, 5))
FACTORS = {
    "mean": ([], False), "market": (["mkt"], False), "capm": (["mkt"], True), "ff3": (["mkt", "smb", "hml"], True),
    "carhart": (["mkt", "smb", "hml", "mom"], True), "ff5": (["mkt", "smb", "hml", "rmw", "cma"], True),
    "adjusted": (None, False), "adjusted_centered": (None, False),
}


def returns_of(prices, factors, kind, gaps):
    """Per session: return, span (0 = none)."""
    count = len(prices)
    value, span = np.full(count, np.nan), np.zeros(count, int)
    last = None
    for t in range(count):
        if np.isnan(prices[t]):
            continue
        if last is not None:
            n, ratio = t - last, prices[t] / prices[last]
            whole = math.log(ratio) if kind == "log" else ratio - 1
            if gaps == "ttt" or n == 1:
                value[t], span[t] = whole, n
            elif gaps == "lumped":
                value[last + 1 : t], span[last + 1 : t] = 0.0, 1
                value[t], span[t] = whole, 1
            elif gaps == "uniform":
                part = whole / n if kind == "log" else ratio ** (1 / n) - 1
                value[last + 1 : t + 1], span[last + 1 : t + 1] = part, 1
        last = t
    return value, span


def over_span(column, t, n, kind, name):
    part = column[t - n + 1 : t + 1]
    if name == "mkt":
        return np.log1p(part).sum() if kind == "log" else np.prod(1 + part) - 1
    return part.sum()


def panel(config, data):
    """One row an event: dictionaries by relative day, the fit, and the windows."""
    masked = config.endswith("_masked")
    name, kind, gaps = config.removesuffix("_masked").rsplit("_", 2)
    names, excess = FACTORS[name]
    factors, prices, events = data
    dates = list(factors["date"])
    rows = []
    for _, event in events.iterrows():
        zero = dates.index(event["event_date"])
        value, span = returns_of(prices[event["security"]].to_numpy(), factors, kind, gaps)
        others = [] if not masked else [
            dates.index(d) for d, s, e in zip(events["event_date"], events["security"], events["event_id"])
            if s == event["security"] and e != event["event_id"]]

        def observation(day):
            t = zero + day
            if not 0 <= t < len(dates) or span[t] == 0:
                return None
            n = int(span[t])
            y = value[t]
            if excess:
                y -= over_span(factors["rf"].to_numpy(), t, n, kind, "rf")
            if names is None:
                y -= over_span(factors["mkt"].to_numpy(), t, n, kind, "mkt")
                return y, np.zeros(0), n
            x = [float(n)]
            for factor in names:
                column = factors[factor].to_numpy()
                if factor == "mkt" and excess:
                    column = column - factors["rf"].to_numpy()
                x.append(over_span(column, t, n, kind, factor))
            return y, np.array(x), n

        sample = {d: observation(d) for d in ESTIMATION
                  if not any(abs(zero + d - o) <= 5 for o in others)}
        sample = {d: o for d, o in sample.items() if o is not None}
        root = {d: math.sqrt(o[2]) for d, o in sample.items()}
        y = np.array([o[0] / root[d] for d, o in sample.items()])
        if names is None:
            k = 1 if name == "adjusted_centered" else 0
            spans = np.array([root[d] for d in sample])
            level = (y @ spans) / (spans @ spans) if k else 0.0
            residuals = y
            s2 = float(((y - level * spans) ** 2).sum()) / (len(y) - k)
            gram, theta = np.zeros((0, 0)), np.zeros(0)
        else:
            x = np.array([o[1] / root[d] for d, o in sample.items()])
            q, r = np.linalg.qr(x)
            theta = np.linalg.solve(r, q.T @ y)
            inverse = np.linalg.inv(r)
            gram, k = inverse @ inverse.T, x.shape[1]
            residuals = y - x @ theta
            s2 = float((residuals ** 2).sum()) / (len(y) - k)
        after = {d: observation(d) for d in EVENT}
        ar, sar, spans, var, xs = {}, {}, {}, {}, {}
        for d, o in after.items():
            if o is None:
                continue
            ar[d], spans[d], xs[d] = o[0] - o[1] @ theta, o[2], o[1]
            var[d] = s2 * (o[2] + o[1] @ gram @ o[1])
            sar[d] = ar[d] / math.sqrt(var[d])
        windows = []
        for first, last in WINDOWS:
            valid = [d for d in range(first, last + 1) if d in ar]
            if not valid:
                windows.append((math.nan, math.nan, 0))
                continue
            g = sum(xs[d] for d in valid)
            total = sum(spans[d] for d in valid)
            windows.append((sum(ar[d] for d in valid), s2 * (total + g @ gram @ g), len(valid)))
        rows.append(dict(
            id=event["event_id"], security=event["security"], industry=event["industry"], zero=zero, s2=s2,
            df=len(y) - k, residuals=dict(zip(sample, residuals)), ar=ar, sar=sar, spans=spans, var=var,
            windows=windows))
    return rows, dates


def check(config, rows, expected):
    """Every abnormal return, variance and window against the independent implementation."""
    ar = expected["ar"][expected["ar"]["config"] == config]
    worst, seen = 0.0, 0
    by_id = {row["id"]: row for row in rows}
    for _, line in ar.iterrows():
        row = by_id[line["event_id"]]
        day = int(line["rel"])
        if math.isnan(line["ar"]):
            assert day not in row["ar"], (config, line)
            continue
        for key, column in (("ar", "ar"), ("var", "var_ar"), ("sar", "sar")):
            worst = max(worst, abs(row[key][day] / line[column] - 1) if line[column] else 0)
        assert row["spans"][day] == line["span"]
        seen += 1
    assert seen == sum(len(row["ar"]) for row in rows), config
    car = expected["car"][expected["car"]["config"] == config]
    for _, line in car.iterrows():
        label = line["window"].strip("[]").split(";")
        value, variance, days = by_id[line["event_id"]]["windows"][WINDOWS.index((int(label[0]), int(label[1])))]
        assert days == (0 if math.isnan(line["car"]) else line["n_days"]), line
        if days:
            worst = max(worst, abs(value / line["car"] - 1), abs(variance / line["var_car"] - 1))
    assert worst < 1e-9, (config, worst)
    print(config, "agrees to", worst)


def number(value):
    return "" if value is None or math.isnan(value) else repr(float(value))


def write(folder, config, rows, dates):
    """quantity,event,first,values...: one line a row of a panel, days from `first` on; session dates are indexes."""
    with open(f"{folder}/panel_{config}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["quantity", "event", "values"])
        for row in rows:
            put = lambda quantity, values: writer.writerow([quantity, row["id"], " ".join(v or "-" for v in values)])
            put("fit", [row["security"], row["industry"], str(row["zero"]), number(row["s2"]), str(row["df"])])
            put("residuals", [number(row["residuals"].get(d)) if d in row["residuals"] else "" for d in ESTIMATION])
            for quantity in ("ar", "sar", "spans"):
                put(quantity, [number(row[quantity][d]) if d in row[quantity] else "" for d in EVENT])
            for (first, last), (value, variance, days) in zip(WINDOWS, row["windows"]):
                put(f"window[{first};{last}]", [number(value), number(variance), str(days)])


def load(data_folder, expected_folder):
    factors = pd.read_csv(f"{data_folder}/factors.csv")
    table = pd.read_csv(f"{data_folder}/prices.csv").pivot(index="date", columns="security", values="close")
    prices = table.reindex(factors["date"])
    events = pd.read_csv(f"{data_folder}/events.csv")
    expected = {n: pd.read_csv(f"{expected_folder}/{n}.csv") for n in ("ar", "car", "tests")}
    return (factors, prices, events), expected


def main():
    data_folder, expected_folder, folder = sys.argv[1:4]
    data, expected = load(data_folder, expected_folder)
    for config in sys.argv[4:]:
        rows, dates = panel(config, data)
        check(config, rows, expected)
        write(folder, config, rows, dates)


if __name__ == "__main__":
    main()
