#include "CNumerics.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stdexcept>

namespace {

namespace bm = boost::math;
// Double stays double: long double would give other digits on processors without it. A binomial count is
// a whole number here, so the discrete quantile policy does not matter.
using Policy = bm::policies::policy<bm::policies::promote_double<false>>;
using Normal = bm::normal_distribution<double, Policy>;
using Student = bm::students_t_distribution<double, Policy>;
using ChiSquared = bm::chi_squared_distribution<double, Policy>;
using FisherF = bm::fisher_f_distribution<double, Policy>;
using Binomial = bm::binomial_distribution<double, Policy>;

/// Runs `compute`, turning every exception and every NaN into a status.
template <typename Compute>
int guarded(double *result, Compute compute) noexcept {
  try {
    const double value = compute();
    if (std::isnan(value)) return ES_NUMERICS_DOMAIN;
    *result = value;
    return ES_NUMERICS_OK;
  } catch (const std::domain_error &) {
    return ES_NUMERICS_DOMAIN;
  } catch (const std::overflow_error &) {
    return ES_NUMERICS_OVERFLOW;
  } catch (...) {
    return ES_NUMERICS_FAILED;
  }
}

/// P(X <= x) of the standard normal. `erfc` magnifies the rounding of x/sqrt(2) by x*x, so that rounding
/// is put back: erfc(a + d) = erfc(a) exp(-2ad - d*d) to first order in d for large a.
double normal_lower(double x) {
  const double argument = -x * 0.70710678118654752440;
  const double tail = bm::erfc(argument, Policy()) / 2;
  if (!(argument > 1) || tail == 0) return tail;
  const double square = x * x, rounded = argument * argument;
  const double lost = (square / 2 - rounded) +
                      (std::fma(x, x, -square) / 2 - std::fma(argument, argument, -rounded));
  return tail * std::exp(-lost);
}

}  // namespace

int es_normal_lower(double x, double *result) {
  return guarded(result, [=] { return normal_lower(x); });
}

int es_normal_quantile(double probability, double *result) {
  return guarded(result, [=] { return bm::quantile(Normal(), probability); });
}

int es_student_lower(double degrees_of_freedom, double x, double *result) {
  return guarded(result, [=] { return bm::cdf(Student(degrees_of_freedom), x); });
}

int es_student_quantile(double degrees_of_freedom, double probability, double *result) {
  return guarded(result, [=] { return bm::quantile(Student(degrees_of_freedom), probability); });
}

int es_chi_squared_lower(double degrees_of_freedom, double x, double *result) {
  return guarded(result, [=] { return bm::cdf(ChiSquared(degrees_of_freedom), x); });
}

int es_chi_squared_upper(double degrees_of_freedom, double x, double *result) {
  return guarded(result, [=] { return bm::cdf(bm::complement(ChiSquared(degrees_of_freedom), x)); });
}

int es_f_lower(double numerator, double denominator, double x, double *result) {
  return guarded(result, [=] { return bm::cdf(FisherF(numerator, denominator), x); });
}

int es_f_upper(double numerator, double denominator, double x, double *result) {
  return guarded(result, [=] { return bm::cdf(bm::complement(FisherF(numerator, denominator), x)); });
}

int es_binomial_lower(double trials, double probability, double successes, double *result) {
  return guarded(result, [=] { return bm::cdf(Binomial(trials, probability), successes); });
}

int es_binomial_upper(double trials, double probability, double successes, double *result) {
  return guarded(result, [=] { return bm::cdf(bm::complement(Binomial(trials, probability), successes)); });
}

int es_binomial_mass(double trials, double probability, double successes, double *result) {
  return guarded(result, [=] { return bm::pdf(Binomial(trials, probability), successes); });
}
