#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "ConditionalVariance.h"

// What the likelihoods of all conditional variance models share: the observations, what is asked of them, and numbers
// that stand for one point of the parameters or for two at once.

namespace conditional {

constexpr double mean_absolute_normal = 0.79788456080286535588;  // sqrt(2 / pi)
constexpr double log_two_pi = 1.83787706640934548356;
constexpr double log_two = 0.69314718055994530942;
constexpr double impossible = -std::numeric_limits<double>::infinity();
constexpr int most = ES_VARIANCE_PARAMETERS;

/// An EGARCH filter must forget its presample: the mean of ln |d ln h_{t+1} / d ln h_t| is below this, with the sign
/// turned. Where it is not, the likelihood hangs on the presample for ever and its maxima are artifacts (Wintenberger
/// 2013, Scandinavian Journal of Statistics 40, 846-867).
constexpr double stability_margin = 1e-3;

constexpr int variance_parameters(es_variance_kind kind) { return kind == ES_VARIANCE_GARCH ? 3 : 4; }

/// The observations.
struct Sample {
  size_t count;
  const double *response;
  const double *design;
  /// h_0 = e_0^2; 0 for the mean squared residual.
  double presample = 0;

  const double *column(int k) const { return design + static_cast<size_t>(k) * count; }

  /// The residual of one observation at these mean coefficients.
  template <int columns, class Number>
  Number residual(size_t t, const Number *mean) const {
    Number e = Number{} + response[t];
    for (int k = 0; k < columns; ++k) e -= mean[k] * column(k)[t];
    return e;
  }
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

/// A number for each of two points: one instruction moves both.
using Pair = double __attribute__((vector_size(16)));

/// logL with its first and minus its second derivatives (the lower triangle). A second derivative of |z| is 0.
template <class Number>
struct Expansion {
  Number value, gradient[most], curvature[most][most];
};

/// A product of many positive numbers as a logarithm: exponents are counted, and one `log` takes the rest.
template <class Number>
class LogProduct {
 public:
  void multiply(Number factor) {
    product_ *= factor;
    if (++factors_ == 8) normalize();
  }

  /// Not a number where a single factor was not positive and finite; of two factors nothing is checked.
  Number logarithm() {
    normalize();
    if constexpr (std::is_same_v<Number, double>) {
      if (broken_) return std::numeric_limits<double>::quiet_NaN();
      return (static_cast<double>(exponents_) - 1023.0 * times_) * log_two + std::log(product_);
    } else {
      const Pair counted{static_cast<double>(exponents_[0]), static_cast<double>(exponents_[1])};
      return (counted - 1023.0 * times_) * log_two + Pair{std::log(product_[0]), std::log(product_[1])};
    }
  }

 private:
  using Bits = std::conditional_t<std::is_same_v<Number, double>, std::uint64_t,
                                  std::uint64_t __attribute__((vector_size(16)))>;

  void normalize() {
    const Bits bits = __builtin_bit_cast(Bits, product_), exponent = bits >> 52;
    if constexpr (std::is_same_v<Number, double>) broken_ = broken_ || exponent == 0 || exponent >= 0x7ff;
    exponents_ += exponent;
    product_ = __builtin_bit_cast(Number, (bits & 0xfffffffffffffull) | 0x3ff0000000000000ull);
    factors_ = 0;
    ++times_;
  }
  Number product_ = Number{} + 1.0;
  Bits exponents_{};
  int factors_ = 0, times_ = 0;
  bool broken_ = false;
};

/// v = h_0 = e_0^2 with its derivatives: a number of its own, or mean e^2 at these mean coefficients.
template <int columns, class Number>
struct Presample {
  Number value{}, slope[columns + 1] = {};
  double curvature[columns + 1][columns + 1] = {};

  Presample(const Sample &sample, const Number *mean, bool differentiate, bool twice) {
    if (sample.presample > 0) {
      value += sample.presample;
      return;
    }
    for (size_t t = 0; t < sample.count; ++t) {
      const Number e = sample.residual<columns>(t, mean);
      value += e * e;
      if (!differentiate) continue;
      for (int k = 0; k < columns; ++k) slope[k] += e * sample.column(k)[t];
      if (!twice) continue;
      for (int k = 0; k < columns; ++k)
        for (int l = 0; l <= k; ++l) curvature[k][l] += sample.column(k)[t] * sample.column(l)[t];
    }
    const double n = static_cast<double>(sample.count);
    value *= 1 / n;
    for (int k = 0; k < columns; ++k) {
      slope[k] *= -2 / n;
      for (int l = 0; l <= k; ++l) curvature[k][l] *= 2 / n;
    }
  }
};

}  // namespace conditional
