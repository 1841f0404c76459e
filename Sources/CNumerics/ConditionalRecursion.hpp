#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

#include "ConditionalVariance.h"

// logL of a conditional variance model with its gradient, one template for every model and number of mean
// columns, so that the inner loop has no index that is not known when it is compiled.

namespace conditional {

constexpr double mean_absolute_normal = 0.79788456080286535588;  // sqrt(2 / pi)
constexpr double log_two_pi = 1.83787706640934548356;
constexpr double impossible = -std::numeric_limits<double>::infinity();

/// An EGARCH filter must forget its presample: the mean of ln |d ln h_{t+1} / d ln h_t| is below this, with the sign
/// turned. Where it is not, the likelihood hangs on the presample for ever and its maxima are artifacts (Wintenberger
/// 2013, Scandinavian Journal of Statistics 40, 846-867).
constexpr double stability_margin = 1e-3;

constexpr int variance_parameters(es_variance_kind kind) { return kind == ES_VARIANCE_GARCH ? 3 : 4; }

/// The observations, and room for what every evaluation needs.
struct Sample {
  size_t count;
  const double *response;
  const double *design;
  /// `count` residuals, rewritten by each evaluation.
  double *residuals;
  /// EGARCH: |z_t| is read as signs[t] z_t, which is smooth at zero; null = |z_t| itself.
  const double *signs = nullptr;

  const double *column(int k) const { return design + static_cast<size_t>(k) * count; }
};

/// What to write beside logL; null = not wanted.
struct Outputs {
  double *gradient = nullptr;
  /// h_1 ... h_n.
  double *variances = nullptr;
  /// The derivatives of each observation's term, one column a parameter.
  double *scores = nullptr;
  /// EGARCH: the mean of ln |d ln h_{t+1} / d ln h_t|.
  double *instability = nullptr;
};

/// A product of many positive numbers as a logarithm: one `log` for sixteen factors.
class LogProduct {
 public:
  void multiply(double factor) {
    product_ *= factor;
    if (++factors_ == 16) flush();
  }
  double logarithm() {
    flush();
    return sum_;
  }

