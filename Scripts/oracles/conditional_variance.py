"""Simulated market-model returns with the maxima that Python's arch finds: what the GARCH models are compared with.

usage: conditional_variance.py SERIES SEED FOLDER

Writes FOLDER/series.csv (series,kind,y,x: percent returns of a security and its benchmark, 250 a series) and FOLDER/arch.csv
(series, model, start, arch's convergence flag, parameters by name, arch's log-likelihood). Needs
conditional-variance-requirements.txt.

arch is run five times on each series and model, and what it finds best is the bar. `default` is arch as it comes, with its
own presample; its log-likelihood is not comparable with the others. The rest have the mean squared least-squares residual as
presample, which is that of METHODS 3.5 but for the mean that moves, and arch's own starting values (`presample`) or one of
three others: `persistent`, `reactive` and `slow`.

The errors are, in turn: GARCH; independent normal; GARCH with t(5) shocks; GJR; independent t(4); GARCH with a persistence of
0.995; EGARCH with a leverage effect.
"""

import csv
import os
import sys
import warnings

import numpy as np
from arch import arch_model

DAYS, BURN = 250, 250
KINDS = ["garch", "independent", "garch-t5", "gjr", "independent-t4", "near-integrated", "egarch"]
MODELS = {"garch": dict(vol="GARCH", o=0), "gjr-garch": dict(vol="GARCH", o=1), "egarch": dict(vol="EGARCH", o=1)}


# Persistence, the share of the shock in it, and the level that h tends to in units of the mean squared residual.
STARTS = {"persistent": (0.97, 0.07, 1.0), "reactive": (0.5, 0.6, 1.0), "slow": (0.998, 0.02, 3.0)}


def draw_parameters(generator, kind):
    """alpha, beta, gamma of the recursion that makes the errors; in EGARCH those of ln h."""
    alpha = generator.uniform(0.02, 0.17)
    beta = (0.98 - alpha) * generator.uniform(0.5, 1.0)
    if kind in ("independent", "independent-t4"):
        return 0.0, 0.0, 0.0
    if kind == "gjr":
        return alpha, min(beta, 0.92 - alpha), 0.1
    if kind == "near-integrated":
        return alpha, 0.995 - alpha, 0.0
    if kind == "egarch":
        return alpha, generator.uniform(0.8, 0.98), -0.1
    return alpha, beta, 0.0


def draw_shocks(generator, kind):
    if kind == "garch-t5":
        return generator.standard_t(5, DAYS + BURN) / np.sqrt(5 / 3)
    if kind == "independent-t4":
        return generator.standard_t(4, DAYS + BURN) / np.sqrt(2)
    return generator.standard_normal(DAYS + BURN)


def simulate(generator, kind):
    alpha, beta, gamma = draw_parameters(generator, kind)
    level = generator.uniform(1.0, 9.0)
    errors = np.zeros(DAYS + BURN)
    variance, last, z = level, 0.0, 0.0
    for day, shock in enumerate(draw_shocks(generator, kind)):
        if kind == "egarch":
            surprise = alpha * (abs(z) - np.sqrt(2 / np.pi)) + gamma * z if day else 0.0
            variance = np.exp((1 - beta) * np.log(level) + surprise + beta * np.log(variance))
        else:
            weight = alpha + (gamma if last < 0 else 0.0)
            variance = level * (1 - alpha - beta - gamma / 2) + weight * last**2 + beta * variance
        z = shock
        last = errors[day] = np.sqrt(variance) * shock
    market = 0.03 + generator.standard_normal(DAYS)
    return 0.05 + generator.uniform(0.4, 1.8) * market + errors[BURN:], market


def starting_values(name, start, mean, presample):
    persistence, share, level = STARTS[start]
    if name == "egarch":
        return [*mean, (1 - persistence) * np.log(level * presample), share, -0.05, persistence]
    shock = [persistence * share] if name == "garch" else [persistence * share / 2, persistence * share]
    return [*mean, (1 - persistence) * level * presample, *shock, persistence * (1 - share)]


def fits(y, x, name):
    """(start, flag, parameters, log-likelihood) of arch's least-squares mean with one regressor and this variance."""
    model = arch_model(y, x[:, None], mean="LS", p=1, q=1, dist="normal", rescale=False, **MODELS[name])
    design = np.column_stack([np.ones(len(x)), x])
    mean = np.linalg.lstsq(design, y, rcond=None)[0]
    presample = float(np.mean((y - design @ mean) ** 2))
    for start in ("default", "presample", *STARTS):
        options = {} if start == "default" else {"backcast": presample}
        if start in STARTS:
            options["starting_values"] = np.array(starting_values(name, start, mean, presample))
        result = model.fit(disp="off", show_warning=False, **options)
        yield start, result.convergence_flag, [float(value) for value in result.params], float(result.loglikelihood)


def main():
    count, seed, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    warnings.simplefilter("ignore")
    os.makedirs(folder, exist_ok=True)
    generator = np.random.default_rng(seed)
    with open(f"{folder}/series.csv", "w", newline="") as data, open(f"{folder}/arch.csv", "w", newline="") as found:
        data, found = csv.writer(data, lineterminator="\n"), csv.writer(found, lineterminator="\n")
        data.writerow(["series", "kind", "y", "x"])
        found.writerow(
            ["series", "model", "start", "flag", "constant", "slope", "omega", "alpha", "beta", "gamma", "loglik"])
        for series in range(count):
            kind = KINDS[series % len(KINDS)]
            y, x = (np.round(values, 4) for values in simulate(generator, kind))
            data.writerows([series, kind, *pair] for pair in zip(y.tolist(), x.tolist()))
            for name in MODELS:
                for start, flag, parameters, loglik in fits(y, x, name):
                    constant, slope, omega, alpha, *rest = parameters
                    beta, gamma = (rest[0], 0.0) if name == "garch" else (rest[1], rest[0])
                    found.writerow([series, name, start, flag, constant, slope, omega, alpha, beta, gamma, loglik])


if __name__ == "__main__":
    main()
