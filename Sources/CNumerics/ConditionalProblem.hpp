#pragma once

#define EIGEN_MPL2_ONLY
#define EIGEN_DONT_PARALLELIZE
#include <eigen3/Eigen/Dense>
#include <vector>

#include "ConditionalExpansion.hpp"
#include "ConditionalExponential.hpp"

// A likelihood to be climbed, and the bounds of its parameters.

namespace conditional {

using Square = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most, most>;
using Vector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, most, 1>;

/// Stationarity holds with this margin: at persistence 1 the forecasts have no level.
constexpr double persistence_margin = 1e-7;
/// Least omega, as a share of the mean squared residual.
constexpr double least_omega = 1e-8;

/// Within this distance of a bound a parameter counts as being on it.
constexpr double boundary_width = 1e-6;

/// The admissible parameters: `rows theta <= limits`, for data whose mean squared residual is about 1.
struct Bounds {
  static constexpr int limit = 5;
  int count = 0, parameters;
  double rows[limit][most] = {}, limits[limit] = {};

  Bounds(es_variance_kind kind, int columns) : parameters(columns + variance_parameters(kind)) {
    const int omega = columns, alpha = columns + 1, beta = columns + 2, gamma = columns + 3;
    if (kind == ES_VARIANCE_EGARCH) {
      add({{beta, 1}}, 1 - persistence_margin);
      add({{beta, -1}}, 0);
      return;
    }
    add({{omega, -1}}, -least_omega);
    add({{alpha, -1}}, 0);
    add({{beta, -1}}, 0);
    if (kind == ES_VARIANCE_GARCH) {
      add({{alpha, 1}, {beta, 1}}, 1 - persistence_margin);
    } else {
      add({{alpha, 1}, {beta, 1}, {gamma, 0.5}}, 1 - persistence_margin);
      add({{alpha, -1}, {gamma, -1}}, 0);
    }
  }

  double product(int row, const double *vector) const {
    double sum = 0;
    for (int k = 0; k < parameters; ++k) sum += rows[row][k] * vector[k];
    return sum;
  }

  /// How far `theta` is inside this bound; negative outside.
  double distance(int row, const double *theta) const { return limits[row] - product(row, theta); }

  /// How far `theta` is inside the nearest bound.
  double slack(const double *theta) const {
    double least = HUGE_VAL;
    for (int row = 0; row < count; ++row) least = std::min(least, distance(row, theta));
    return least;
  }

 private:
  void add(std::initializer_list<std::pair<int, double>> terms, double limit) {
    for (const auto &term : terms) rows[count][term.first] = term.second;
    limits[count++] = limit;
  }
};

using Likelihood = double (*)(const Sample &, const double *, const Outputs &);
template <class Number>
using Expand = void (*)(const Sample &, const Number *, Expansion<Number> &);

/// What a model with so many mean columns is computed by.
struct Functions {
  Likelihood value = nullptr, gradient = nullptr;
  Expand<double> expand = nullptr;
  /// Null for EGARCH, which is not climbed by Newton's steps.
  Expand<Pair> expandTwo = nullptr;

  template <int columns>
  static Functions of(es_variance_kind kind) {
    constexpr auto garch = ES_VARIANCE_GARCH, gjr = ES_VARIANCE_GJR;
    switch (kind) {
      case ES_VARIANCE_GARCH:
        return {quadratic_likelihood<garch, columns, false>, quadratic_likelihood<garch, columns, true>,
                quadratic_expansion<double, garch, columns>, quadratic_expansion<Pair, garch, columns>};
      case ES_VARIANCE_GJR:
        return {quadratic_likelihood<gjr, columns, false>, quadratic_likelihood<gjr, columns, true>,
                quadratic_expansion<double, gjr, columns>, quadratic_expansion<Pair, gjr, columns>};
      case ES_VARIANCE_EGARCH:
        return {exponential_likelihood<columns, false>, exponential_likelihood<columns, true>,
                exponential_expansion<columns>, nullptr};
    }
    return {};
  }

  static Functions of(es_variance_kind kind, size_t columns) {
    return columns == 0 ? of<0>(kind) : columns == 1 ? of<1>(kind) : columns == 2 ? of<2>(kind) : Functions{};
  }
};

/// A Cholesky factor without a pivot that is nothing but rounding: the data say something of every parameter.
inline bool isDefinite(const Eigen::LLT<Square> &factors, const Square &matrix) {
  if (factors.info() != Eigen::Success) return false;
  const auto &lower = factors.matrixLLT();
  for (int k = 0; k < matrix.rows(); ++k)
    if (!(lower(k, k) * lower(k, k) > 1e-9 * matrix(k, k))) return false;
  return true;
}

/// A likelihood to be climbed.
struct Problem {
  es_variance_kind kind;
  int columns, parameters;
  Sample sample;
  Functions functions;
  Bounds bounds;
  size_t evaluations = 0;

  Problem(es_variance_kind kind, const Sample &sample, size_t columns)
      : kind(kind), columns(static_cast<int>(columns)), parameters(this->columns + variance_parameters(kind)),
        sample(sample), functions(Functions::of(kind, columns)), bounds(kind, this->columns) {}

  /// An EGARCH filter that forgets its presample, with room to spare; the other models always do.
  bool isStable(const double *theta) const {
    if (kind != ES_VARIANCE_EGARCH) return true;
    double instability = 0;
    Outputs outputs;
    outputs.instability = &instability;
    functions.value(sample, theta, outputs);
    return instability < -2 * stability_margin;
  }

  /// `theta` is on no bound.
  bool isInside(const double *theta) const { return bounds.slack(theta) > boundary_width && isStable(theta); }

  /// sum s s', the outer product of the first `count` scores at `theta`, and their sum, the gradient.
  Square information(const double *theta, int count, double *gradient) const {
    std::vector<double> scores(sample.count * static_cast<size_t>(parameters));
    Outputs outputs;
    outputs.gradient = gradient;
    outputs.scores = scores.data();
    functions.gradient(sample, theta, outputs);
    const Eigen::Map<const Eigen::MatrixXd> columns(scores.data(), static_cast<Eigen::Index>(sample.count),
                                                    parameters);
    Square result(count, count);
    for (int i = 0; i < count; ++i)
      for (int j = 0; j <= i; ++j) result(i, j) = result(j, i) = columns.col(i).dot(columns.col(j));
    return result;
  }

  Square information(const double *theta) const {
    double gradient[most];
    return information(theta, parameters, gradient);
  }
};

/// Where a climb ended.
struct Peak {
  Vector theta;
  double value = impossible;
  bool converged = false;
  /// Gradient and minus the second derivatives, where they were taken there.
  bool isExpanded = false;
  Vector gradient;
  Square curvature;
};

}  // namespace conditional
