#pragma once

#include <memory>

#include "ConditionalQuadratic.hpp"

// logL of GARCH and GJR with both derivatives.
//
// The second derivatives of h_t follow linear recursions, h_ij,t+1 = beta h_ij,t + s_ij,t, and only their sum with weights
// w_t is wanted: sum w_t h_ij,t = (w_1 + beta l_1) h_ij,1 + sum l_t s_ij,t with l_t = w_t+1 + beta l_t+1, one recursion
// backwards in place of one for each pair of parameters (the adjoint: Griewank and Walther 2008, Evaluating Derivatives,
// section 3.2). What is left are sums over observations, of which two are made at once.

// A loop whose numbers must stay in registers.
#define UNROLLED _Pragma("clang loop unroll(full)")

namespace conditional {

/// A walk through the observations at one point of the parameters, or at two.
template <class Number, es_variance_kind kind, int columns>
class QuadraticWalk {
 public:
  static constexpr int parameters = columns + variance_parameters(kind);
  static constexpr bool asymmetric = kind == ES_VARIANCE_GJR;
  static constexpr int omega = columns, alpha = columns + 1, beta = columns + 2, gamma = columns + 3;

  QuadraticWalk(const Sample &sample, const Number *at)
      : sample_(sample), blocks_(isSingle ? (sample.count + 1) / 2 : sample.count), rows_(new Block[blocks_]) {
    for (int k = 0; k < parameters; ++k) theta_[k] = at[k];
  }

  void expand(Expansion<Number> &out) {
    const Presample<columns, Number> presample(sample_, theta_, true, true);
    out.value = forwards(presample);
    const Number first = backwards();
    Sums sums;
    gather(sums);
    for (int i = 0; i < parameters; ++i) {
      out.gradient[i] = total(sums.gradient[i]);
      for (int j = 0; j <= i; ++j) out.curvature[i][j] = total(sums.curvature[i][j]);
    }
    // h_ij of the first observation.
    const Number weight = theta_[alpha] + theta_[beta] + (asymmetric ? theta_[parameters - 1] / 2 : Number{});
    for (int k = 0; k < columns; ++k) {
      for (int l = 0; l <= k; ++l) out.curvature[k][l] -= first * (weight * presample.curvature[k][l]);
      out.curvature[alpha][k] -= first * presample.slope[k];
      out.curvature[beta][k] -= first * presample.slope[k];
      if constexpr (asymmetric) out.curvature[gamma][k] -= first * (presample.slope[k] / 2);
    }
  }

 private:
  static constexpr bool isSingle = std::is_same_v<Number, double>;

  /// What is kept of an observation at two points, or of two observations at one.
  struct Block {
    Pair residual, inverse, reach, slopes[parameters];
  };

  const Sample sample_;
  const size_t blocks_;
  const std::unique_ptr<Block[]> rows_;
  Number theta_[parameters];

  struct Sums {
    Pair gradient[parameters] = {}, curvature[parameters][parameters] = {};
  };

  /// The part of `pair` that belongs to observation t.
  static Number &part(Pair &pair, size_t t) {
    return reinterpret_cast<Number *>(&pair)[isSingle ? t % 2 : 0];
  }

  Block &block(size_t t) const { return rows_[isSingle ? t / 2 : t]; }

  /// logL; leaves residuals, 1 / h and the first derivatives of h of each observation.
  Number forwards(const Presample<columns, Number> &presample) {
    const Number zero{}, a = theta_[alpha], b = theta_[beta], c = asymmetric ? theta_[parameters - 1] : zero;
    const Number weight = a + c / 2 + b, level = theta_[omega];
    Number h = level + weight * presample.value, d[parameters] = {}, squares{};
    for (int k = 0; k < columns; ++k) d[k] = weight * presample.slope[k];
    d[omega] = zero + 1.0, d[alpha] = d[beta] = presample.value;
    if constexpr (asymmetric) d[gamma] = presample.value / 2;
    LogProduct<Number> variances;
    if (sample_.count % 2) block(sample_.count - 1) = Block{};
    for (size_t t = 0; t < sample_.count; ++t) {
      const Number e = sample_.template residual<columns>(t, theta_), square = e * e;
      const Number inverse = 1.0 / h;
      Block &row = block(t);
      part(row.residual, t) = e;
      part(row.inverse, t) = inverse;
      squares += square * inverse;
      variances.multiply(h);
      const Number fallen = asymmetric ? (e < 0 ? square : zero) : zero;
      const Number slope = asymmetric ? a + (e < 0 ? c : zero) : a, moved = -2 * slope * e;
      for (int k = 0; k < parameters; ++k) {
        part(row.slopes[k], t) = d[k];
        d[k] *= b;
      }
      for (int k = 0; k < columns; ++k) d[k] += moved * sample_.column(k)[t];
      d[omega] += 1.0;
      d[alpha] += square;
      d[beta] += h;
      if constexpr (asymmetric) d[gamma] += fallen;
      h = level + slope * square + b * h;
    }
    return -0.5 * (static_cast<double>(sample_.count) * log_two_pi + variances.logarithm() + squares);
  }

