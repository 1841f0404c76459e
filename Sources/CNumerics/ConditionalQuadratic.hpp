#pragma once

#include "ConditionalRecursion.hpp"

// logL of GARCH and GJR, whose state is h itself. `theta` is the mean coefficients, omega, alpha, beta, gamma.

namespace conditional {

/// logL, and its gradient with `differentiate`.
template <es_variance_kind kind, int columns, bool differentiate>
double quadratic_likelihood(const Sample &sample, const double *theta, const Outputs &outputs) {
  constexpr int parameters = columns + variance_parameters(kind);
  constexpr bool asymmetric = kind == ES_VARIANCE_GJR;
  const double *p = theta + columns;
  const double omega = p[0], alpha = p[1], beta = p[2], gamma = asymmetric ? p[3] : 0;
  const double weight = alpha + gamma / 2 + beta;
  const Presample<columns, double> v(sample, theta, differentiate, false);
  double h = omega + weight * v.value, d[most], total[most] = {};
  for (int k = 0; k < columns; ++k) d[k] = weight * v.slope[k];
  d[columns] = 1, d[columns + 1] = d[columns + 2] = v.value;
  if constexpr (asymmetric) d[columns + 3] = v.value / 2;

  LogProduct<double> variances;
  double squares = 0, least = h;
  for (size_t t = 0; t < sample.count; ++t) {
    const double e = sample.residual<columns>(t, theta), square = e * e, inverse = 1 / h, ratio = square * inverse;
    const double fall = asymmetric && e < 0 ? square : 0, slope = asymmetric && e < 0 ? alpha + gamma : alpha;
    if (outputs.variances) outputs.variances[t] = h;
    squares += ratio;
    variances.multiply(h);
    if constexpr (differentiate) {
      const double by_variance = 0.5 * (ratio - 1) * inverse, by_residual = e * inverse, moved = -2 * slope * e;
      for (int k = 0; k < parameters; ++k) {
        const double score =
            k < columns ? by_variance * d[k] + by_residual * sample.column(k)[t] : by_variance * d[k];
        total[k] += score;
        if (outputs.scores) outputs.scores[static_cast<size_t>(k) * sample.count + t] = score;
      }
      for (int k = 0; k < parameters; ++k) d[k] *= beta;
      for (int k = 0; k < columns; ++k) d[k] += moved * sample.column(k)[t];
      d[columns] += 1;
      d[columns + 1] += square;
      d[columns + 2] += h;
      if constexpr (asymmetric) d[columns + 3] += fall;
    }
    h = omega + slope * square + beta * h;
    least = h < least ? h : least;
  }
  const double result = -0.5 * (static_cast<double>(sample.count) * log_two_pi + variances.logarithm() + squares);
  if constexpr (differentiate)
    for (int k = 0; k < parameters; ++k) outputs.gradient[k] = total[k];
  return least > 0 && std::isfinite(result) ? result : impossible;
}

}  // namespace conditional
