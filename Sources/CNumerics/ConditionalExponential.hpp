#pragma once

#include "ConditionalRecursion.hpp"

// logL of EGARCH, whose state is u = ln h. `theta` is the mean coefficients, omega, alpha, beta, gamma.

namespace conditional {

using PairBits = std::uint64_t __attribute__((vector_size(16)));

/// e^x for |x| below 700, to the relative error of so many terms of its series: five digits of 6.
template <int terms>
Pair exponential(Pair x) {
  constexpr double shift = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves the nearest integer in the low bits
  x = x < -700 ? Pair{-700, -700} : x;
  x = x > 700 ? Pair{700, 700} : x;
  const Pair shifted = x * 1.44269504088896340736 + shift, whole = shifted - shift;
  const Pair r = x - whole * 0.693147180369123816490 - whole * 1.90821492927058770002e-10;
  Pair series{1, 1};
  for (int k = terms - 1; k > 0; --k) series = 1.0 + series * r * (1.0 / k);
  const PairBits exponents = __builtin_bit_cast(PairBits, shifted) << 52;
  return __builtin_bit_cast(Pair, __builtin_bit_cast(PairBits, series) + exponents);
}

/// logL, and its gradient with `differentiate`.
template <int columns, bool differentiate>
double exponential_likelihood(const Sample &sample, const double *theta, const Outputs &outputs) {
  constexpr int parameters = columns + 4;
  const double *p = theta + columns;
  const double omega = p[0], alpha = p[1], beta = p[2], gamma = p[3];
  const Presample<columns, double> v(sample, theta, differentiate, false);
  const double level = std::log(v.value);
  double u = omega + beta * level, d[parameters] = {}, total[parameters] = {};
  for (int k = 0; k < columns; ++k) d[k] = beta * v.slope[k] / v.value;
  d[columns] = 1, d[columns + 2] = level;

  LogProduct<double> carries;
  double logarithms = 0, squares = 0;
  for (size_t t = 0; t < sample.count; ++t) {
    const double root = std::exp(-0.5 * u), z = sample.residual<columns>(t, theta) * root, square = z * z;
    const double sign = z < 0 ? -1 : 1;
    if (outputs.variances) outputs.variances[t] = 1 / (root * root);
    logarithms += u;
    squares += square;
    // dz = root de - z du / 2: the shock moves with the mean and with its own variance.
    const double slope = alpha * sign + gamma, carry = beta - 0.5 * slope * z;
    const double size = sign * z - mean_absolute_normal;
    carries.multiply(std::abs(carry));
    if constexpr (differentiate) {
      const double by_logarithm = 0.5 * (square - 1), by_residual = z * root, moved = -slope * root;
      for (int k = 0; k < parameters; ++k) {
        const double score =
            k < columns ? by_logarithm * d[k] + by_residual * sample.column(k)[t] : by_logarithm * d[k];
        total[k] += score;
        if (outputs.scores) outputs.scores[static_cast<size_t>(k) * sample.count + t] = score;
      }
      for (int k = 0; k < parameters; ++k) d[k] *= carry;
      for (int k = 0; k < columns; ++k) d[k] += moved * sample.column(k)[t];
      d[columns] += 1;
      d[columns + 1] += size;
      d[columns + 2] += u;
      d[columns + 3] += z;
    }
    u = omega + alpha * size + gamma * z + beta * u;
  }
  const double result = -0.5 * (static_cast<double>(sample.count) * log_two_pi + logarithms + squares);
  if constexpr (differentiate)
    for (int k = 0; k < parameters; ++k) outputs.gradient[k] = total[k];
  const double instability = carries.logarithm() / static_cast<double>(sample.count);
  if (outputs.instability) *outputs.instability = instability;
  return std::isfinite(result) && instability < -stability_margin ? result : impossible;
}

/// logL with both derivatives.
///
///   z_i = -x_i / sqrt(h) - z u_i / 2,  z_ij = (x_i u_j + x_j u_i) / (2 sqrt(h)) + z u_i u_j / 4 - z u_ij / 2
///   - second derivative of a term = z_i z_j + z z_ij + u_ij / 2
template <int columns>
void exponential_expansion(const Sample &observed, const double *at, Expansion<double> &out) {
  const Sample sample = observed;
  constexpr int parameters = columns + 4;
  constexpr int omega = columns, alpha = columns + 1, beta = columns + 2, gamma = columns + 3;
  double theta[parameters];
  for (int k = 0; k < parameters; ++k) theta[k] = at[k];
  const double one = 1;
  const Presample<columns, double> v(sample, theta, true, true);
  const double level = std::log(v.value);
  double u = theta[omega] + theta[beta] * level, d[parameters] = {}, bend[parameters][parameters] = {};
  for (int k = 0; k < columns; ++k) {
    bend[beta][k] = v.slope[k] / v.value;
    d[k] = theta[beta] * bend[beta][k];
    for (int l = 0; l <= k; ++l)
      bend[k][l] = theta[beta] * (v.curvature[k][l] / v.value - bend[beta][k] * bend[beta][l]);
  }
  d[omega] = one, d[beta] = level;

  double value{}, gradient[parameters] = {}, curvature[parameters][parameters] = {};
  LogProduct<double> carries;
  for (size_t t = 0; t < sample.count; ++t) {
    const double root = std::exp(-0.5 * u), z = sample.residual<columns>(t, theta) * root, square = z * z;
    const double sign = z < 0 ? -one : one, half = -0.5 * z, size = sign * z - mean_absolute_normal;
    const double slope = theta[alpha] * sign + theta[gamma], carry = theta[beta] + slope * half;
    carries.multiply(std::abs(carry));
    value -= 0.5 * (u + square);
    const double by_logarithm = 0.5 * square - 0.5;
    double y[columns + 1], dz[parameters], quarter[parameters];
    for (int i = 0; i < parameters; ++i) {
      dz[i] = half * d[i];
      quarter[i] = -0.5 * dz[i];
      gradient[i] += by_logarithm * d[i];
      if (i < columns) {
        y[i] = (0.5 * root) * sample.column(i)[t];
        dz[i] -= 2 * y[i];
        quarter[i] += y[i];
        gradient[i] += (z * root) * sample.column(i)[t];
      }
      for (int j = 0; j <= i; ++j) {
        // z_ij but for its last part.
        const double shared = j < columns ? quarter[i] * d[j] + y[j] * d[i] : quarter[i] * d[j];
        curvature[i][j] += dz[i] * dz[j] + z * shared - by_logarithm * bend[i][j];
        bend[i][j] = carry * bend[i][j] + slope * shared;
      }
    }
    // What alpha, beta and gamma multiply moves with every parameter.
    for (int i = 0; i < parameters; ++i) {
      const double shock = sign * dz[i];
      if (i <= alpha) bend[alpha][i] += i == alpha ? 2 * shock : shock;
      if (i > alpha) bend[i][alpha] += shock;
      if (i <= beta) bend[beta][i] += i == beta ? 2 * d[i] : d[i];
      if (i > beta) bend[i][beta] += d[i];
      bend[gamma][i] += i == gamma ? 2 * dz[i] : dz[i];
    }
    for (int i = 0; i < parameters; ++i) d[i] *= carry;
    for (int i = 0; i < columns; ++i) d[i] -= (slope * root) * sample.column(i)[t];
    d[omega] += 1.0;
    d[alpha] += size;
    d[beta] += u;
    d[gamma] += z;
    u = theta[omega] + theta[alpha] * size + theta[gamma] * z + theta[beta] * u;
  }
  const double n = static_cast<double>(sample.count);
  value -= 0.5 * n * log_two_pi;
  const double instability = carries.logarithm() / n;
  out.value = instability < -stability_margin ? value : impossible;
  for (int i = 0; i < parameters; ++i) {
    out.gradient[i] = gradient[i];
    for (int j = 0; j <= i; ++j) out.curvature[i][j] = curvature[i][j];
  }
}

}  // namespace conditional
