"""Standard errors of GARCH models recomputed in 40-digit arithmetic at the parameters of a report.

usage: conditional_errors.py STUDY REPORT

The Hessian of the log-likelihood and the scores of its terms are taken by central differences with mpmath, where steps of
1e-12 lose nothing; the presample (METHODS 3.5) moves with the parameters unless it is a backcast. Prints for each fit the gradient's length in
standard errors, which is 0 at a maximum, and the largest relative difference of the two kinds of standard error.
"""

import pathlib
import sys
import warnings

import mpmath

from random_studies import given_parameters
from reference_study import ReferenceStudy
from study_inputs import Study

mpmath.mp.dps = 40
STEP = mpmath.mpf(10) ** -12


def terms(kind, y, x, theta, presample):
    """The log-likelihood's terms; theta = alpha, beta, omega, alpha1, beta1 and gamma, in percent."""
    mean, omega, a, b = theta[:2], theta[2], theta[3], theta[4]
    gamma = theta[5] if len(theta) > 5 else 0
    e = [v - mean[0] * row[0] - mean[1] * row[1] for v, row in zip(y, x)]
    presample = presample or sum(v * v for v in e) / len(e)
    root = mpmath.sqrt(2 / mpmath.pi)
    if kind == "egarch":
        u = omega + b * mpmath.log(presample)
    else:
        h = omega + (a + b + gamma / 2) * presample
    result = []
    for v in e:
        if kind == "egarch":
            h = mpmath.exp(u)
        result.append(-(mpmath.log(2 * mpmath.pi) + mpmath.log(h) + v * v / h) / 2)
        if kind == "egarch":
            z = v / mpmath.sqrt(h)
            u = omega + a * (abs(z) - root) + gamma * z + b * u
        else:
            h = omega + (a + (gamma if v < 0 else 0)) * v * v + b * h
    return result


def covariances(kind, y, x, theta, presample):
    """(H^-1, H^-1 S H^-1, gradient) with S the outer product of the scores."""
    count = len(theta)

    def moved(*steps):
        point = list(theta)
        for k, sign in steps:
            point[k] += sign * STEP
        return terms(kind, y, x, point, presample)

    scores = [[(u - d) / (2 * STEP) for u, d in zip(moved((k, 1)), moved((k, -1)))] for k in range(count)]
    hessian = mpmath.matrix(count)
    for i in range(count):
        for j in range(i + 1):
            corners = [sum(moved((i, s), (j, t))) * s * t for s in (1, -1) for t in (1, -1)]
            hessian[i, j] = hessian[j, i] = -sum(corners) / (4 * STEP**2)
    outer = mpmath.matrix(count)
    for i in range(count):
        for j in range(count):
            outer[i, j] = sum(u * v for u, v in zip(scores[i], scores[j]))
    inverse = hessian**-1
    return inverse, inverse * outer * inverse, [sum(column) for column in scores]


def main():
    folder, report = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    warnings.simplefilter("ignore")
    given = given_parameters(report / "models.csv")
    worst = 0.0
    reference = ReferenceStudy(Study(folder, given_parameters=given))
    for event in reference.used():
        for model, fit in event.fits.items():
            if not getattr(fit, "is_conditional", False):
                continue
            names = [name for name, _, _ in fit.parameters]
            units = [100] + [1] * (len(names) - 1)
            theta = [mpmath.mpf(fit.stated[name][0]) * unit for name, unit in zip(names, units)]
            number = lambda values: [mpmath.mpf(float(v)) for v in values]
            y, x = number(100 * fit.y), [(mpmath.mpf(float(r)), 100 * mpmath.mpf(float(m))) for r, m in fit.x]
            plain, robust, gradient = covariances(model.id, y, x, theta, fit.presample)
            roots = lambda matrix: [float(mpmath.sqrt(matrix[k, k])) / units[k] for k in range(len(names))]
            errors = [abs(fit.stated[name][1] / value - 1) for name, value in zip(names, roots(plain))]
            errors += [abs(fit.stated["robust_" + name][1] / value - 1) for name, value in zip(names, roots(robust))]
            slope = max(abs(float(g)) * u * e for g, u, e in zip(gradient, units, roots(plain)))
            print(f"{event.id} {model.id}: gradient {slope:.1e}, standard errors within {max(errors):.1e}")
            worst = max(worst, max(errors)) if model.id != "egarch" or slope < 1e-3 else worst
    print(f"largest relative difference {worst:.1e}")
    sys.exit(1 if worst > 1e-5 else 0)


if __name__ == "__main__":
    main()
