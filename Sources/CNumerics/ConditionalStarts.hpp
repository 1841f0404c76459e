#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "ConditionalRecursion.hpp"

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
      return {{{0.3, 0.65, 0.88, 0.97, 0.998}, {0, 0.03, 0.1, 0.3, 0.95}, {0}, {0.4, 1, 2.5}}};
    case ES_VARIANCE_GJR:
      return {{{0.3, 0.65, 0.88, 0.97, 0.998}, {0, 0.05, 0.2, 0.9}, {-0.9, 0, 0.9}, {0.7, 1.4}}};
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

/// Four points at once: their recursions fill each other's waiting times.
using Four = std::array<double, 4>;

/// -2 logL but for its constant.
inline Four quadratic_deviance(const double *residuals, size_t count, const VariancePoint *points) {
  Four state, squares{}, sum{}, product;
  for (int j = 0; j < 4; ++j) {
    state[j] = points[j][0] + points[j][1] + points[j][3] / 2 + points[j][2];
    product[j] = 1;
  }
  for (size_t t = 0; t < count; ++t) {
    const double square = residuals[t] * residuals[t], negative = residuals[t] < 0 ? square : 0;
    for (int j = 0; j < 4; ++j) {
      squares[j] += square / state[j];
      product[j] *= state[j];
      state[j] = points[j][0] + points[j][1] * square + points[j][3] * negative + points[j][2] * state[j];
    }
    if (t % 16 == 15)
      for (int j = 0; j < 4; ++j) sum[j] += std::log(product[j]), product[j] = 1;
  }
  for (int j = 0; j < 4; ++j) sum[j] += std::log(product[j]) + squares[j];
  return sum;
}

inline Four exponential_deviance(const double *residuals, size_t count, const VariancePoint *points) {
  Four state, sum{};
  for (int j = 0; j < 4; ++j) state[j] = points[j][0];
  for (size_t t = 0; t < count; ++t)
    for (int j = 0; j < 4; ++j) {
      const double z = residuals[t] * std::exp(-0.5 * state[j]);
      sum[j] += z * z + state[j];
      state[j] = points[j][0] + points[j][1] * (std::abs(z) - mean_absolute_normal) + points[j][3] * z +
                 points[j][2] * state[j];
    }
  return sum;
}

/// The places of the grid that no neighbor along an axis beats, in the order of the grid.
inline std::vector<size_t> undominated(const Grid &g, const std::vector<double> &values) {
  std::vector<size_t> result;
  for (size_t place = 0; place < g.size(); ++place) {
    bool beaten = !std::isfinite(values[place]);
    size_t stride = g.size();
    for (const auto &axis : g.axes) {
      stride /= axis.size();
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

/// At most `most` starting points, best first, for residuals whose mean square is 1.
inline std::vector<VariancePoint> starting_points(es_variance_kind kind, const double *residuals, size_t count,
                                                  size_t most) {
  const Grid g = grid(kind);
  std::vector<VariancePoint> points;
  points.reserve(g.size() + 3);
  for (double persistence : g.axes[0])
    for (double shock : g.axes[1])
      for (double asymmetry : g.axes[2])
        for (double level : g.axes[3]) points.push_back(point(kind, persistence, shock, asymmetry, level));
  points.resize((g.size() + 3) / 4 * 4, points.back());
  std::vector<double> values(points.size());
  const auto deviance = kind == ES_VARIANCE_EGARCH ? exponential_deviance : quadratic_deviance;
  for (size_t first = 0; first < points.size(); first += 4) {
    const Four four = deviance(residuals, count, &points[first]);
    for (size_t j = 0; j < 4; ++j) values[first + j] = four[j];
  }
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
