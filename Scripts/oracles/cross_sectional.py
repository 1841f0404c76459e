"""Oracle values for cross-sectional regressions and for differences between two groups (METHODS 5.19, 5.25).

Run:  PYTHON Scripts/oracles/cross_sectional.py Tests/Fixtures/Oracles/cross-sectional
PYTHON is what Scripts/internal/python-environment Scripts/oracles/oracle-requirements.txt prints.

Regressions come from statsmodels (OLS, WLS; covariance types nonrobust, HC0 to HC3, cluster with one and two ways),
differences from scipy (ttest_ind with unequal variances, mannwhitneyu exact and asymptotic without continuity
correction). The data are simulated from a fixed seed; nothing here is market data.
"""
import csv
import sys

import numpy as np
import statsmodels.api as sm
from scipy import stats

FOLDER = sys.argv[1]
COUNT = 60
LEVELS = {"industry": ["banks", "energy", "retail", "tech"], "country": ["CA", "DE", "US"]}


def write(name, header, rows):
    with open(f"{FOLDER}/{name}", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[repr(float(x)) if isinstance(x, float) else x for x in row] for row in rows])


def make_data():
    random = np.random.default_rng(20191007)
    data = {
        "size": np.round(random.normal(8, 2, COUNT), 4),
        "leverage": np.round(random.uniform(0, 1, COUNT), 4),
        "industry": random.choice(LEVELS["industry"], COUNT),
        "country": random.choice(LEVELS["country"], COUNT, p=[0.2, 0.3, 0.5]),
        "date": random.integers(0, 9, COUNT),
        "weight": np.round(random.uniform(0.5, 3, COUNT), 3),
    }
    shock = random.normal(0, 0.01, 9)[data["date"]]
    noise = random.normal(0, 1, COUNT) * 0.01 * (1 + data["leverage"])
    data["variance"] = np.round(0.0001 * (1 + data["leverage"]) ** 2, 9)
    data["car"] = np.round(0.02 - 0.002 * data["size"] + 0.01 * (data["industry"] == "tech") + shock + noise, 7)
    return data


def design(data, regressors, intercept):
    names, columns = (["intercept"], [np.ones(len(data["car"]))]) if intercept else ([], [])
    for name in regressors:
        if name in LEVELS:
            for level in LEVELS[name][1:]:
                names.append(f"{name}={level}")
                columns.append((data[name] == level).astype(float))
        else:
            names.append(name)
            columns.append(data[name])
    return names, np.column_stack(columns)


CASES = [
    # name, regressors, intercept, weights, errors, clusters
    ("constant", [], True, "none", "hc3", []),
    ("one", ["size"], True, "none", "hc3", []),
    ("classical", ["size", "leverage"], True, "none", "classical", []),
    ("hc0", ["size", "leverage", "industry"], True, "none", "hc0", []),
    ("hc1", ["size", "leverage", "industry"], True, "none", "hc1", []),
    ("hc2", ["size", "leverage", "industry"], True, "none", "hc2", []),
    ("hc3", ["size", "leverage", "industry"], True, "none", "hc3", []),
    ("no-intercept", ["size", "leverage"], False, "none", "hc3", []),
    ("wls-hc3", ["size", "industry"], True, "variance", "hc3", []),
    ("wls-classical", ["size", "leverage"], True, "weight", "classical", []),
    ("by-date", ["size", "leverage"], True, "none", "cluster", ["date"]),
    ("by-industry", ["size"], True, "none", "cluster", ["industry"]),
    ("wls-by-date", ["size", "leverage"], True, "variance", "cluster", ["date"]),
    ("two-way", ["size", "leverage"], True, "none", "cluster", ["date", "industry"]),
    # More slopes than degrees of freedom: F(3, 2) exists, with clusters it does not.
    ("few-classical", ["size", "leverage", "weight"], True, "none", "classical", [], 6),
    ("few-hc3", ["size", "leverage", "weight"], True, "none", "hc3", [], 6),
    ("few-clusters", ["size", "leverage", "weight"], True, "none", "cluster", ["country"]),
]


def events(case):
    """The first so many events take part."""
    return case[6] if len(case) > 6 else COUNT


