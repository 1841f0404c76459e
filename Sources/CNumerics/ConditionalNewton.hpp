#pragma once

#include <cstring>
#include <optional>

#include "ConditionalProblem.hpp"

// Newton's way up with the analytic Hessian, the bounds that bind held as they are. Two starts go up at a time, each
// number of the two in one vector.

namespace conditional {

/// The step from a point where gradient and curvature are known.
class NewtonStep {
 public:
  Vector step;
  /// What the step is expected to gain.
  double promise = 0;
  /// The curvature is definite along the bounds that are held: nothing was added to it.
  bool isConcave = false;

  NewtonStep(const Bounds &bounds, const Vector &at, const Vector &gradient, const Square &curvature)
      : step(Vector::Zero(at.size())) {
    for (int row = 0; row < bounds.count; ++row) held_[row] = bounds.distance(row, at.data()) < touching;
    for (int round = 0; round < 2 * Bounds::limit; ++round) {
      const int count = gather(bounds);
      solve(gradient, curvature, count);
      const int wrong = wronglyHeld(gradient, curvature, count);
      if (wrong < 0) break;
      held_[wrong] = false;
    }
    // A bound that was let go and is run into again stays.
    double room = HUGE_VAL;
    for (int row = 0; row < bounds.count; ++row) {
      const double towards = bounds.product(row, step.data());
      if (!held_[row] && towards > 0)
        room = std::min(room, std::max(bounds.distance(row, at.data()), 0.0) / towards);
    }
    promise = gradient.dot(step) / 2;
    if (room < 1) step *= room;
  }

 private:
  static constexpr double touching = 1e-12;
  bool held_[Bounds::limit] = {};
  int rows_[Bounds::limit] = {};
  Square normals_;

  int gather(const Bounds &bounds) {
    int count = 0;
    normals_.resize(step.size(), step.size());
    for (int row = 0; row < bounds.count && count < step.size(); ++row) {
      if (!held_[row]) continue;
      rows_[count] = row;
      normals_.col(count++) = Eigen::Map<const Vector>(bounds.rows[row], step.size());
    }
    return count;
  }

  /// Newton's step along the held bounds.
  void solve(const Vector &gradient, const Square &curvature, int count) {
    const auto size = step.size();
    if (count == size) {
      step.setZero();
      isConcave = true;
    } else if (count == 0) {
      step = damped(gradient, curvature);
    } else {
      const Square normals = normals_.leftCols(count);
      const Square rotation = Eigen::HouseholderQR<Square>(normals).householderQ();
      const Square free = rotation.rightCols(size - count);
      step = free * damped(free.transpose() * gradient, free.transpose() * curvature * free);
    }
  }

  /// Where the likelihood is not concave, as much is added to the diagonal as makes it so.
  Vector damped(const Vector &gradient, const Square &curvature) {
    double shift = 0;
    for (int attempt = 0; attempt < 14; ++attempt) {
      Square matrix = curvature;
      for (int k = 0; k < matrix.rows(); ++k) matrix(k, k) += shift * (std::abs(curvature(k, k)) + 1);
      const Eigen::LLT<Square> factors(matrix);
      isConcave = attempt == 0;
      if (isDefinite(factors, matrix)) return factors.solve(gradient);
      shift = shift == 0 ? 0.003 : 4 * shift;
    }
    return Vector::Zero(gradient.size());
  }

  /// The held bound that the likelihood pulls away from most; -1 where there is none.
  int wronglyHeld(const Vector &gradient, const Square &curvature, int count) const {
    if (count == 0) return -1;
    const Vector pull = gradient - curvature * step;
    const Square normals = normals_.leftCols(count);
    const Vector multipliers = Eigen::HouseholderQR<Square>(normals).solve(pull);
    Eigen::Index least = 0;
    return multipliers.minCoeff(&least) < -1e-7 ? rows_[least] : -1;
  }
};

/// One way up: asks for the expansion at `trial` until it is over.
class Way {
 public:
  Way(const Problem &problem, const Vector &start, double tolerance)
      : bounds_(problem.bounds), tolerance_(tolerance), trial_(start), step_(Vector::Zero(start.size())),
        peak_{start} {}

