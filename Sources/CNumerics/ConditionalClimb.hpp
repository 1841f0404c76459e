#pragma once

#include <nlopt.h>

#include <memory>

#include "ConditionalProblem.hpp"

// One climb to a maximum of logL inside or on the bounds: NLopt's SLSQP in coordinates in which the information at the
// starting point is the unit matrix, so that its first step already has the right length.

namespace conditional {

/// theta = origin + root x, x being NLopt's coordinates.
struct Climb {
  Problem &problem;
  Vector origin;
  Square root;

  Climb(Problem &problem, const Vector &start) : problem(problem), origin(start) {
    Square information = problem.information(start.data());
    information.diagonal() *= 1.001;
    information.diagonal().array() += 1e-6;
    const Square lower = information.llt().matrixL();
    root = lower.transpose().triangularView<Eigen::Upper>().solve(
        Square(Square::Identity(problem.parameters, problem.parameters)));
  }

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
    const Likelihood function = gradient ? problem.functions.gradient : problem.functions.value;
    const double result = function(problem.sample, theta.data(), outputs);
    if (gradient) {
      Eigen::Map<Vector> out(gradient, problem.parameters);
      out = -climb.root.transpose() * Eigen::Map<const Vector>(slope, problem.parameters);
      if (result == impossible) out.setZero();
    }
    return result == impossible ? 1e10 : -result;
  }

  static double cliff(unsigned count, const double *x, double *, void *context) {
    const Climb &climb = *static_cast<Climb *>(context);
    const bool inside = climb.problem.bounds.slack(climb.theta(x).data()) >= 0;
    return inside ? objective(count, x, nullptr, context) : 1e10;
  }

  static void constraints(unsigned count, double *result, unsigned, const double *x, double *gradient,
                          void *context) {
    const Climb &climb = *static_cast<Climb *>(context);
    const Vector theta = climb.theta(x);
    for (unsigned row = 0; row < count; ++row) {
      const Eigen::Map<const Vector> normal(climb.problem.bounds.rows[row], climb.problem.parameters);
      result[row] = -climb.problem.bounds.distance(static_cast<int>(row), theta.data());
      if (gradient)
        Eigen::Map<Vector>(gradient + row * static_cast<unsigned>(climb.problem.parameters),
                           climb.problem.parameters) = climb.root.transpose() * normal;
    }
  }
};

/// A climb by SLSQP from `start`, until a step gains less than `tolerance` of logL or after so many `evaluations`.
/// Without `gradients` by Subplex, which sees a cliff where a bound is.
inline Peak climb(Problem &problem, const Vector &start, double tolerance, int evaluations, bool gradients = true) {
  Climb climb(problem, start);
  if (!climb.root.allFinite()) return Peak{start};
  const std::unique_ptr<nlopt_opt_s, decltype(&nlopt_destroy)> solver(
      nlopt_create(gradients ? NLOPT_LD_SLSQP : NLOPT_LN_SBPLX, static_cast<unsigned>(problem.parameters)),
      nlopt_destroy);
  if (!solver) return Peak{start};
  const double slack[5] = {1e-9, 1e-9, 1e-9, 1e-9, 1e-9};
  nlopt_set_min_objective(solver.get(), gradients ? Climb::objective : Climb::cliff, &climb);
  if (gradients)
    nlopt_add_inequality_mconstraint(solver.get(), static_cast<unsigned>(problem.bounds.count), Climb::constraints,
                                     &climb, slack);
  nlopt_set_initial_step1(solver.get(), 1);
  nlopt_set_ftol_abs(solver.get(), tolerance);
  nlopt_set_maxeval(solver.get(), evaluations);
  double x[most] = {}, least = 0;
  const nlopt_result code = nlopt_optimize(solver.get(), x, &least);
  const Vector theta = climb.theta(x);
  const bool admissible =
      theta.allFinite() && least < 1e10 && problem.bounds.slack(theta.data()) > -boundary_width;
  return Peak{theta, admissible ? -least : impossible,
              admissible && ((code > 0 && code != NLOPT_MAXEVAL_REACHED) || code == NLOPT_ROUNDOFF_LIMITED)};
}

}  // namespace conditional
