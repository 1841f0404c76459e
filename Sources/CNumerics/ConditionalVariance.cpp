#include "ConditionalVariance.h"

#include "CNumerics.h"
#include "ConditionalCovariance.hpp"
#include "ConditionalSearch.hpp"

namespace {

using namespace conditional;

/// The observations in units in which the mean squared least-squares residual and every column's mean square are
/// 1. Powers of two in the data's scale change nothing in here.
struct Standardized {
  double scale = 1, presample;
  double lengths[ES_VARIANCE_MEAN_COLUMNS] = {1, 1};
  std::vector<double> response, design;

  Standardized(const es_variance_data &data, const double *mean)
      : presample(data.presample), response(data.observations), design(data.observations * data.columns) {
    const size_t n = data.observations;
    double squares = 0;
    for (size_t t = 0; t < n; ++t) {
      double e = data.response[t];
      for (size_t k = 0; k < data.columns; ++k) e -= mean[k] * data.design[k * n + t];
      squares += e * e;
    }
    scale = std::sqrt(squares / static_cast<double>(n));
    presample /= scale * scale;
    for (size_t t = 0; t < n; ++t) response[t] = data.response[t] / scale;
    for (size_t k = 0; k < data.columns; ++k) {
      double length = 0;
      for (size_t t = 0; t < n; ++t) length += data.design[k * n + t] * data.design[k * n + t];
      lengths[k] = std::sqrt(length / static_cast<double>(n));
      for (size_t t = 0; t < n; ++t) design[k * n + t] = data.design[k * n + t] / lengths[k];
    }
  }

  /// The residuals are more than the rounding of the observations.
  bool hasResiduals() const {
    double squares = 0;
    for (double y : response) squares += y * y;
    return scale > 0 && squares < 1e26 * static_cast<double>(response.size());
  }

  Sample sample() { return Sample{response.size(), response.data(), design.data(), presample}; }

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

bool isUsable(const es_variance_data &data, const double *mean, int parameters) {
  if (data.columns > ES_VARIANCE_MEAN_COLUMNS || data.observations <= static_cast<size_t>(parameters))
    return false;
  if (!std::isfinite(data.presample) || data.presample < 0) return false;
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
    const Functions functions = Functions::of(kind, data->columns);
    const Likelihood function = gradient ? functions.gradient : functions.value;
    if (!function || data->observations == 0) return ES_NUMERICS_DOMAIN;
    Outputs outputs;
    outputs.gradient = gradient;
    outputs.variances = variances;
    const Sample sample{data->observations, data->response, data->design, data->presample};
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
    if (!std::isfinite(units.scale) || !units.hasResiduals()) return ES_NUMERICS_DOMAIN;
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