  const Vector &trial() const { return trial_; }
  bool isOver() const { return isOver_; }
  const Peak &peak() const { return peak_; }
  /// logL where the way is expected to end.
  double hope() const { return hope_; }
  void abandon() { isOver_ = true; }

  /// Takes what was found at the trial, in a pair the part of this `lane`, and chooses the next one.
  template <class Number>
  void take(const Expansion<Number> &found, int lane) {
    if (isOver_) return;
    const auto number = [lane](const Number &numbers) {
      double each[sizeof(Number) / sizeof(double)];
      std::memcpy(each, &numbers, sizeof(each));
      return each[lane];
    };
    const double value = number(found.value);
    if (!(value > peak_.value)) {
      // The last digits of logL are rounding; a step that promises less than they hold ends the way.
      peak_.converged = promise_ < 1e-9 && isConcave_;
      isOver_ = peak_.converged || ++losses_ > 6;
      step_ *= 0.3;
      trial_ = peak_.theta + step_;
      return;
    }
    peak_.theta = trial_;
    peak_.value = value;
    const auto size = trial_.size();
    Vector gradient(size);
    Square curvature(size, size);
    for (int i = 0; i < size; ++i) {
      gradient(i) = number(found.gradient[i]);
      for (int j = 0; j <= i; ++j) curvature(i, j) = curvature(j, i) = number(found.curvature[i][j]);
    }
    peak_.isExpanded = false;
    if (!gradient.allFinite() || !curvature.allFinite()) {
      isOver_ = true;
      return;
    }
    peak_.gradient = gradient, peak_.curvature = curvature, peak_.isExpanded = true;
    const NewtonStep next(bounds_, trial_, gradient, curvature);
    promise_ = next.promise, isConcave_ = next.isConcave;
    hope_ = value + promise_;
    peak_.converged = isConcave_ && promise_ < tolerance_;
    isOver_ = peak_.converged || next.step.isZero(0);
    step_ = next.step;
    trial_ = peak_.theta + step_;
  }

 private:
  const Bounds &bounds_;
  double tolerance_;
  Vector trial_, step_;
  Peak peak_;
  double promise_ = HUGE_VAL, hope_ = HUGE_VAL;
  bool isConcave_ = false, isOver_ = false;
  int losses_ = 0;
};

/// The ends of the ways from these starts, in their order. A way ends when its next step promises less than
/// `tolerance`, after so many `steps`, or when what it hopes for is more than `reach` below the best end so far.
inline std::vector<Peak> ways_up(Problem &problem, const std::vector<Vector> &starts, double tolerance,
                                 int steps, double reach) {
  std::vector<Peak> peaks(starts.size());
  double best = impossible;
  size_t next = 0;
  struct Lane {
    std::optional<Way> way;
    size_t index = 0;
    int steps = 0;
  } lanes[2];
  for (;;) {
    bool isBusy = false;
    for (Lane &lane : lanes) {
      if (lane.way && !lane.way->isOver() && lane.steps < steps) { isBusy = true; continue; }
      if (lane.way) {
        peaks[lane.index] = lane.way->peak();
        best = std::max(best, lane.way->peak().value);
        lane.way.reset();
      }
      if (next == starts.size()) continue;
      lane.way.emplace(problem, starts[next], tolerance);
      lane.index = next++;
      lane.steps = 0;
      isBusy = true;
    }
    if (!isBusy) return peaks;
    Lane &first = lanes[0].way ? lanes[0] : lanes[1], &second = lanes[1].way ? lanes[1] : lanes[0];
    ++problem.evaluations;
    if (&first == &second) {
      Expansion<double> found;
      problem.functions.expand(problem.sample, first.way->trial().data(), found);
      first.way->take(found, 0);
    } else {
      Pair point[most];
      for (int k = 0; k < problem.parameters; ++k) point[k] = Pair{first.way->trial()(k), second.way->trial()(k)};
      Expansion<Pair> found;
      problem.functions.expandTwo(problem.sample, point, found);
      first.way->take(found, 0);
      second.way->take(found, 1);
    }
    for (Lane &lane : lanes) {
      ++lane.steps;
      if (lane.way && lane.way->hope() < best - reach) lane.way->abandon();
    }
  }
}

}  // namespace conditional
