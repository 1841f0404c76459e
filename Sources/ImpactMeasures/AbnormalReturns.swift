import CoreTypes
import EventTime
import ExpectedReturns

/// One event's abnormal returns under one model: `AR_t = R_t - E[R_t]` on the days of the event window.
///
/// Parallel arrays over the days of `eventWindow`; NaN = no abnormal return on that day. A return over n
/// sessions stands on the day it ends on, as it is.
@usableFromInline
package struct AbnormalReturns: Sendable {
  @usableFromInline package let eventWindow: EventWindow
  package let returns: [Double]
  package let benchmark: [Double]
  package let expected: [Double]
  @usableFromInline package private(set) var abnormal: [Double]
  /// Variance of each abnormal return with its prediction error (METHODS 4.1).
  @usableFromInline package let variance: [Double]
  /// Exchange sessions and event days that each return covers; 0 where there is none.
  package let spans: [Double]
  package let daySpans: [Int32]
  /// What is missing where a day has a return but none is expected.
  package let missingRegressor: WindowExclusion

  package init(
    _ sample: EstimationSample, _ estimate: borrowing ExpectedReturnEstimate,
    missingRegressor: WindowExclusion
  ) {
    let eventWindow = sample.eventWindow
    let start = sample.returns.position(of: eventWindow.first)
    let positions = start..<(start + eventWindow.length)
    self.eventWindow = eventWindow
    self.missingRegressor = missingRegressor
    let returns = AbnormalReturns.cut(sample.returns.returns, to: positions)
    benchmark = AbnormalReturns.cut(sample.returns.benchmark, to: positions)
    spans = AbnormalReturns.cut(sample.returns.spans, to: positions)
    daySpans = AbnormalReturns.cut(sample.returns.daySpans, to: positions)
    let expected = estimate.expected
    var abnormal = returns
    for position in abnormal.indices { abnormal[position] -= expected[position] }
    variance = estimate.prediction.variances(of: abnormal)
    self.returns = returns
    self.expected = expected
    self.abnormal = abnormal
  }

  /// `Array(column[positions])`, which takes three times as long for a few days.
  private static func cut<Value>(_ column: [Value], to positions: Range<Int>) -> [Value] {
    column.withUnsafeBufferPointer { Array(UnsafeBufferPointer(rebasing: $0[positions])) }
  }

  /// The same with one day's abnormal return multiplied and moved, `scale * AR + shift`, and its variance as it was:
  /// what an event does that a simulation makes up. Nothing changes where the day has no abnormal return.
  package func altered(on day: Int, scale: Double, shift: Double) -> AbnormalReturns {
    guard eventWindow.contains(day) else { return self }
    var copy = self
    copy.abnormal[position(of: day)] = scale * abnormal[position(of: day)] + shift
    return copy
  }

  /// Position of an event day in the arrays.
  @inlinable
  package func position(of day: Int) -> Int { day - eventWindow.first }

  /// `SAR_t = AR_t / sqrt(var(AR_t))`; Patell (1976), Journal of Accounting Research 14, 246-276.
  @inlinable
  package func standardized(at position: Int) -> Double {
    abnormal[position] / variance[position].squareRoot()
  }
}
