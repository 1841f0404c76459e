#pragma once

#include "ConditionalClimb.hpp"
#include "ConditionalNewton.hpp"
#include "ConditionalStarts.hpp"

// The search for the highest maximum: the grid, ways up in the variance alone, and from their best ends in everything.

namespace conditional {

/// How much of the grid is climbed from. These numbers were chosen on 2,100 simulated series of 250 returns.
struct Effort {
  /// Places of the grid from which the variance parameters alone are climbed.
  size_t screened;
  /// Peaks of those climbs from which everything is climbed.
  size_t climbs;
  /// A peak this far below the best one in the variance alone is not made good by the mean.
  double reach;
  /// The same once the mean has been moved by a step; not of EGARCH.
  double nearness;
};

inline Effort effort(es_variance_kind kind) {
  switch (kind) {
    case ES_VARIANCE_GARCH: return {8, 6, 1, 0.3};
    case ES_VARIANCE_GJR: return {16, 10, 3, 1};
    case ES_VARIANCE_EGARCH: return {10, 4, 4, 0};
  }
  return {8, 6, 6, 1};
}

constexpr int screening_steps = 12, climbing_steps = 20, climbing_evaluations = 200;
constexpr double screening_tolerance = 0.01, climbing_tolerance = 1e-10;

/// The ends of the ways up from these starts: Newton's, two at a time. EGARCH, whose likelihood has corners and an edge
/// where its filter is no longer stable, is climbed by SLSQP from one start after the other.
inline std::vector<Peak> ends(Problem &problem, const std::vector<Vector> &starts, bool isScreening, double reach) {
  if (problem.kind != ES_VARIANCE_EGARCH)
    return isScreening ? ways_up(problem, starts, screening_tolerance, screening_steps, reach)
                       : ways_up(problem, starts, climbing_tolerance, climbing_steps, reach);
  std::vector<Peak> result;
  for (const Vector &start : starts)
    result.push_back(isScreening ? climb(problem, start, 0.05, screening_steps)
                                 : climb(problem, start, 1e-5, climbing_evaluations));
  return result;
}

/// Peaks of logL in the variance parameters alone, from every promising place of the grid, best first.
inline std::vector<Peak> screened(es_variance_kind kind, Problem &problem, const Vector &mean) {
  std::vector<double> residuals(problem.sample.count);
  for (size_t t = 0; t < residuals.size(); ++t) {
    residuals[t] = problem.sample.response[t];
    for (int k = 0; k < problem.columns; ++k) residuals[t] -= mean(k) * problem.sample.column(k)[t];
  }
  const double presample = problem.sample.presample;
  Problem variance(kind, Sample{residuals.size(), residuals.data(), nullptr, presample}, 0);
  std::vector<Vector> starts;
  for (const VariancePoint &place : starting_points(kind, residuals, presample, effort(kind).screened))
    starts.push_back(Eigen::Map<const Vector>(place.data(), variance.parameters));
  std::vector<Peak> peaks;
  for (const Peak &peak : ends(variance, starts, true, effort(kind).reach)) {
    bool isNew = peak.value > impossible;
    for (const Peak &other : peaks)
      if (std::abs(other.value - peak.value) < 0.03 && (other.theta - peak.theta).cwiseAbs().maxCoeff() < 0.02)
        isNew = false;
    if (isNew) peaks.push_back(peak);
  }
  problem.evaluations += variance.evaluations;
  std::sort(peaks.begin(), peaks.end(), [](const Peak &a, const Peak &b) { return a.value > b.value; });
  return peaks;
}

/// The best of the ways up from a standard error to either side of each mean coefficient. The likelihood of EGARCH
/// has a corner wherever a residual changes its sign, and a way may end in one.
inline Peak besideCorners(Problem &problem, const Peak &peak) {
  const Square information = problem.information(peak.theta.data());
  std::vector<Vector> starts;
  for (int k = 0; k < problem.columns; ++k)
    for (double side : {-1.0, 1.0}) {
      starts.push_back(peak.theta);
      starts.back()(k) += side / std::sqrt(information(k, k));
    }
  Peak best = peak;
  for (const Peak &other : ends(problem, starts, false, 1))
    if (other.value > best.value && problem.isStable(other.theta.data())) best = other;
  return best;
}

/// The mean moved by a scoring step, with what logL is expected to be there.
inline Peak withBetterMean(const Problem &problem, const Peak &peak) {
  if (problem.columns == 0) return peak;
  double slope[most];
  const Square information = problem.information(peak.theta.data(), problem.columns, slope);
  const Eigen::Map<const Vector> gradient(slope, problem.columns);
  const Vector step = information.ldlt().solve(gradient);
  if (!step.allFinite()) return peak;
  Peak moved = peak;
  moved.theta.head(problem.columns) += step;
  moved.value += gradient.dot(step) / 2;
  return moved;
}

/// The best end of Newton's ways up in all parameters from the best screened peaks of GARCH and GJR.
inline Peak highestOfQuadratic(es_variance_kind kind, Problem &problem, const std::vector<Peak> &peaks, Vector start) {
  std::vector<Peak> origins;
  for (const Peak &peak : peaks) {
    if (origins.size() == effort(kind).climbs || peak.value < peaks[0].value - effort(kind).reach) break;
    start.tail(problem.parameters - problem.columns) = peak.theta;
    origins.push_back(withBetterMean(problem, Peak{start, peak.value}));
  }
  std::stable_sort(origins.begin(), origins.end(), [](const Peak &a, const Peak &b) { return a.value > b.value; });
  std::vector<Vector> starts;
  for (const Peak &origin : origins)
    if (origin.value > origins[0].value - effort(kind).nearness) starts.push_back(origin.theta);
  Peak best;
  for (const Peak &peak : ends(problem, starts, false, 0.01))
    if (peak.value > best.value) best = peak;
  return best;
}

/// The best end of the climbs in all parameters from EGARCH's screened peaks. A climb that stops at the edge of stability
/// has found no maximum, only where it had to stop: any other goes before it, and it uses up none of the climbs.
inline Peak highestOfExponential(Problem &problem, const std::vector<Peak> &peaks, Vector start) {
  const Effort effort = conditional::effort(ES_VARIANCE_EGARCH);
  Peak best;
  bool isStable = false;
  double bar = impossible;
  size_t climbs = 0;
  for (const Peak &origin : peaks) {
    if (climbs == effort.climbs || origin.value < bar - effort.reach) break;
    start.tail(problem.parameters - problem.columns) = origin.theta;
    const Peak peak = ends(problem, {start}, false, 0)[0];
    const bool stable = problem.isStable(peak.theta.data());
    if (stable != isStable ? stable : peak.value > best.value) best = peak, isStable = stable;
    if (stable) ++climbs, bar = std::max(bar, origin.value);
  }
  return isStable ? besideCorners(problem, best) : best;
}

/// The highest maximum in all parameters, or how far the last resort came.
inline Peak highest(es_variance_kind kind, Problem &problem, const Vector &mean) {
  const std::vector<Peak> peaks = screened(kind, problem, mean);
  Vector start(problem.parameters);
  start.head(problem.columns) = mean;
  Peak best = kind == ES_VARIANCE_EGARCH ? highestOfExponential(problem, peaks, start)
                                         : highestOfQuadratic(kind, problem, peaks, start);
  if (!best.converged && best.value > impossible) {
    const Peak finished = climb(problem, best.theta, climbing_tolerance, climbing_evaluations);
    if (finished.value > best.value) best = finished;
    best.converged = finished.converged;
  }
  if (best.converged) return best;
  const VariancePoint origin = point(kind, 0.9, 0.1, 0, 1);
  start.tail(problem.parameters - problem.columns) =
      Eigen::Map<const Vector>(origin.data(), problem.parameters - problem.columns);
  const Peak slow = climb(problem, best.value > impossible ? best.theta : start, 1e-9, 5000, false);
  return slow.value > best.value || !best.theta.size() ? slow : best;
}

}  // namespace conditional
