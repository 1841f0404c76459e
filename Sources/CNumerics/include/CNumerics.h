#pragma once

#include <stddef.h>

#include "ConditionalVariance.h"

// Numerical routines written for their job, behind a C face: Boost.Math for distributions, Eigen for least
// squares. Every function returns a status; results are written only with ES_NUMERICS_OK.

#ifdef __cplusplus
extern "C" {
#endif

enum {
  ES_NUMERICS_OK = 0,
  /// An argument outside the function's domain, or not a number.
  ES_NUMERICS_DOMAIN = 1,
  /// The result is beyond the range of a double.
  ES_NUMERICS_OVERFLOW = 2,
  /// No convergence, no memory, or any other failure of the library.
  ES_NUMERICS_FAILED = 3,
};

// Lower tails P(X <= x) and upper tails P(X > x), each computed as such, never as one minus the other.

int es_normal_lower(double x, double *result);
int es_normal_quantile(double probability, double *result);
int es_student_lower(double degrees_of_freedom, double x, double *result);
int es_student_quantile(double degrees_of_freedom, double probability, double *result);
int es_chi_squared_lower(double degrees_of_freedom, double x, double *result);
int es_chi_squared_upper(double degrees_of_freedom, double x, double *result);
int es_f_lower(double numerator, double denominator, double x, double *result);
int es_f_upper(double numerator, double denominator, double x, double *result);
int es_binomial_lower(double trials, double probability, double successes, double *result);
int es_binomial_upper(double trials, double probability, double successes, double *result);
int es_binomial_mass(double trials, double probability, double successes, double *result);

/// Ordinary least squares by Householder QR with column pivoting.
///
/// `design` is rows x columns, column-major. A column counts as dependent when, scaled to length one, what is
/// left of it beside the columns before it is not longer than `tolerance`; `dependent[j]` is then 1. Where any
/// column is dependent only `dependent` and `rank` are written. `inverse_gram` is (X'X)^-1, columns x columns,
/// `inverse_root` a B with B B' = (X'X)^-1, column-major. `independence` is the least share of its length that is left of
/// a column beside those that the factorization took before it.
int es_least_squares(const double *design, size_t rows, size_t columns, const double *response,
                     double tolerance, double *coefficients, double *inverse_gram,
                     double *inverse_root, double *independence, double *residual_sum_of_squares,
                     size_t *rank, unsigned char *dependent);

#ifdef __cplusplus
}
#endif
