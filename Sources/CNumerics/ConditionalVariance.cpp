#include "ConditionalVariance.h"

#include "CNumerics.h"
#include "ConditionalClimb.hpp"
#include "ConditionalCovariance.hpp"
#include "ConditionalStarts.hpp"

namespace {

using namespace conditional;

/// The observations in units in which the mean squared least-squares residual and every column's mean square are
/// 1. Powers of two in the data's scale change nothing in here.
struct Standardized {
  double scale = 1;
  double lengths[ES_VARIANCE_MEAN_COLUMNS] = {1, 1};
  std::vector<double> response, design, residuals;

  Standardized(const es_variance_data &data, const double *mean)
      : response(data.observations), design(data.observations * data.columns), residuals(data.observations) {
    const size_t n = data.observations;
    double squares = 0;
    for (size_t t = 0; t < n; ++t) {
      double e = data.response[t];
      for (size_t k = 0; k < data.columns; ++k) e -= mean[k] * data.design[k * n + t];
      squares += e * e;
    }
    scale = std::sqrt(squares / static_cast<double>(n));
    for (size_t t = 0; t < n; ++t) response[t] = data.response[t] / scale;
    for (size_t k = 0; k < data.columns; ++k) {
      double length = 0;
      for (size_t t = 0; t < n; ++t) length += data.design[k * n + t] * data.design[k * n + t];
      lengths[k] = std::sqrt(length / static_cast<double>(n));
      for (size_t t = 0; t < n; ++t) design[k * n + t] = data.design[k * n + t] / lengths[k];
    }
  }

  Sample sample() { return Sample{response.size(), response.data(), design.data(), residuals.data()}; }

