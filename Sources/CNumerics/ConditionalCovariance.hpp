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

/// The `count` residuals nearest to 0 and, a column each, what they are regressed on.
struct NearestResiduals {
  Vector residuals;
  Square normals;

  NearestResiduals(const Problem &problem, const Vector &theta, int count)
      : residuals(Vector::Zero(count)), normals(Square::Zero(theta.size(), count)) {
    double last = -1;
    for (int place = 0; place < count; ++place) {
      double least = HUGE_VAL;
      for (size_t t = 0; t < problem.sample.count; ++t) {
        double e = problem.sample.response[t];
        for (int k = 0; k < problem.columns; ++k) e -= theta(k) * problem.sample.column(k)[t];
        if (!(std::abs(e) > last && std::abs(e) < least)) continue;
        least = std::abs(e);
        residuals(place) = e;
        for (int k = 0; k < problem.columns; ++k) normals(k, place) = problem.sample.column(k)[t];
      }
      last = least;
    }
  }
};

/// The likelihood of EGARCH has a corner where a residual changes its sign, and a maximum may lie in it, or in two of them:
/// Newton's steps from there with so many of the residuals nearest to 0 `held` at 0. The gradient across a corner does not
/// vanish.
inline void climbAlongCorners(Problem &problem, Summit &summit, int held) {
  Peak peak = summit.peak;
  const auto size = peak.theta.size();
  const NearestResiduals nearest(problem, peak.theta, held);
  const Square across = summit.covariance * nearest.normals, lengths = nearest.normals.transpose() * across;
  Vector next = peak.theta + across * lengths.partialPivLu().solve(nearest.residuals);
  const Square rotation = Eigen::HouseholderQR<Square>(nearest.normals).householderQ();
  const Square free = rotation.rightCols(size - held);
  for (int round = 0; round < 6; ++round) {
    if (!next.allFinite() || !(problem.bounds.slack(next.data()) > 0)) return;
    const double value = problem.functions.value(problem.sample, next.data(), Outputs());
    if (round == 0 ? !(value > peak.value - 1e-3) : !(value > peak.value)) break;
    peak.theta = next;
    peak.value = value;
    expand(problem, peak);
    const Square along = free.transpose() * peak.curvature * free;
    const Eigen::LLT<Square> factors(along);
    if (!along.allFinite() || !isDefinite(factors, along)) return;
    next = peak.theta + free * factors.solve(Vector(free.transpose() * peak.gradient));
  }
  if (!(peak.value > summit.peak.value)) return;
  const Eigen::LLT<Square> factors(peak.curvature);
  if (!isDefinite(factors, peak.curvature)) return;
  summit.peak = peak;
  summit.covariance = factors.solve(Square(Square::Identity(size, size)));
}

/// Newton's steps from a climb's end until nothing is gained, then the matrices there.
inline Summit summit(Problem &problem, const Peak &start) {
  Summit result{start, false, Square(), Square()};
  Peak &peak = result.peak;
  const auto size = peak.theta.size();
  double last = HUGE_VAL, gain = 0;
  for (int round = 0; round < 6; ++round) {
    if (!peak.isExpanded) expand(problem, peak);
    const Square &curvature = peak.curvature;
    const Vector &gradient = peak.gradient;
    const Eigen::LLT<Square> factors(curvature);
    if (!curvature.allFinite() || !isDefinite(factors, curvature)) break;
    const Vector step = factors.solve(gradient);
    gain = gradient.dot(step) / 2;
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
  if (problem.kind == ES_VARIANCE_EGARCH && result.isMaximum && gain > 1e-9)
    for (int held = 1; held <= problem.columns; ++held) climbAlongCorners(problem, result, held);
  if (result.isMaximum) result.robust = result.covariance * problem.information(peak.theta.data()) * result.covariance;
  return result;
}

}  // namespace conditional
