#pragma once

#include <stddef.h>

// GARCH(1,1), EGARCH(1,1) and GJR-GARCH(1,1) residuals of a linear mean, by Gaussian quasi maximum likelihood.
//
//   y_t = x_t' m + e_t,  e_t = sqrt(h_t) z_t,  logL = -1/2 sum (ln 2 pi + ln h_t + e_t^2 / h_t)
//   GARCH   h_t = omega + alpha e_{t-1}^2 + beta h_{t-1}
//   GJR     h_t = omega + (alpha + gamma 1[e_{t-1} < 0]) e_{t-1}^2 + beta h_{t-1}
//   EGARCH  ln h_t = omega + alpha (|z_{t-1}| - sqrt(2 / pi)) + gamma z_{t-1} + beta ln h_{t-1}
//
// Presample: e_0^2 = h_0 = v, a given number or the mean of e^2 at the current m (Fiorentini, Calzolari and Panattoni 1996, Journal
// of Applied Econometrics 11, 399-417), so h_1 = omega + (alpha + beta) v, with gamma / 2 in GJR, and in EGARCH
// ln h_1 = omega + beta ln v. Every derivative includes that of v.
//
// Parameters stand in one order everywhere: the mean coefficients, omega, alpha, beta, then gamma but for GARCH.

#ifdef __cplusplus
extern "C" {
#endif

enum es_variance_kind { ES_VARIANCE_GARCH = 0, ES_VARIANCE_EGARCH = 1, ES_VARIANCE_GJR = 2 };

enum {
  ES_VARIANCE_MEAN_COLUMNS = 2,
  /// Two mean coefficients, omega, alpha, beta, gamma.
  ES_VARIANCE_PARAMETERS = 6,
};

/// How a fit ended.
enum es_variance_status {
  ES_VARIANCE_CONVERGED = 0,
  /// The likelihood is highest where a bound binds: alpha, beta or alpha + gamma of 0, persistence of 1.
  ES_VARIANCE_BOUNDARY = 1,
  /// No algorithm met its tolerance, or the point it gave is not a maximum.
  ES_VARIANCE_NOT_CONVERGED = 2,
};

/// The observations of a fit, more than there are parameters; all finite.
struct es_variance_data {
  size_t observations;
  /// 0, 1 or 2 columns of the mean; column-major in `design`.
  size_t columns;
  const double *response;
  const double *design;
  /// v; 0 for the mean of e^2.
  double presample;
};

struct es_variance_fit {
  enum es_variance_status status;
  size_t parameter_count;
  double log_likelihood;
  double parameters[ES_VARIANCE_PARAMETERS];
  /// 1 where the two matrices are there: the maximum is inside the bounds and the Hessian definite.
  int has_covariance;
  /// Inverse of minus the Hessian of logL, row-major, parameter_count squared.
  double covariance[ES_VARIANCE_PARAMETERS * ES_VARIANCE_PARAMETERS];
  /// Sandwich H^-1 (sum s s') H^-1 (Bollerslev and Wooldridge 1992, Econometric Reviews 11, 143-172).
  double robust_covariance[ES_VARIANCE_PARAMETERS * ES_VARIANCE_PARAMETERS];
  /// Evaluations of logL with or without its derivatives, two points at a time counted once and the grid of starting points
  /// left out.
  size_t evaluations;
};

/// logL at `parameters`, and where they are not null its `gradient` and the variances h_1 ... h_n.
/// ES_NUMERICS_DOMAIN where a variance is not positive and finite.
int es_variance_likelihood(enum es_variance_kind kind, const struct es_variance_data *data,
                           const double *parameters, double *log_likelihood, double *gradient,
                           double *variances);

/// The highest logL found from several starting points; `mean` holds the least-squares coefficients.
/// ES_NUMERICS_DOMAIN where something is not finite, there are not more observations than parameters, or the residuals
/// are nothing but rounding.
int es_variance_maximize(enum es_variance_kind kind, const struct es_variance_data *data, const double *mean,
                         struct es_variance_fit *fit);

#ifdef __cplusplus
}
#endif
