import CoreStatistics
import CoreTypes

extension EstimationFailure {
  static func tooShort(_ found: Int, needed: NeededReturns) -> EstimationFailure {
    EstimationFailure(
      .estimationWindowTooShort,
      "\(found.counted("valid return", "valid returns")) in the estimation window, \(needed.text)",
      isByMinimum: needed.isMinimum)
  }

  static func withoutBenchmark(_ found: Int, own: Int, needed: NeededReturns) -> EstimationFailure {
    EstimationFailure(
      .benchmarkMissing,
      "\(own) returns of the security in the estimation window, but the benchmark has one for only \(found) of "
        + "them; \(needed.text)")
  }

  static func withoutFactors(
    _ names: [String], found: Int, own: Int, needed: NeededReturns
  ) -> EstimationFailure {
    EstimationFailure(
      .factorMissing,
      "\(own) returns of the security in the estimation window, but the factors \(names.quotedList) have values for "
        + "only \(found) of them; \(needed.text)")
  }

  /// The factors file has no column of that name.
  static func unknownFactor(_ name: String, known: [String]) -> EstimationFailure {
    EstimationFailure(
      .factorMissing,
      known.isEmpty
        ? "the model needs the factor '\(name)', but the study has no factors"
        : "the factors file has no column '\(name)'; it has \(known.quotedList)")
  }

  static func noVariance(_ observations: Int) -> EstimationFailure {
    EstimationFailure(
      .zeroResidualVariance,
      "the model explains all \(observations) estimation returns exactly; nothing is left to judge by")
  }

  /// Regressors that do not tell their parameters apart, by name where the model names its columns.
  static func collinear(_ rows: EstimationRows, dependent: [Int]) -> EstimationFailure {
    let names = rows.terms.names
    guard !names.isEmpty, let column = dependent.first else {
      return EstimationFailure(
        .constantBenchmark, "the benchmark's return is the same on every day of the estimation window")
    }
    let parts = combination(rows.columns, of: column, besides: dependent)
    let others = parts.filter { $0 != rows.terms.intercept }
    let days = "the \(rows.count) days of the estimation window"
    let text: String
    if parts.isEmpty {
      text = "'\(names[column])' is 0 on \(days)"
    } else if others.isEmpty {
      text = "'\(names[column])' is the same on \(days)"
    } else {
      text = "'\(names[column])' is a combination of \(parts.map { names[$0] }.quotedList) on \(days)"
    }
    return EstimationFailure(.collinearFactors, text)
  }

  /// The columns before a dependent one that make it up.
  private static func combination(
    _ columns: [[Double]], of column: Int, besides dependent: [Int]
  ) -> [Int] {
    let candidates = (0..<column).filter { !dependent.contains($0) }
    let fit = LinearFit.leastSquares(columns: candidates.map { columns[$0] }, response: columns[column])
    let length = columns[column].sumOfSquares.squareRoot()
    return zip(candidates, fit.coefficients).filter { candidate, coefficient in
      abs(coefficient) * columns[candidate].sumOfSquares.squareRoot() > 1e-8 * length
    }.map(\.0)
  }
}
