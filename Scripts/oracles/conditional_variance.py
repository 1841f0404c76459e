"""Simulated market-model returns with the maxima that Python's arch finds: what the GARCH models are compared with.

usage: conditional_variance.py SERIES SEED FOLDER

Writes FOLDER/series.csv (series,kind,y,x: percent returns of a security and its benchmark, 250 a series) and FOLDER/arch.csv
(series, model, arch's convergence flag, parameters by name, arch's own log-likelihood, which is from another presample).
Needs conditional-variance-requirements.txt. The series have GARCH errors, independent normal errors, GARCH errors with t(5)
shocks, and GJR errors, in turn.
"""

import csv
import os
import sys
import warnings

import numpy as np
from arch import arch_model

DAYS, BURN = 250, 250
KINDS = ["garch", "independent", "garch-t5", "gjr"]
MODELS = {"garch": dict(vol="GARCH", o=0), "gjr-garch": dict(vol="GARCH", o=1), "egarch": dict(vol="EGARCH", o=1)}


def simulate(generator, kind):
    alpha = generator.uniform(0.02, 0.17)
    beta = (0.98 - alpha) * generator.uniform(0.5, 1.0)
    gamma = 0.0
    if kind == "independent":
        alpha = beta = 0.0
    if kind == "gjr":
        gamma = 0.1
        beta = min(beta, 0.92 - alpha)
    shocks = generator.standard_normal(DAYS + BURN)
    if kind == "garch-t5":
        shocks = generator.standard_t(5, DAYS + BURN) / np.sqrt(5 / 3)
    level = generator.uniform(1.0, 9.0)
    errors = np.zeros(DAYS + BURN)
    variance, last = level, 0.0
    for day, shock in enumerate(shocks):
        weight = alpha + (gamma if last < 0 else 0.0)
        variance = level * (1 - alpha - beta - gamma / 2) + weight * last**2 + beta * variance
        last = errors[day] = np.sqrt(variance) * shock
    market = 0.03 + generator.standard_normal(DAYS)
    return 0.05 + generator.uniform(0.4, 1.8) * market + errors[BURN:], market


def fit(y, x, options):
    """arch's least-squares mean with one exogenous column and this variance, fitted with its own defaults."""
    model = arch_model(y, x[:, None], mean="LS", p=1, q=1, dist="normal", rescale=False, **options)
    result = model.fit(disp="off", show_warning=False)
    return result.convergence_flag, list(result.params), result.loglikelihood


def main():
    count, seed, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    warnings.simplefilter("ignore")
    os.makedirs(folder, exist_ok=True)
    generator = np.random.default_rng(seed)
    with open(f"{folder}/series.csv", "w", newline="") as data, open(f"{folder}/arch.csv", "w", newline="") as fits:
        data, fits = csv.writer(data, lineterminator="\n"), csv.writer(fits, lineterminator="\n")
        data.writerow(["series", "kind", "y", "x"])
        fits.writerow(["series", "model", "flag", "constant", "slope", "omega", "alpha", "beta", "gamma", "loglik"])
        for series in range(count):
            kind = KINDS[series % 4]
            y, x = (np.round(values, 4) for values in simulate(generator, kind))
            data.writerows([series, kind, *pair] for pair in zip(y.tolist(), x.tolist()))
            for name, options in MODELS.items():
                flag, parameters, loglik = fit(y, x, options)
                constant, slope, omega, alpha, *rest = map(float, parameters)
                beta, gamma = (rest[0], 0.0) if name == "garch" else (rest[1], rest[0])
                fits.writerow([series, name, flag, constant, slope, omega, alpha, beta, gamma, float(loglik)])


if __name__ == "__main__":
    main()
