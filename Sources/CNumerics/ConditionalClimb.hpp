#pragma once

#include <nlopt.h>

#define EIGEN_MPL2_ONLY
#define EIGEN_DONT_PARALLELIZE
#include <eigen3/Eigen/Dense>
#include <array>
#include <memory>
#include <vector>

#include "ConditionalRecursion.hpp"

// One climb to a maximum of logL: NLopt's SLSQP in coordinates in which the information at the starting point
// is the unit matrix, so that its first step already has the right length.

namespace conditional {

constexpr int most = ES_VARIANCE_PARAMETERS;
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
  int count = 0;
  double rows[5][most] = {};
  double limits[5] = {};

  Bounds(es_variance_kind kind, int columns) {
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

  /// How far `theta` is inside the nearest bound; negative outside.
  double slack(const double *theta, int parameters) const {
    double least = HUGE_VAL;
    for (int row = 0; row < count; ++row) {
      double value = limits[row];
      for (int k = 0; k < parameters; ++k) value -= rows[row][k] * theta[k];
      least = std::min(least, value);
    }
    return least;
  }

 private:
  void add(std::initializer_list<std::pair<int, double>> terms, double limit) {
    for (const auto &term : terms) rows[count][term.first] = term.second;
    limits[count++] = limit;
  }
};

/// A likelihood to be climbed.
struct Problem {
  es_variance_kind kind;
  int columns, parameters;
  Sample sample;
  Likelihood value, withGradient;
  Bounds bounds;
  std::vector<double> scores;
  size_t evaluations = 0;

  Problem(es_variance_kind kind, const Sample &sample, size_t columns)
      : kind(kind), columns(static_cast<int>(columns)),
        parameters(this->columns + variance_parameters(kind)), sample(sample),
        value(likelihood<false>(kind, columns)), withGradient(likelihood<true>(kind, columns)),
        bounds(kind, this->columns), scores(sample.count * static_cast<size_t>(parameters)) {}

  /// An EGARCH filter that forgets its presample, with room to spare; the other models always do.
  bool isStable(const double *theta) const {
    if (kind != ES_VARIANCE_EGARCH) return true;
    double instability = 0;
    Outputs outputs;
    outputs.instability = &instability;
    value(sample, theta, outputs);
    return instability < -2 * stability_margin;
  }

  /// `theta` is on no bound.
  bool isInside(const double *theta) const {
    return bounds.slack(theta, parameters) > boundary_width && isStable(theta);
  }

  /// sum s s', the outer product of the scores at `theta`, and their sum, the gradient.
  Square information(const double *theta, double *gradient) {
    Outputs outputs;
    outputs.gradient = gradient;
    outputs.scores = scores.data();
    withGradient(sample, theta, outputs);
    const Eigen::Map<const Eigen::MatrixXd> columns(scores.data(), static_cast<Eigen::Index>(sample.count),
                                                    parameters);
    Square result(parameters, parameters);
    for (int i = 0; i < parameters; ++i)
      for (int j = 0; j <= i; ++j) result(i, j) = result(j, i) = columns.col(i).dot(columns.col(j));
    return result;
  }
};

/// Where a climb ended.
struct Peak {
  Vector theta;
  double value = impossible;
  bool converged = false;
};

/// theta = origin + root x, x being NLopt's coordinates.
struct Climb {
  Problem &problem;
  Vector origin;
  Square root;

  Vector theta(const double *x) const {
    return origin + root * Eigen::Map<const Vector>(x, problem.parameters);
  }

  static double objective(unsigned, const double *x, double *gradient, void *context) {
    const Climb &climb = *static_cast<Climb *>(context);
    Problem &problem = climb.problem;
    const Vector theta = climb.theta(x);
    ++problem.evaluations;
    double slope[most];
    Outputs outputs;
    outputs.gradient = slope;
    double result = (gradient ? problem.withGradient : problem.value)(problem.sample, theta.data(), outputs);
    if (gradient) {
      Eigen::Map<Vector> out(gradient, problem.parameters);
      out = -climb.root.transpose() * Eigen::Map<const Vector>(slope, problem.parameters);
      if (result == impossible) out.setZero();
    }
    return result == impossible ? 1e10 : -result;
  }

  static double cliff(unsigned count, const double *x, double *, void *context) {
    const Climb &climb = *static_cast<Climb *>(context);
    const bool inside = climb.problem.bounds.slack(climb.theta(x).data(), climb.problem.parameters) >= 0;
    return inside ? objective(count, x, nullptr, context) : 1e10;
  }

  static void constraints(unsigned count, double *result, unsigned, const double *x, double *gradient,
                          void *context) {
    const Climb &climb = *static_cast<Climb *>(context);
    const Vector theta = climb.theta(x);
    for (unsigned row = 0; row < count; ++row) {
      const Eigen::Map<const Vector> normal(climb.problem.bounds.rows[row], climb.problem.parameters);
      result[row] = normal.dot(theta) - climb.problem.bounds.limits[row];
      if (gradient)
        Eigen::Map<Vector>(gradient + row * static_cast<unsigned>(climb.problem.parameters),
                           climb.problem.parameters) = climb.root.transpose() * normal;
    }
  }
};

/// A climb by SLSQP from `start`, until a step gains less than `tolerance` of logL or after so many `evaluations`.
/// Without `gradients` by Subplex, which sees a cliff where a bound is.
inline Peak climb(Problem &problem, const Vector &start, double tolerance, int evaluations,
                  bool gradients = true) {
  double gradient[most];
  Square information = problem.information(start.data(), gradient);
  if (!information.allFinite()) return Peak{start};
  information.diagonal() *= 1.001;
  information.diagonal().array() += 1e-6;
  Climb climb{problem, start, Square()};
  const Square lower = information.llt().matrixL();
  climb.root = lower.transpose().triangularView<Eigen::Upper>().solve(
      Square(Square::Identity(problem.parameters, problem.parameters)));

  const std::unique_ptr<nlopt_opt_s, decltype(&nlopt_destroy)> solver(
      nlopt_create(gradients ? NLOPT_LD_SLSQP : NLOPT_LN_SBPLX, static_cast<unsigned>(problem.parameters)),
      nlopt_destroy);
  if (!solver) return Peak{start};
  const double slack[5] = {1e-9, 1e-9, 1e-9, 1e-9, 1e-9};
  nlopt_set_min_objective(solver.get(), gradients ? Climb::objective : Climb::cliff, &climb);
  if (gradients)
    nlopt_add_inequality_mconstraint(solver.get(), static_cast<unsigned>(problem.bounds.count),
                                     Climb::constraints, &climb, slack);
  nlopt_set_initial_step1(solver.get(), 1);
  nlopt_set_ftol_abs(solver.get(), tolerance);
  nlopt_set_maxeval(solver.get(), evaluations);
  double x[most] = {}, least = 0;
  const nlopt_result code = nlopt_optimize(solver.get(), x, &least);
  const Vector theta = climb.theta(x);
  const bool admissible = theta.allFinite() && least < 1e10 &&
                          problem.bounds.slack(theta.data(), problem.parameters) > -boundary_width;
  return Peak{theta, admissible ? -least : impossible,
              admissible && ((code > 0 && code != NLOPT_MAXEVAL_REACHED) || code == NLOPT_ROUNDOFF_LIMITED)};
}

}  // namespace conditional
