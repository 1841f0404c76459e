"""Oracle values for CoreStatistics: distributions, moments, ranks, least squares, the random generator.

Run:  python3 Scripts/oracles/core_statistics.py Tests/Fixtures/Oracles/core-statistics
Needs numpy, scipy, statsmodels, mpmath. Distributions come from mpmath at 50 digits where it has them, so that the tails
are known to the last digit; the rest from scipy and statsmodels.
"""
import csv
import sys

import mpmath as mp
import numpy as np
import scipy.stats as st
import statsmodels.api as sm

mp.mp.dps = 50
folder = sys.argv[1]


def write(name, header, rows):
    with open(f"{folder}/{name}", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[repr(float(x)) if isinstance(x, (float, mp.mpf)) else x for x in row] for row in rows])


def t_upper(x, df):
    x, df = mp.mpf(x), mp.mpf(df)
    half = mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + x * x), regularized=True) / 2
    return half if x >= 0 else 1 - half


def chi2_upper(x, df):
    return mp.gammainc(mp.mpf(df) / 2, mp.mpf(x) / 2, mp.inf, regularized=True)


def f_upper(x, a, b):
    x, a, b = mp.mpf(x), mp.mpf(a), mp.mpf(b)
    return mp.betainc(b / 2, a / 2, 0, b / (b + a * x), regularized=True)


def binomial_upper(k, n, p):
    """P(X > k)"""
    p = mp.mpf(p)
    return mp.fsum(mp.binomial(n, j) * p**j * (1 - p) ** (n - j) for j in range(k + 1, n + 1))


def distributions():
    rows = []
    for x in (-38.0, -12.3, -3.0, -0.7, 0.0, 0.3, 2.2, 6.5, 25.0, 33.3, 37.5):
        rows.append(["normal-upper", x, "", "", mp.erfc(mp.mpf(x) / mp.sqrt(2)) / 2])
    for df in (0.7, 1.5, 4.25, 17.3, 247.6, 5000.5):
        for x in (-2.5, 0.01, 0.9, 3.3, 21.0, 60.0):
            rows.append(["t-upper", x, df, "", t_upper(x, df)])
    for df, x in ((1, 0.02), (1, 30.0), (3.5, 2.0), (12, 90.0), (250, 180.0), (250, 420.0)):
        rows.append(["chi-squared-upper", x, df, "", chi2_upper(x, df)])
        rows.append(["chi-squared-lower", x, df, "", 1 - chi2_upper(x, df)])
    for a, b, x in ((1, 7, 0.1), (3, 12.5, 4.0), (20, 230, 1.7), (20, 230, 9.0), (200, 45, 2.0)):
        rows.append(["f-upper", x, a, b, f_upper(x, a, b)])
        rows.append(["f-lower", x, a, b, 1 - f_upper(x, a, b)])
    for n, p, k in ((1, 0.5, 0), (14, 0.5, 9), (40, 0.47, 33), (500, 0.51, 300), (500, 0.02, 0)):
        rows.append(["binomial-upper", k, n, p, binomial_upper(k, n, p)])
        rows.append(["binomial-lower", k, n, p, 1 - binomial_upper(k, n, p)])
    for n, p, k in ((16, 0.48, 3), (16, 0.5, 8), (50, 0.31, 25), (333, 0.49, 130), (7, 0.0, 0), (9, 0.9, 4)):
        rows.append(["binomial-two-sided", k, n, p, st.binomtest(k, n, p).pvalue])
    for q in (1e-12, 0.001, 0.025, 0.3, 0.5, 0.975, 0.9999):
        rows.append(["normal-quantile", q, "", "", mp.findroot(lambda z: mp.ncdf(z) - q, st.norm.ppf(q))])
        for df in (3.0, 30.5, 188.0):
            start = st.t.ppf(q, df)
            root = mp.mpf(0) if q == 0.5 else mp.findroot(lambda z: 1 - t_upper(z, df) - mp.mpf(q), start)
            rows.append(["t-quantile", q, df, "", root])
    write("distributions.csv", ["function", "x", "parameter1", "parameter2", "value"], rows)


def samples(generator):
    """Samples with and without ties, zeros and skewness."""
    yield "normal", generator.normal(0.001, 0.02, 31)
    yield "lognormal", generator.lognormal(0, 0.8, 24)
    yield "ties", np.round(generator.normal(0, 0.02, 40), 2)
    yield "pair", np.array([0.01, -0.03])
    yield "large-level", 1e6 + generator.normal(0, 1, 50)