  /// The weights l_t with w_t = (e^2 / h - 1) / 2h; returns w_1 + beta l_1.
  Number backwards() {
    const Number b = theta_[beta];
    Number reach{};
    for (size_t t = sample_.count; t-- > 0;) {
      Block &row = block(t);
      const Number e = part(row.residual, t), inverse = part(row.inverse, t);
      part(row.reach, t) = reach;
      reach = (0.5 * (e * e * inverse) - 0.5) * inverse + b * reach;
    }
    return reach;
  }

  Pair regressors(int k, size_t t) const {
    const double *x = sample_.column(k) + t;
    if constexpr (!isSingle) return Pair{x[0], x[0]};
    return Pair{x[0], t + 1 < sample_.count ? x[1] : 0};
  }

  static Pair both(Number number) {
    if constexpr (isSingle) return Pair{number, number};
    else return number;
  }

  static Number total(Pair sums) {
    if constexpr (isSingle) return sums[0] + sums[1];
    else return sums;
  }

  /// Gradient and minus the second derivatives but for what the first observation's h_ij leave. With g = h_i / h and
  /// y = e x / h the latter are the sums of
  /// (e^2/h - 1/2) g_i g_j + y_i g_j + y_j g_i + x_i x_j / h - l s_ij.
  void gather(Sums &out) const {
    Sums sums;
    const Pair zero{}, a = both(theta_[alpha]), c = asymmetric ? both(theta_[parameters - 1]) : zero;
    for (size_t place = 0; place < blocks_; ++place) {
      const Block &row = rows_[place];
      const size_t t = isSingle ? 2 * place : place;
      const Pair e = row.residual, inverse = row.inverse, reach = row.reach, by_residual = e * inverse;
      const Pair ratio = e * by_residual, by_share = 0.5 * ratio - 0.5, outer = ratio - 0.5;
      const Pair slope = asymmetric ? a + (e < 0 ? c : zero) : a;
      const Pair bend = inverse - 2 * slope * reach, turned = 2 * reach * e;
      Pair g[parameters], x[columns + 1], y[columns + 1];
      UNROLLED for (int i = 0; i < columns; ++i) {
        x[i] = regressors(i, t);
        y[i] = by_residual * x[i];
      }
      UNROLLED for (int i = 0; i < parameters; ++i) {
        g[i] = row.slopes[i] * inverse;
        const Pair first = by_share * g[i];
        sums.gradient[i] += i < columns ? first + y[i] : first;
        const Pair across = i < columns ? outer * g[i] + y[i] : outer * g[i];
        UNROLLED for (int j = 0; j <= i; ++j) {
          Pair second = across * g[j];
          if (j < columns) second += y[j] * g[i];
          if (i < columns) second += bend * x[i] * x[j];
          else if (j < columns && i == alpha) second += turned * x[j];
          else if (j < columns && i == gamma) second += (e < 0 ? turned : zero) * x[j];
          if (i == beta) second -= (j == beta ? reach + reach : reach) * row.slopes[j];
          if (i == gamma && j == beta) second -= reach * row.slopes[i];
          sums.curvature[i][j] += second;
        }
      }
    }
    out = sums;
  }
};

/// logL with both derivatives, at admissible points.
template <class Number, es_variance_kind kind, int columns>
void quadratic_expansion(const Sample &sample, const Number *at, Expansion<Number> &out) {
  QuadraticWalk<Number, kind, columns>(sample, at).expand(out);
}

}  // namespace conditional

#undef UNROLLED
