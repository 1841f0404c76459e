#pragma once

#include "ConditionalProblem.hpp"

// The end of a fit: the last digits, and the two covariance matrices of the estimates.

namespace conditional {

/// A maximum inside the bounds with what its curvature says.
struct Summit {
  Peak peak;
  /// The Hessian is definite and the gradient vanishes.
  bool isMaximum = false;
  Square covariance, robust;
};

/// Takes both derivatives at a peak.
inline void expand(const Problem &problem, Peak &peak) {
  const auto size = peak.theta.size();
  Expansion<double> here;
  problem.functions.expand(problem.sample, peak.theta.data(), here);
  peak.gradient = Eigen::Map<const Vector>(here.gradient, size);
  peak.curvature.resize(size, size);
  for (int i = 0; i < size; ++i)
    for (int j = 0; j <= i; ++j) peak.curvature(i, j) = peak.curvature(j, i) = here.curvature[i][j];
  peak.isExpanded = true;
}

/// Newton's steps from a climb's end until nothing is gained, then the matrices there.
inline Summit summit(Problem &problem, const Peak &start) {
  Summit result{start, false, Square(), Square()};
  Peak &peak = result.peak;
  const auto size = peak.theta.size();
  double last = HUGE_VAL;
  for (int round = 0; round < 6; ++round) {
    if (!peak.isExpanded) expand(problem, peak);
    const Square &curvature = peak.curvature;
    const Vector &gradient = peak.gradient;
    const Eigen::LLT<Square> factors(curvature);
    if (!curvature.allFinite() || !isDefinite(factors, curvature)) break;
    const Vector step = factors.solve(gradient);
    const double gain = gradient.dot(step) / 2;
    result.covariance = factors.solve(Square(Square::Identity(size, size)));
    // Where |z| has its corner the gradient of EGARCH need not vanish at the maximum.
    result.isMaximum = gain < 1e-6 || problem.kind == ES_VARIANCE_EGARCH;
    const Vector next = peak.theta + step;
    if (gain < 1e-22 || !(gain < last) || problem.bounds.slack(next.data()) <= 0) break;
    const double value = problem.functions.value(problem.sample, next.data(), Outputs());
    // A gain below the rounding of logL shows in the gradient only.
    if (!(value > peak.value || (gain < 1e-10 && value > peak.value - 1e-10))) break;
    last = gain;
    peak.theta = next;
    peak.value = value;
    peak.isExpanded = false;
  }
  if (result.isMaximum) result.robust = result.covariance * problem.information(peak.theta.data()) * result.covariance;
  return result;
}

}  // namespace conditional
