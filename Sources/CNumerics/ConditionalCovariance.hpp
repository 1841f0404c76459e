#pragma once

#include "ConditionalClimb.hpp"

// The end of a fit: Newton's steps on the last digits, and the two covariance matrices of the estimates.

namespace conditional {

/// Minus the Hessian of logL, by central differences of the analytic gradient. Steps are a small share of each
/// parameter's standard error. EGARCH: the caller has fixed the signs of z, so that the gradient has no jumps.
inline Square curvature(const Problem &problem, const Vector &theta, const Square &information) {
  Square result(problem.parameters, problem.parameters);
  for (int k = 0; k < problem.parameters; ++k) {
    const double step = 1e-4 / std::sqrt(std::max(information(k, k), 1.0));
    double up[most], down[most];
    Vector moved = theta;
    Outputs outputs;
    outputs.gradient = up;
    moved(k) = theta(k) + step;
    problem.withGradient(problem.sample, moved.data(), outputs);
    outputs.gradient = down;
    moved(k) = theta(k) - step;
    problem.withGradient(problem.sample, moved.data(), outputs);
    result.col(k) = (Eigen::Map<Vector>(down, problem.parameters) - Eigen::Map<Vector>(up, problem.parameters)) /
                    (2 * step);
  }
  return (result + result.transpose()) / 2;
}

/// A maximum inside the bounds with what its curvature says.
struct Summit {
  Peak peak;
  /// The Hessian is definite and the gradient vanishes.
  bool isMaximum = false;
  Square covariance, robust;
};

/// At most three Newton steps from a climb's end, then the matrices there.
inline Summit summit(Problem &problem, const Peak &start) {
  Summit result{start, false, Square(), Square()};
  std::vector<double> signs;
  for (int round = 0; round < 4; ++round) {
    const Vector theta = result.peak.theta;
    if (problem.kind == ES_VARIANCE_EGARCH) {
      problem.sample.signs = nullptr;
      problem.value(problem.sample, theta.data(), Outputs());
      signs.resize(problem.sample.count);
      for (size_t t = 0; t < signs.size(); ++t) signs[t] = problem.sample.residuals[t] < 0 ? -1 : 1;
      problem.sample.signs = signs.data();
    }
    double slope[most];
    const Square information = problem.information(theta.data(), slope);
    const Vector gradient = Eigen::Map<Vector>(slope, problem.parameters);
    const Square hessian = curvature(problem, theta, information);
    problem.sample.signs = nullptr;
    const Eigen::LLT<Square> factors(hessian);
    if (factors.info() != Eigen::Success || !hessian.allFinite()) return result;
    // A pivot that is nothing but rounding: the data say nothing of one of the parameters.
    const Square lower = factors.matrixL();
    for (int k = 0; k < problem.parameters; ++k)
      if (!(lower(k, k) * lower(k, k) > 1e-9 * hessian(k, k))) return result;
    const Vector step = factors.solve(gradient);
    const double gain = gradient.dot(step) / 2;
    result.covariance = factors.solve(Square(Square::Identity(problem.parameters, problem.parameters)));
    result.robust = result.covariance * information * result.covariance;
    // Where |z| has its corner the gradient of EGARCH need not vanish at the maximum.
    result.isMaximum = gain < 1e-6 || problem.kind == ES_VARIANCE_EGARCH;
    if (gain < 1e-13 || round == 3) return result;
    const Vector next = theta + step;
    if (problem.bounds.slack(next.data(), problem.parameters) <= 0) return result;
    const double value = problem.value(problem.sample, next.data(), Outputs());
    if (!(value > result.peak.value - 1e-11) || (gain > 1e-9 && value <= result.peak.value)) return result;
    result.peak.theta = next;
    result.peak.value = value;
    if (gain < 1e-9) return result;  // the matrices are those of this point to the digits that matter
  }
  return result;
}

}  // namespace conditional
