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

/// Second derivatives of h_t. Those by two of omega, alpha and gamma are 0, and those by a mean coefficient and omega.
template <class Number, int columns, int parameters>
struct QuadraticBend {
  Number mean[columns + 1][columns + 1] = {}, alpha[columns + 1] = {}, gamma[columns + 1] = {}, beta[parameters] = {};

  /// sum += weight times these.
  void addTo(QuadraticBend &sum, Number weight) const {
    for (int k = 0; k < columns; ++k) {
      for (int l = 0; l <= k; ++l) sum.mean[k][l] += weight * mean[k][l];
      sum.alpha[k] += weight * alpha[k];
      if constexpr (parameters == columns + 4) sum.gamma[k] += weight * gamma[k];
    }
    for (int k = 0; k < parameters; ++k) sum.beta[k] += weight * beta[k];
  }

  /// Subtracts these from a matrix over all parameters.
  void subtractFrom(Number (&matrix)[parameters][parameters]) const {
    for (int k = 0; k < columns; ++k) {
      for (int l = 0; l <= k; ++l) matrix[k][l] -= mean[k][l];
      matrix[columns + 1][k] -= alpha[k];
      if constexpr (parameters == columns + 4) matrix[columns + 3][k] -= gamma[k];
    }
    for (int k = 0; k < parameters; ++k) (k > columns + 2 ? matrix[k][columns + 2] : matrix[columns + 2][k]) -= beta[k];
  }
};

/// logL with both derivatives, at admissible points.
template <class Number, es_variance_kind kind, int columns>
void quadratic_expansion(const Sample &observed, const Number *at, Expansion<Number> &out) {
  const Sample sample = observed;
  constexpr int parameters = columns + variance_parameters(kind);
  constexpr int omega = columns, alpha = columns + 1, beta = columns + 2, gamma = columns + 3;
  constexpr bool asymmetric = kind == ES_VARIANCE_GJR;
  Number theta[parameters];
  for (int k = 0; k < parameters; ++k) theta[k] = at[k];
  const Number zero{}, a = theta[alpha], b = theta[beta], c = asymmetric ? theta[gamma] : zero;
  const Number weight = a + c / 2 + b;
  const Presample<columns, Number> v(sample, theta, true, true);
  Number h = theta[omega] + weight * v.value, d[parameters] = {}, squares{};
  QuadraticBend<Number, columns, parameters> bend, bent;
  for (int k = 0; k < columns; ++k) {
    d[k] = weight * v.slope[k];
    bend.alpha[k] = bend.beta[k] = v.slope[k];
    if constexpr (asymmetric) bend.gamma[k] = v.slope[k] / 2;
    for (int l = 0; l <= k; ++l) bend.mean[k][l] = weight * v.curvature[k][l];
  }
  d[omega] = zero + 1.0, d[alpha] = d[beta] = v.value;
  if constexpr (asymmetric) d[gamma] = v.value / 2;

  Number gradient[parameters] = {}, curvature[parameters][parameters] = {};
  LogProduct<Number> variances;
  for (size_t t = 0; t < sample.count; ++t) {
    const Number e = sample.residual<columns>(t, theta), square = e * e, inverse = 1.0 / h, ratio = square * inverse;
    const Number by_share = 0.5 * ratio - 0.5, by_residual = e * inverse, outer = ratio - 0.5;
    squares += ratio;
    variances.multiply(h);
    // With g = h_i / h and y = e x / h:
    //   - second derivative = (e^2/h - 1/2) g_i g_j + y_i g_j + y_j g_i + x_i x_j / h - (e^2/h - 1) h_ij / 2h.
    Number g[parameters], y[columns + 1];
    for (int i = 0; i < parameters; ++i) {
      g[i] = d[i] * inverse;
      gradient[i] += by_share * g[i];
      if (i < columns) {
        y[i] = by_residual * sample.column(i)[t];
        gradient[i] += y[i];
      }
      const Number row = i < columns ? outer * g[i] + y[i] : outer * g[i];
      for (int j = 0; j <= i; ++j) curvature[i][j] += j < columns ? row * g[j] + y[j] * g[i] : row * g[j];
      if (i < columns)
        for (int j = 0; j <= i; ++j) curvature[i][j] += inverse * (sample.column(i)[t] * sample.column(j)[t]);
    }
    bend.addTo(bent, by_share * inverse);
    for (int k = 0; k < parameters; ++k) bend.beta[k] = b * bend.beta[k] + (k == beta ? 2 * d[k] : d[k]);
    const Number fallen = asymmetric ? (e < 0 ? square : zero) : zero;
    const Number slope = asymmetric ? a + (e < 0 ? c : zero) : a, moved = -2 * slope * e;
    for (int k = 0; k < columns; ++k) {
      const double x = sample.column(k)[t];
      for (int l = 0; l <= k; ++l) bend.mean[k][l] = b * bend.mean[k][l] + 2 * slope * (x * sample.column(l)[t]);
      bend.alpha[k] = b * bend.alpha[k] - 2 * e * x;
      if constexpr (asymmetric) bend.gamma[k] = b * bend.gamma[k] - (e < 0 ? 2 * e : zero) * x;
      d[k] = b * d[k] + moved * x;
    }
    d[omega] = b * d[omega] + 1.0;
    d[alpha] = b * d[alpha] + square;
    d[beta] = b * d[beta] + h;
    if constexpr (asymmetric) d[gamma] = b * d[gamma] + fallen;
    h = theta[omega] + slope * square + b * h;
  }
  bent.subtractFrom(curvature);
  for (int i = 0; i < parameters; ++i) {
    out.gradient[i] = gradient[i];
    for (int j = 0; j <= i; ++j) out.curvature[i][j] = curvature[i][j];
  }
  out.value = -0.5 * (static_cast<double>(sample.count) * log_two_pi + variances.logarithm() + squares);
}

}  // namespace conditional
