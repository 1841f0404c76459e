#include "CNumerics.h"

#define EIGEN_MPL2_ONLY
#define EIGEN_DONT_PARALLELIZE
#include <eigen3/Eigen/QR>

namespace {

using Eigen::Index;
using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

/// Marks the columns of `unit` (columns of length one or zero) that the columns before them explain to within
/// `tolerance`: Gram-Schmidt in the caller's order, twice for each column because once loses digits.
Index mark_dependent(const Matrix &unit, double tolerance, unsigned char *dependent) {
  Matrix basis(unit.rows(), unit.cols());
  Index rank = 0;
  for (Index column = 0; column < unit.cols(); ++column) {
    Vector rest = unit.col(column);
    for (int pass = 0; pass < 2 && rank > 0; ++pass)
      rest -= basis.leftCols(rank) * (basis.leftCols(rank).transpose() * rest);
    const double length = rest.norm();
    dependent[column] = rank == unit.rows() || !(length > tolerance);
    if (!dependent[column]) basis.col(rank++) = rest / length;
  }
  return rank;
}

}  // namespace

int es_least_squares(const double *design, size_t rows, size_t columns, const double *response,
                     double tolerance, double *coefficients, double *inverse_gram,
                     double *inverse_root, double *independence, double *residual_sum_of_squares,
                     size_t *rank, unsigned char *dependent) {
  try {
    const Index n = static_cast<Index>(rows), k = static_cast<Index>(columns);
    const Eigen::Map<const Matrix> x(design, n, k);
    const Eigen::Map<const Vector> y(response, n);
    if (!x.allFinite() || !y.allFinite()) return ES_NUMERICS_DOMAIN;

    Vector length(k);
    for (Index column = 0; column < k; ++column) {
      const double norm = x.col(column).stableNorm();
      length(column) = norm > 0 ? norm : 1;
    }
    const Matrix unit = x * length.cwiseInverse().asDiagonal();
    *rank = static_cast<size_t>(mark_dependent(unit, tolerance, dependent));
    if (*rank < columns) return ES_NUMERICS_OK;

    const Eigen::ColPivHouseholderQR<Matrix> qr(unit);
    const Vector solution = qr.solve(y).cwiseQuotient(length);
    const Matrix inverse_r =
        qr.matrixQR().topLeftCorner(k, k).triangularView<Eigen::Upper>().solve(Matrix::Identity(k, k));
    const Matrix root = length.cwiseInverse().asDiagonal() * (qr.colsPermutation() * inverse_r);

    Eigen::Map<Vector>(coefficients, k) = solution;
    Eigen::Map<Matrix>(inverse_gram, k, k) = root * root.transpose();
    Eigen::Map<Matrix>(inverse_root, k, k) = root;
    *independence = qr.matrixQR().diagonal().cwiseAbs().minCoeff();
    *residual_sum_of_squares = (y - x * solution).squaredNorm();
    return ES_NUMERICS_OK;
  } catch (...) {
    return ES_NUMERICS_FAILED;
  }
}