def fit(data, case):
    name, regressors, intercept, weights, errors, clusters = case[:6]
    data = {column: values[:events(case)] for column, values in data.items()}
    names, matrix = design(data, regressors, intercept)
    if weights == "none":
        model = sm.OLS(data["car"], matrix, hasconst=intercept)
    else:
        given = 1 / data["variance"] if weights == "variance" else data["weight"]
        model = sm.WLS(data["car"], matrix, weights=given, hasconst=intercept)
    kind = {"classical": "nonrobust", "cluster": "cluster"}.get(errors, errors.upper())
    options = {}
    if clusters:
        codes = [np.unique(data[column], return_inverse=True)[1] for column in clusters]
        options = {"groups": codes[0] if len(codes) == 1 else np.column_stack(codes), "df_correction": True}
    result = model.fit(cov_type=kind, cov_kwds=options, use_t=True)
    return names, result, clusters


def degrees(data, result, clusters):
    """With clusters t has G-1 degrees of freedom, the smaller G of two ways (Cameron, Gelbach and Miller 2011)."""
    if not clusters:
        return float(result.df_resid)
    return float(min(len(np.unique(data[column])) for column in clusters) - 1)


def regressions(data):
    rows, joints = [], []
    for case in CASES:
        names, result, clusters = fit(data, case)
        df = degrees(data, result, clusters)
        critical = stats.t.ppf(0.975, df)
        for index, term in enumerate(names):
            estimate, error = float(result.params[index]), float(result.bse[index])
            t = estimate / error
            rows.append([case[0], term, estimate, error, t, df, 2 * float(stats.t.sf(abs(t), df)),
                         estimate - critical * error, estimate + critical * error, float(result.rsquared)])
        first = 1 if case[2] else 0
        count = len(names) - first
        if count > 0 and (df >= count or not clusters):
            slopes = result.params[first:]
            f = float(slopes @ np.linalg.solve(result.cov_params()[first:, first:], slopes) / count)
            joints.append([case[0], f, float(count), df, float(stats.f.sf(f, count, df))])
    write("terms.csv", ["case", "term", "estimate", "standard_error", "t", "df", "p", "lower", "upper", "r_squared"], rows)
    write("joint.csv", ["case", "f", "df1", "df2", "p"], joints)
    write("cases.csv", ["case", "on", "intercept", "weights", "errors", "clusters", "events"],
          [[c[0], " ".join(c[1]), str(c[2]).lower(), c[3], c[4], " ".join(c[5]), str(events(c))] for c in CASES])


def differences(data):
    random = np.random.default_rng(7)
    samples = {
        "two-each": ([0.01, -0.02], [0.03, 0.05]),
        "five-three": (list(np.round(random.normal(0.01, 0.02, 5), 6)), list(np.round(random.normal(0, 0.05, 3), 6))),
        "one-against-six": ([0.013], list(np.round(random.normal(0, 0.05, 6), 6))),
        "twenty-five-each": (list(np.round(random.normal(0.01, 0.02, 25), 6)),
                             list(np.round(random.normal(0, 0.03, 25), 6))),
        "thirty-forty": (list(np.round(random.normal(0.01, 0.02, 30), 6)), list(np.round(random.normal(0, 0.03, 40), 6))),
        "ties": (list(np.round(random.normal(0.01, 0.02, 12), 2)), list(np.round(random.normal(0, 0.02, 9), 2))),
        "constant-against-varied": ([0.01, 0.01, 0.01], [0.0, 0.02, 0.035]),
    }
    rows, values = [], []
    for name, (first, second) in samples.items():
        for side, numbers in (("a", first), ("b", second)):
            values += [[name, side, float(x)] for x in numbers]
        if min(len(first), len(second)) >= 2:
            for tail in ("two-sided", "greater", "less"):
                result = stats.ttest_ind(first, second, equal_var=False, alternative=tail)
                rows.append([name, "difference-t", tail, float(result.statistic), float(result.df), float(result.pvalue)])
        together = first + second
        exact = len(set(together)) == len(together) and len(together) <= 50
        for tail in ("two-sided", "greater", "less"):
            result = stats.mannwhitneyu(first, second, alternative=tail, use_continuity=False,
                                        method="exact" if exact else "asymptotic")
            rows.append([name, "difference-rank-sum", tail, float(result.statistic), "", float(result.pvalue)])
    write("difference_values.csv", ["sample", "side", "car"], values)
    write("differences.csv", ["sample", "test", "alternative", "statistic", "df", "p"], rows)


def main():
    data = make_data()
    names = list(data)
    write("data.csv", names, [[data[name][i].item() for name in names] for i in range(COUNT)])
    regressions(data)
    differences(data)


main()
