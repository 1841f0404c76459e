"""Oracle values for the robust fits of CoreStatistics: Theil-Sen, least absolute deviations, Huber.

Run:  python3 Scripts/oracles/robust_fits.py Tests/Fixtures/Oracles/robust-fits
Theil-Sen by scipy.stats.theilslopes (method "joint"), Huber by statsmodels' RLM run to 1e-14, least absolute deviations by trying
the line through every pair of points, which is checked against scipy's linear program (HiGHS) and statsmodels' QuantReg.
"""
import csv
import sys

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats

folder = sys.argv[1]


def samples(generator):
    """Columns c (1 or the square root of a span), x, y."""
    def returns(n, degrees, beta):
        x = generator.normal(0.0004, 0.01, n)
        return x, 0.0005 + beta * x + 0.015 * generator.standard_t(degrees, n)

    for name, n, degrees in (("normal-61", 61, 200), ("heavy-tails-250", 250, 2.5), ("small-9", 9, 5)):
        x, y = returns(n, degrees, 1.1)
        yield name, np.ones(n), x, y
    x, y = returns(120, 4, 0.8)
    spans = generator.choice([1, 1, 1, 1, 2, 3, 7], 120)
    yield "spans-120", np.sqrt(spans), x * np.sqrt(spans), y * np.sqrt(spans)
    x, y = returns(80, 4, 0.2)
    yield "ties-80", np.ones(80), x.round(3), y.round(2)
    x, y = returns(60, 4, 0.2)
    y[generator.permutation(60)[:27]] = 0.0
    yield "many-zeros-60", np.ones(60), x, y


def every_vertex(c, x, y):
    """Objective, level and slope of the best lines through two points."""
    best = []
    for i in range(len(y)):
        for j in range(i + 1, len(y)):
            determinant = c[i] * x[j] - c[j] * x[i]
            if abs(determinant) < 1e-15:
                continue
            a = (y[i] * x[j] - y[j] * x[i]) / determinant
            b = (c[i] * y[j] - c[j] * y[i]) / determinant
            best.append((np.abs(y - a * c - b * x).sum(), a, b))
    least = min(best)[0]
    return least, [v for v in best if v[0] <= least * (1 + 1e-13)]


def by_linear_program(c, x, y):
    n = len(y)
    equality = np.column_stack([c, x, np.eye(n), -np.eye(n)])
    cost = np.r_[0, 0, np.ones(2 * n)]
    bounds = [(None, None)] * 2 + [(0, None)] * (2 * n)
    return optimize.linprog(cost, A_eq=equality, b_eq=y, bounds=bounds, method="highs").fun


data, rows = [], []
for name, c, x, y in samples(np.random.default_rng(23)):
    data += [[name, float(u), float(v), float(w)] for u, v, w in zip(c, x, y)]
    if np.all(c == 1):
        theil = stats.theilslopes(y, x, method="joint")
        rows += [[name, "theil-slope", theil.slope], [name, "theil-intercept", theil.intercept]]
    objective, vertices = every_vertex(c, x, y)
    assert abs(by_linear_program(c, x, y) / objective - 1) < 1e-9, name
    quantile = sm.QuantReg(y, np.column_stack([c, x])).fit(q=0.5)
    assert np.abs(quantile.resid).sum() >= objective * (1 - 1e-12), name
    rows += [[name, "lad-objective", objective]]
    if np.ptp([v[1] for v in vertices]) < 1e-12 and np.ptp([v[2] for v in vertices]) < 1e-12:
        rows += [[name, "lad-level", vertices[0][1]], [name, "lad-slope", vertices[0][2]]]
    huber = sm.RLM(y, np.column_stack([c, x]), M=sm.robust.norms.HuberT(1.345)).fit(maxiter=5000, tol=1e-14, conv="coefs")
    if huber.scale > 0:
        rows += [[name, "huber-level", huber.params[0]], [name, "huber-slope", huber.params[1]], [name, "huber-scale", huber.scale]]

for file, header, table in (("data.csv", ["sample", "c", "x", "y"], data), ("fits.csv", ["sample", "quantity", "value"], rows)):
    with open(f"{folder}/{file}", "w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[repr(float(v)) if isinstance(v, float) else v for v in row] for row in table])