  /// Parameters in the data's units, and the derivatives of that by the standardized ones.
  Vector original(const Problem &problem, const Vector &theta, Square &jacobian) const {
    Vector result = theta;
    jacobian = Square::Identity(problem.parameters, problem.parameters);
    const int omega = problem.columns, beta = problem.columns + 2;
    for (int k = 0; k < omega; ++k) {
      jacobian(k, k) = scale / lengths[k];
      result(k) *= jacobian(k, k);
    }
    if (problem.kind == ES_VARIANCE_EGARCH) {
      const double level = 2 * std::log(scale);
      result(omega) += (1 - theta(beta)) * level;
      jacobian(omega, beta) = -level;
    } else {
      jacobian(omega, omega) = scale * scale;
      result(omega) *= scale * scale;
    }
    return result;
  }
};

/// How much of the grid is climbed from. These numbers were chosen on 2,000 simulated series of 250 returns, so that of a
/// thousand fits one or two miss a maximum that other software finds.
struct Effort {
  /// Places of the grid from which the variance parameters alone are climbed.
  size_t screened;
  /// Peaks of those climbs from which everything is climbed.
  size_t climbs;
  /// A peak this far below the best one in the variance alone is not made good by the mean.
  double reach;
};

Effort effort(es_variance_kind kind) {
  switch (kind) {
    case ES_VARIANCE_GARCH: return {5, 3, 1};
    case ES_VARIANCE_GJR: return {8, 6, 2};
    case ES_VARIANCE_EGARCH: return {10, 4, 4};
  }
  return {8, 6, 6};
}

constexpr int screening_evaluations = 12;
constexpr double screening_tolerance = 0.05, climbing_tolerance = 1e-5;

/// Peaks of logL in the variance parameters alone, from every promising place of the grid, best first.
std::vector<Peak> screened(es_variance_kind kind, Problem &problem, const Vector &mean) {
  Vector start = Vector::Zero(problem.parameters);
  start.head(problem.columns) = mean;
  problem.value(problem.sample, start.data(), Outputs());  // leaves the least-squares residuals
  const std::vector<double> residuals(problem.sample.residuals, problem.sample.residuals + problem.sample.count);
  std::vector<double> room(residuals.size());
  Problem variance(kind, Sample{residuals.size(), residuals.data(), nullptr, room.data()}, 0);
  std::vector<Peak> peaks;
  for (const VariancePoint &origin : starting_points(kind, residuals.data(), residuals.size(), effort(kind).screened)) {
    const Vector from = Eigen::Map<const Vector>(origin.data(), variance.parameters);
    Peak peak = climb(variance, from, screening_tolerance, screening_evaluations);
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

/// The best of climbs from a standard error to either side of each mean coefficient. The likelihood of EGARCH has a corner
/// wherever a residual changes its sign, and a climb may end in one.
Peak besideCorners(Problem &problem, const Peak &peak) {
  Peak best = peak;
  double slope[most];
  const Square information = problem.information(peak.theta.data(), slope);
  for (int k = 0; k < problem.columns; ++k)
    for (double side : {-1.0, 1.0}) {
      Vector start = peak.theta;
      start(k) += side / std::sqrt(information(k, k));
      const Peak other = climb(problem, start, climbing_tolerance, 200);
      if (other.value > best.value && problem.isStable(other.theta.data())) best = other;
    }
  return best;
}

/// The best of the climbs in all parameters from the best screened peaks. A peak of EGARCH at the edge of stability
/// is no maximum, only where the climb had to stop: any other goes before it.
Peak highest(es_variance_kind kind, Problem &problem, const Vector &mean) {
  const std::vector<Peak> peaks = screened(kind, problem, mean);
  const size_t climbs = effort(kind).climbs;
  const double reach = effort(kind).reach;
  Peak best;
  bool isStable = false;
  Vector start(problem.parameters);
  start.head(problem.columns) = mean;
  for (size_t index = 0; index < peaks.size() && index < climbs; ++index) {
    if (index > 0 && peaks[index].value < peaks[0].value - reach) break;
    start.tail(problem.parameters - problem.columns) = peaks[index].theta;
    const Peak peak = climb(problem, start, climbing_tolerance, 200);
    const bool stable = problem.isStable(peak.theta.data());
    if (stable != isStable ? stable : peak.value > best.value) best = peak, isStable = stable;
  }
  if (kind == ES_VARIANCE_EGARCH && isStable) best = besideCorners(problem, best);
  if (best.converged) return best;
  const VariancePoint origin = point(kind, 0.9, 0.1, 0, 1);
  start.tail(problem.parameters - problem.columns) =
      Eigen::Map<const Vector>(origin.data(), problem.parameters - problem.columns);
  const Peak slow = climb(problem, best.value > impossible ? best.theta : start, 1e-9, 5000, false);
  return slow.value > best.value || !best.theta.size() ? slow : best;
}

bool isUsable(const es_variance_data &data, const double *mean, int parameters) {
  if (data.columns > ES_VARIANCE_MEAN_COLUMNS || data.observations <= static_cast<size_t>(parameters))
    return false;
  for (size_t t = 0; t < data.observations; ++t)
    if (!std::isfinite(data.response[t])) return false;
  for (size_t i = 0; i < data.observations * data.columns; ++i)
    if (!std::isfinite(data.design[i])) return false;
  for (size_t k = 0; k < data.columns; ++k)
    if (!std::isfinite(mean[k])) return false;
  return true;
}

void write(const Square &matrix, double *out) {
  for (Eigen::Index i = 0; i < matrix.rows(); ++i)
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) out[i * matrix.cols() + j] = matrix(i, j);
}

}  // namespace

int es_variance_likelihood(enum es_variance_kind kind, const struct es_variance_data *data,
                           const double *parameters, double *log_likelihood, double *gradient,
                           double *variances) {
  try {
    const Likelihood function =
        gradient ? likelihood<true>(kind, data->columns) : likelihood<false>(kind, data->columns);
    if (!function || data->observations == 0) return ES_NUMERICS_DOMAIN;
    std::vector<double> residuals(data->observations);
    Outputs outputs;
    outputs.gradient = gradient;
    outputs.variances = variances;
    const Sample sample{data->observations, data->response, data->design, residuals.data()};
    *log_likelihood = function(sample, parameters, outputs);
    return std::isfinite(*log_likelihood) ? ES_NUMERICS_OK : ES_NUMERICS_DOMAIN;
  } catch (...) {
    return ES_NUMERICS_FAILED;
  }
}

int es_variance_maximize(enum es_variance_kind kind, const struct es_variance_data *data, const double *mean,
                         struct es_variance_fit *fit) {
  try {
    const int parameters = static_cast<int>(data->columns) + variance_parameters(kind);
    if (!isUsable(*data, mean, parameters)) return ES_NUMERICS_DOMAIN;
    Standardized units(*data, mean);
    if (!(units.scale > 0) || !std::isfinite(units.scale)) return ES_NUMERICS_DOMAIN;
    Problem problem(kind, units.sample(), data->columns);
    Vector start(problem.columns);
    for (int k = 0; k < problem.columns; ++k) start(k) = mean[k] * units.lengths[k] / units.scale;

    Summit top{highest(kind, problem, start), false, Square(), Square()};
    const bool found = top.peak.value > impossible;
    const bool inside = found && problem.isInside(top.peak.theta.data());
    if (inside) top = summit(problem, top.peak);

    Square jacobian;
    const Vector theta = units.original(problem, top.peak.theta, jacobian);
    *fit = es_variance_fit{};
    fit->parameter_count = static_cast<size_t>(problem.parameters);
    fit->log_likelihood = top.peak.value - static_cast<double>(data->observations) * std::log(units.scale);
    for (int k = 0; k < problem.parameters; ++k) fit->parameters[k] = theta(k);
    fit->evaluations = problem.evaluations;
    fit->has_covariance = top.isMaximum;
    if (top.isMaximum) {
      write(Square(jacobian * top.covariance * jacobian.transpose()), fit->covariance);
      write(Square(jacobian * top.robust * jacobian.transpose()), fit->robust_covariance);
    }
    fit->status = !found || !top.peak.converged || (inside && !top.isMaximum) ? ES_VARIANCE_NOT_CONVERGED
                  : inside                                                    ? ES_VARIANCE_CONVERGED
                                                                              : ES_VARIANCE_BOUNDARY;
    return ES_NUMERICS_OK;
  } catch (...) {
    return ES_NUMERICS_FAILED;
  }
}
