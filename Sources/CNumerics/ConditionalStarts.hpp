#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "ConditionalExponential.hpp"

// Starting points: logL over a grid of variance parameters, the mean held at least squares. The likelihood of a
// few hundred returns often has several maxima, so every point of the grid that beats its neighbors counts.

namespace conditional {

/// omega, alpha, beta, gamma.
using VariancePoint = std::array<double, 4>;

/// Persistence, share of the shock in it, asymmetry, and the level to which h tends.
struct Grid {
  std::vector<double> axes[4];

  size_t size() const { return axes[0].size() * axes[1].size() * axes[2].size() * axes[3].size(); }
};

inline Grid grid(es_variance_kind kind) {
  switch (kind) {
    case ES_VARIANCE_GARCH:
      return {{{0.07, 0.35, 0.7, 0.9, 0.97, 0.998}, {0, 0.03, 0.1, 0.3, 0.95}, {0}, {0.4, 1, 2.5}}};
    case ES_VARIANCE_GJR:
      return {{{0.07, 0.3, 0.65, 0.9, 0.97, 0.998}, {0, 0.03, 0.1, 0.3, 0.95}, {-0.9, 0, 0.9}, {0.5, 1, 2}}};
    case ES_VARIANCE_EGARCH:
      return {{{0.1, 0.6, 0.9, 0.955, 0.985}, {-0.15, -0.05, 0.04, 0.15, 0.4}, {-0.2, -0.05, 0.05, 0.2}, {1}}};
  }
  return {};
}

/// The parameters at one place of the grid, for residuals whose mean square is 1.
inline VariancePoint point(es_variance_kind kind, double persistence, double shock, double asymmetry,
                           double level) {
  if (kind == ES_VARIANCE_EGARCH) return {(1 - persistence) * std::log(level), shock, persistence, asymmetry};
  const double weight = shock * persistence;  // alpha + gamma / 2
  const double alpha = weight * (1 - asymmetry);
  return {(1 - persistence) * level, alpha, persistence - weight, 2 * (weight - alpha)};
}

/// Eight points at once, two by two: their recursions fill each other's waiting times.
constexpr size_t lanes = 8, pairs = lanes / 2;

struct Points {
  Pair omega[pairs], alpha[pairs], beta[pairs], gamma[pairs];

