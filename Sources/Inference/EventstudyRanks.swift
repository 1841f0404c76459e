import CoreStatistics
import CoreTypes

/// Ranks as the Stata module eventstudy2 takes them: each event's estimation residuals together with nothing but the days
/// that are tested.
struct EventstudyRanks {
  /// Sum of what the ranks become, over events: the estimation days, then what is tested.
  let sums: [Double]
  /// Number of events with a value.
  let counts: [Double]
  private let tested: Range<Int>

  /// - Parameters:
  ///   - score: `centered` or `share`.
  ///   - fill: writes one event's row: its estimation days and `tested` more values, NaN where missing.
  init(
    _ score: RankScore, of sample: EventSample, events: [Int], tested: Int,
    fill: (_ event: Int, _ row: UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    let days = sample.estimationWindow.length
    var values = [Double](repeating: .nan, count: days + tested)
    var scores = values
    var sums = [Double](repeating: 0, count: values.count)
    var counts = sums
    var workspace = RankWorkspace(score)
    for event in events {
      values.withUnsafeMutableBufferPointer { fill(event, $0) }
      values.withUnsafeBufferPointer { values in
        scores.withUnsafeMutableBufferPointer { _ = workspace.rank(values, into: $0) }
      }
      for place in scores.indices where !scores[place].isNaN {
        sums[place] += scores[place]
        counts[place] += 1
      }
    }
    self.sums = sums
    self.counts = counts
    self.tested = days..<(days + tested)
  }

  /// Cowan's (1992) statistic: the mean score of all tested values over the dispersion of the daily means, times the root
  /// of the days tested.
  func cowan() throws(NoStatistic) -> (z: Double, mean: Double) {
    var squares = 0.0
    var days = 0.0
    for place in sums.indices where counts[place] > 0 {
      let mean = sums[place] / counts[place]
      squares += mean * mean
      days += 1
    }
    let count = counts[tested].reduce(0, +)
    guard count > 0 else { throw NoStatistic(.noEvents) }
    guard squares > 0 else { throw NoStatistic(.zeroVariance) }
    let mean = sums[tested].reduce(0, +) / count
    return (Double(tested.count).squareRoot() * mean / (squares / days).squareRoot(), mean)
  }

  /// Its GRANK-T: `Z = Ubar_0/S`, `S^2 = (1/T) sum (n_t/N) Ubar_t^2` over the estimation days alone, T their number, and
  /// `t = Z sqrt((T-2)/(T-1-Z^2))`, which is no number where Z^2 exceeds T-1.
  func generalizedT() throws(NoStatistic) -> (t: Double, mean: Double, days: Double) {
    let events = counts[tested.lowerBound]
    guard events > 0 else { throw NoStatistic(.noEvents) }
    var squares = 0.0
    var days = 0.0
    for place in 0..<tested.lowerBound where counts[place] > 0 {
      squares += sums[place] * sums[place] / (counts[place] * events)
      days += 1
    }
    guard days > 2 else { throw NoStatistic(.noEstimationResiduals) }
    guard squares > 0 else { throw NoStatistic(.zeroVariance) }
    let mean = sums[tested.lowerBound] / events
    let z = mean / (squares / days).squareRoot()
    guard days - 1 > z * z else { throw NoStatistic(.notComputable) }
    return (z * ((days - 2) / (days - 1 - z * z)).squareRoot(), mean, days)
  }
}