def moments_and_ranks(generator):
    values, summary = [], []
    for name, x in samples(generator):
        for value, rank in zip(x, st.rankdata(x)):
            values.append([name, float(value), float(rank)])
        n, deviation = len(x), x.std(ddof=1)
        exact = [mp.mpf(float(v)) for v in x]
        mean = mp.fsum(exact) / n
        sd = mp.sqrt(mp.fsum((v - mean) ** 2 for v in exact) / (n - 1))
        cubes = mp.fsum((v - mean) ** 3 for v in exact)
        summary.append([name, "mean", mean])
        summary.append([name, "sd", sd])
        summary.append([name, "johnson", cubes / (n * sd**3)])
        if n > 2:
            summary.append([name, "adjusted", mp.mpf(n) / ((n - 1) * (n - 2)) * cubes / sd**3])
            assert abs(float(summary[-1][2]) - st.skew(x, bias=False)) < 1e-9
        summary.append([name, "median", float(np.median(x))])
        assert abs(float(sd) / deviation - 1) < 1e-9
    write("sample_values.csv", ["sample", "value", "rank"], values)
    write("sample_moments.csv", ["sample", "quantity", "value"], summary)


def signed_ranks():
    rows = []
    for n in (1, 2, 5, 14, 33, 50):
        for w in sorted({0, 1, n, n * (n + 1) // 4, n * (n + 1) // 3, n * (n + 1) // 2}):
            if w > n * (n + 1) // 2:
                continue
            counts = [1]
            for rank in range(1, n + 1):  # whole-number polynomial product, exact in Python
                longer = counts + [0] * rank
                for s, c in enumerate(counts):
                    longer[s + rank] += c
                counts = longer
            rows.append([n, w, mp.mpf(sum(counts[: w + 1])) / 2**n, mp.mpf(sum(counts[w:])) / 2**n])
    write("signed_rank.csv", ["n", "w", "lower", "upper_including"], rows)


def least_squares(generator):
    rows, design = [], []
    for name, k, n in (("mean", 1, 60), ("market", 2, 250), ("spans", 2, 121), ("three", 4, 250), ("five", 6, 90)):
        x = np.column_stack([np.ones(n)] + [generator.normal(0.0004, 0.01 / (j + 1), n) for j in range(k - 1)])
        if name == "spans":
            span = generator.integers(1, 5, n)
            x = x * np.sqrt(span)[:, None]
        y = x @ generator.normal(0, 1, k) * 0.5 + generator.normal(0, 0.02, n)
        fit = sm.OLS(y, x).fit(method="qr")
        for row in range(n):
            design.append([name, float(y[row])] + [float(v) for v in x[row]] + [""] * (6 - k))
        for j in range(k):
            rows.append([name, f"b{j}", fit.params[j]])
        for i in range(k):
            for j in range(k):
                rows.append([name, f"g{i}{j}", fit.normalized_cov_params[i, j]])
        rows.append([name, "ssr", fit.ssr])
    write("least_squares_data.csv", ["fit", "y"] + [f"x{j}" for j in range(6)], design)
    write("least_squares.csv", ["fit", "quantity", "value"], rows)


def random_numbers():
    mask, rows = (1 << 64) - 1, []
    for seed in (0, 1, 20191007, mask):
        state, draws = seed, []
        for _ in range(6):
            state = (state + 0x9E3779B97F4A7C15) & mask
            z = state
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
            draws.append(z ^ (z >> 31))
        uniform = [(d >> 11) * 2.0**-53 for d in draws]
        for i, draw in enumerate(draws):
            radius = mp.sqrt(-2 * mp.log(1 - mp.mpf(uniform[i - i % 2])))
            angle = 2 * mp.pi * mp.mpf(uniform[i - i % 2 + 1])
            normal = radius * (mp.cos(angle) if i % 2 == 0 else mp.sin(angle))
            rows.append([str(seed), str(draw), uniform[i], int(uniform[i] * 16), normal])
    write("random_stream.csv", ["seed", "bits", "uniform", "index16", "normal"], rows)


distributions()
moments_and_ranks(np.random.default_rng(7))
signed_ranks()
least_squares(np.random.default_rng(11))
random_numbers()