  explicit Points(const VariancePoint *points) {
    for (size_t j = 0; j < pairs; ++j) {
      const VariancePoint &a = points[2 * j], &b = points[2 * j + 1];
      omega[j] = Pair{a[0], b[0]}, alpha[j] = Pair{a[1], b[1]};
      beta[j] = Pair{a[2], b[2]}, gamma[j] = Pair{a[3], b[3]};
    }
  }
};

/// -2 logL but for its constant, of GARCH and GJR: one division for two observations.
template <bool asymmetric>
void quadratic_deviance(const std::vector<double> &residuals, double presample, const VariancePoint *points,
                        double *deviance) {
  const Points p(points);
  Pair state[pairs], squares[pairs] = {};
  LogProduct<Pair> variances[pairs];
  for (size_t j = 0; j < pairs; ++j) state[j] = p.omega[j] + (p.alpha[j] + p.gamma[j] / 2 + p.beta[j]) * presample;
  const auto next = [&](size_t j, double square, double fall, Pair h) {
    const Pair base = p.omega[j] + p.alpha[j] * square;
    return asymmetric ? base + p.gamma[j] * fall + p.beta[j] * h : base + p.beta[j] * h;
  };
  size_t t = 0;
  for (; t + 1 < residuals.size(); t += 2) {
    const double first = residuals[t] * residuals[t], second = residuals[t + 1] * residuals[t + 1];
    const double firstFall = residuals[t] < 0 ? first : 0, secondFall = residuals[t + 1] < 0 ? second : 0;
    for (size_t j = 0; j < pairs; ++j) {
      const Pair h = state[j], after = next(j, first, firstFall, h), both = h * after;
      squares[j] += (first * after + second * h) / both;
      variances[j].multiply(both);
      state[j] = next(j, second, secondFall, after);
    }
  }
  for (size_t j = 0; j < pairs; ++j) {
    if (t < residuals.size()) {
      variances[j].multiply(state[j]);
      squares[j] += residuals[t] * residuals[t] / state[j];
    }
    const Pair sum = squares[j] + variances[j].logarithm();
    deviance[2 * j] = sum[0], deviance[2 * j + 1] = sum[1];
  }
}

inline void exponential_deviance(const std::vector<double> &residuals, double presample, const VariancePoint *points,
                                 double *deviance) {
  const Points p(points);
  Pair state[pairs], sum[pairs] = {};
  for (size_t j = 0; j < pairs; ++j) state[j] = p.omega[j] + p.beta[j] * std::log(presample);
  for (double e : residuals)
    for (size_t j = 0; j < pairs; ++j) {
      const Pair z = e * exponential<6>(-0.5 * state[j]), size = e < 0 ? -z : z;
      sum[j] += z * z + state[j];
      state[j] = p.omega[j] + p.alpha[j] * (size - mean_absolute_normal) + p.gamma[j] * z + p.beta[j] * state[j];
    }
  for (size_t k = 0; k < lanes; ++k) deviance[k] = sum[k / 2][k % 2];
}

/// The places of the grid that no neighbor along an axis beats, in the order of the grid. Rises and falls of GJR are
/// not compared: each side has maxima of its own.
inline std::vector<size_t> undominated(const Grid &g, const std::vector<double> &values) {
  std::vector<size_t> result;
  for (size_t place = 0; place < g.size(); ++place) {
    bool beaten = !std::isfinite(values[place]);
    size_t stride = g.size();
    for (const auto &axis : g.axes) {
      stride /= axis.size();
      if (&axis == &g.axes[2]) continue;
      const size_t at = place / stride % axis.size();
      beaten = beaten || (at > 0 && values[place - stride] < values[place]) ||
               (at + 1 < axis.size() && values[place + stride] < values[place]);
    }
    if (!beaten) result.push_back(place);
  }
  return result;
}

/// The best place of the grid for each persistence and each pair of signs of shock and asymmetry: EGARCH has maxima
/// that no row of neighbors leads to.
inline std::vector<size_t> best_by_signs(const Grid &g, const std::vector<double> &values) {
  const size_t shocks = g.axes[1].size(), asymmetries = g.axes[2].size();
  std::vector<size_t> result;
  for (size_t persistence = 0; persistence < g.axes[0].size(); ++persistence)
    for (int signs = 0; signs < 4; ++signs) {
      size_t best = g.size();
      for (size_t shock = 0; shock < shocks; ++shock)
        for (size_t asymmetry = 0; asymmetry < asymmetries; ++asymmetry) {
          if ((g.axes[1][shock] < 0) != (signs % 2 == 1) || (g.axes[2][asymmetry] < 0) != (signs / 2 == 1)) continue;
          const size_t place = (persistence * shocks + shock) * asymmetries + asymmetry;
          if (std::isfinite(values[place]) && (best == g.size() || values[place] < values[best])) best = place;
        }
      if (best < g.size()) result.push_back(best);
    }
  return result;
}

/// At most `most` starting points, best first, for residuals whose mean square is 1, which is the presample where it is 0.
inline std::vector<VariancePoint> starting_points(es_variance_kind kind, const std::vector<double> &residuals,
                                                  double presample, size_t most) {
  if (!(presample > 0)) presample = 1;
  const Grid g = grid(kind);
  std::vector<VariancePoint> points;
  points.reserve(g.size() + lanes);
  for (double persistence : g.axes[0])
    for (double shock : g.axes[1])
      for (double asymmetry : g.axes[2])
        for (double level : g.axes[3]) points.push_back(point(kind, persistence, shock, asymmetry, level));
  points.resize((g.size() + lanes - 1) / lanes * lanes, points.back());
  std::vector<double> values(points.size());
  const auto deviance = kind == ES_VARIANCE_EGARCH  ? exponential_deviance
                        : kind == ES_VARIANCE_GARCH ? quadratic_deviance<false>
                                                    : quadratic_deviance<true>;
  for (size_t first = 0; first < points.size(); first += lanes)
    deviance(residuals, presample, &points[first], &values[first]);
  std::vector<size_t> peaks = kind == ES_VARIANCE_EGARCH ? best_by_signs(g, values) : undominated(g, values);
  std::sort(peaks.begin(), peaks.end(), [&](size_t a, size_t b) {
    return values[a] < values[b] || (values[a] == values[b] && a < b);
  });
  std::vector<VariancePoint> result;
  for (size_t peak : peaks)
    if (result.size() < most) result.push_back(points[peak]);
  return result;
}

}  // namespace conditional
