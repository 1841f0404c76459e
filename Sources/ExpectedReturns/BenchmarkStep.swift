import CoreTypes
import EventTime

extension EstimationSample {
  /// `benchmark-out-of-step`: the security moves with what its benchmark did a session earlier or later, and hardly with what
  /// it did on the same one. The dates of one of the two files are a session off.
  ///
  /// The correlation with the neighboring session is at least six times its standard error without any relation, 1/sqrt(n), and
  /// three times that with the same session.
  package var benchmarkStep: EstimateWarning? {
    let start = returns.position(of: estimationWindow.first)
    let positions = start..<(start + estimationWindow.length)
    return returns.returns.withUnsafeBufferPointer { own in
      returns.benchmark.withUnsafeBufferPointer { market in
        let same = Self.correlation(own, market, positions, lag: 0)
        let others = [(-1, "earlier"), (1, "later")].map { lag, word in
          (word: word, found: Self.correlation(own, market, positions, lag: lag))
        }
        guard let other = others.max(by: { $0.found.value < $1.found.value }),
          other.found.value * Double(other.found.pairs).squareRoot() >= Self.leastMultiple,
          other.found.value > Self.leastRatio * abs(same.value)
        else { return nil }
        return EstimateWarning(
          .benchmarkOutOfStep,
          "the correlation with the benchmark's return of a session \(other.word) is \(Self.text(other.found.value)), with that of the "
            + "same session \(Self.text(same.value)): the dates of one of the two may be a session off")
      }
    }
  }

  private static func text(_ correlation: Double) -> String {
    let hundredths = (correlation * 100).rounded()
    return hundredths == 0 ? "0" : "\(hundredths / 100)"
  }

  private static let leastMultiple = 6.0
  private static let leastRatio = 3.0
}

extension ExpectedReturnEstimate {
  /// The regressors explain so little that a benchmark may be out of step: `EstimationSample.benchmarkStep` tells whether it is.
  package var explainsHardlyAnything: Bool {
    rSquared.map { $0 < ExpectedReturnEstimate.hardlyAnything } ?? false
  }

  /// The square of a third of a correlation of one half.
  private static let hardlyAnything = 0.03
}