 private:
  void flush() {
    sum_ += std::log(product_);
    product_ = 1;
    factors_ = 0;
  }
  double product_ = 1, sum_ = 0;
  int factors_ = 0;
};

/// Residuals at these mean coefficients, v = mean e^2 and its derivatives.
template <int columns>
double presample(const Sample &sample, const double *mean, double *by_mean) {
  double squares = 0, products[columns + 1] = {};
  for (size_t t = 0; t < sample.count; ++t) {
    double e = sample.response[t];
    for (int k = 0; k < columns; ++k) e -= mean[k] * sample.column(k)[t];
    sample.residuals[t] = e;
    squares += e * e;
    for (int k = 0; k < columns; ++k) products[k] += e * sample.column(k)[t];
  }
  const double n = static_cast<double>(sample.count);
  for (int k = 0; k < columns; ++k) by_mean[k] = -2 * products[k] / n;
  return squares / n;
}

/// GARCH and GJR. `p` is omega, alpha, beta, gamma; h itself is the state.
template <es_variance_kind kind, int columns, bool differentiate>
double quadratic_likelihood(const Sample &sample, const double *theta, const Outputs &outputs) {
  constexpr int parameters = columns + variance_parameters(kind);
  constexpr bool asymmetric = kind == ES_VARIANCE_GJR;
  const double *p = theta + columns;
  const double omega = p[0], alpha = p[1], beta = p[2], gamma = asymmetric ? p[3] : 0;
  const double weight = alpha + gamma / 2 + beta;
  double by_mean[columns + 1], d[parameters], total[parameters] = {};
  const double v = presample<columns>(sample, theta, by_mean);
  double h = omega + weight * v;
  for (int k = 0; k < columns; ++k) d[k] = weight * by_mean[k];
  d[columns] = 1, d[columns + 1] = v, d[columns + 2] = v;
  if constexpr (asymmetric) d[columns + 3] = v / 2;

  double *const scores = differentiate ? outputs.scores : nullptr, *const written = outputs.variances;
  LogProduct variances;
  double squares = 0, least = h;
  for (size_t t = 0; t < sample.count; ++t) {
    const double e = sample.residuals[t], square = e * e, inverse = 1 / h;
    const double negative = e < 0 ? 1 : 0, slope = asymmetric ? alpha + gamma * negative : alpha;
    if (written) written[t] = h;
    squares += square * inverse;
    variances.multiply(h);
    if constexpr (differentiate) {
      const double by_variance = 0.5 * (square * inverse - 1) * inverse;
      double score[parameters];
      for (int k = 0; k < parameters; ++k) score[k] = by_variance * d[k];
      for (int k = 0; k < columns; ++k) score[k] += e * inverse * sample.column(k)[t];
      for (int k = 0; k < parameters; ++k) total[k] += score[k];
      if (scores)
        for (int k = 0; k < parameters; ++k) scores[static_cast<size_t>(k) * sample.count + t] = score[k];
      const double by_residual = -2 * slope * e;
      for (int k = 0; k < columns; ++k) d[k] = beta * d[k] + by_residual * sample.column(k)[t];
      d[columns] = beta * d[columns] + 1;
      d[columns + 1] = beta * d[columns + 1] + square;
      d[columns + 2] = beta * d[columns + 2] + h;
      if constexpr (asymmetric) d[columns + 3] = beta * d[columns + 3] + negative * square;
    }
    h = omega + slope * square + beta * h;
    least = h < least ? h : least;
  }
  const double result =
      -0.5 * (static_cast<double>(sample.count) * log_two_pi + variances.logarithm() + squares);
  if constexpr (differentiate)
    for (int k = 0; k < parameters; ++k) outputs.gradient[k] = total[k];
  return least > 0 && std::isfinite(result) ? result : impossible;
}

/// EGARCH. `p` is omega, alpha, beta, gamma; u = ln h is the state.
template <int columns, bool differentiate>
double exponential_likelihood(const Sample &sample, const double *theta, const Outputs &outputs) {
  constexpr int parameters = columns + 4;
  const double *p = theta + columns;
  const double omega = p[0], alpha = p[1], beta = p[2], gamma = p[3];
  double by_mean[columns + 1], d[parameters] = {}, total[parameters] = {};
  const double v = presample<columns>(sample, theta, by_mean);
  double u = omega + beta * std::log(v);
  for (int k = 0; k < columns; ++k) d[k] = beta * by_mean[k] / v;
  d[columns] = 1, d[columns + 2] = std::log(v);

  LogProduct carries;
  double logarithms = 0, squares = 0;
  for (size_t t = 0; t < sample.count; ++t) {
    const double root = std::exp(-0.5 * u), z = sample.residuals[t] * root, square = z * z;
    const double sign = sample.signs ? sample.signs[t] : z < 0 ? -1 : 1;
    if (outputs.variances) outputs.variances[t] = 1 / (root * root);
    logarithms += u;
    squares += square;
    // dz = root de - z du / 2: the shock moves with the mean and with its own variance.
    const double slope = alpha * sign + gamma, carry = beta - 0.5 * slope * z;
    carries.multiply(std::abs(carry));
    if constexpr (differentiate) {
      const double by_logarithm = 0.5 * (square - 1);
      double score[parameters];
      for (int k = 0; k < parameters; ++k) score[k] = by_logarithm * d[k];
      for (int k = 0; k < columns; ++k) score[k] += z * root * sample.column(k)[t];
      for (int k = 0; k < parameters; ++k) total[k] += score[k];
      if (outputs.scores)
        for (int k = 0; k < parameters; ++k) outputs.scores[static_cast<size_t>(k) * sample.count + t] = score[k];
      for (int k = 0; k < columns; ++k) d[k] = carry * d[k] - slope * root * sample.column(k)[t];
      d[columns] = carry * d[columns] + 1;
      d[columns + 1] = carry * d[columns + 1] + (sign * z - mean_absolute_normal);
      d[columns + 2] = carry * d[columns + 2] + u;
      d[columns + 3] = carry * d[columns + 3] + z;
    }
    u = omega + alpha * (sign * z - mean_absolute_normal) + gamma * z + beta * u;
  }
  const double result = -0.5 * (static_cast<double>(sample.count) * log_two_pi + logarithms + squares);
  if constexpr (differentiate)
    for (int k = 0; k < parameters; ++k) outputs.gradient[k] = total[k];
  const double instability = carries.logarithm() / static_cast<double>(sample.count);
  if (outputs.instability) *outputs.instability = instability;
  return std::isfinite(result) && instability < -stability_margin ? result : impossible;
}

using Likelihood = double (*)(const Sample &, const double *, const Outputs &);

template <int columns, bool differentiate>
Likelihood likelihood(es_variance_kind kind) {
  switch (kind) {
    case ES_VARIANCE_GARCH: return quadratic_likelihood<ES_VARIANCE_GARCH, columns, differentiate>;
    case ES_VARIANCE_GJR: return quadratic_likelihood<ES_VARIANCE_GJR, columns, differentiate>;
    case ES_VARIANCE_EGARCH: return exponential_likelihood<columns, differentiate>;
  }
  return nullptr;
}

/// The function for this model and number of mean columns; null where there is none.
template <bool differentiate>
Likelihood likelihood(es_variance_kind kind, size_t columns) {
  switch (columns) {
    case 0: return likelihood<0, differentiate>(kind);
    case 1: return likelihood<1, differentiate>(kind);
    case 2: return likelihood<2, differentiate>(kind);
    default: return nullptr;
  }
}

}  // namespace conditional
