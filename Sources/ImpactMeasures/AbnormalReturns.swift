import CoreStatistics
import CoreTypes
import EventTime
import ExpectedReturns

/// One event's abnormal returns under one model: `AR_t = R_t - E[R_t]` on the days of the event window.
///
/// Parallel columns over the days of `eventWindow`; NaN = no abnormal return on that day. A return over n
/// sessions stands on the day it ends on, as it is.
///
/// A class, though it never changes: a copy counts one reference, not one a column.
@usableFromInline
package final class AbnormalReturns: Sendable {
  @usableFromInline package let eventWindow: EventWindow
  /// `R_t`, and the benchmark's return over the same sessions.
  package let returns: ColumnPart<Double>
  package let benchmark: ColumnPart<Double>
  /// `E[R_t]`.
  package let expected: [Double]
  /// `AR_t`.
  @usableFromInline package let abnormal: [Double]
  /// Variance of each abnormal return with its prediction error (METHODS 4.1).
  @usableFromInline package let variance: [Double]
  /// Exchange sessions and event days that each return covers; 0 where there is none.
  package let spans: ColumnPart<Double>
  package let daySpans: ColumnPart<Int32>
  /// Every day has an abnormal return, over one session.
  let isUnbroken: Bool
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
    let returns = sample.returns.returns.part(positions)
    benchmark = sample.returns.benchmark.part(positions)
    spans = sample.returns.spans.part(positions)
    daySpans = sample.returns.daySpans.part(positions)
    let expected = estimate.expected
    var isComplete = true
    let abnormal = [Double](count: positions.count) { abnormal in
      returns.withUnsafeBufferPointer { returns in
        for position in abnormal.indices {
          let difference = returns[position] - expected[position]
          abnormal[position] = difference
          isComplete = isComplete && !difference.isNaN
        }
      }
    }
    isUnbroken =
      isComplete
      && (sample.returns.isUnbroken
        || spans.withUnsafeBufferPointer(areOne)
          && daySpans.withUnsafeBufferPointer { $0.allSatisfy { $0 == 1 } })
    variance = estimate.prediction.variances(of: abnormal)
    self.returns = returns
    self.expected = expected
    self.abnormal = abnormal
  }

  /// Whether one of the days has a return over several sessions.
  package func hasSpan(in window: EventWindow) -> Bool {
    !isUnbroken && window.days.contains { spans[position(of: $0)] > 1 }
  }

  /// The same with one day's abnormal return multiplied and moved, `scale * AR + shift`, and its variance as it was:
  /// what an event does that a simulation makes up. Nothing changes where the day has no abnormal return.
  package func altered(on day: Int, scale: Double, shift: Double) -> AbnormalReturns {
    guard eventWindow.contains(day) else { return self }
    var altered = abnormal
    altered[position(of: day)] = scale * abnormal[position(of: day)] + shift
    return AbnormalReturns(self, abnormal: altered)
  }

  private init(_ other: AbnormalReturns, abnormal: [Double]) {
    eventWindow = other.eventWindow
    returns = other.returns
    benchmark = other.benchmark
    expected = other.expected
    self.abnormal = abnormal
    variance = other.variance
    spans = other.spans
    daySpans = other.daySpans
    isUnbroken = other.isUnbroken
    missingRegressor = other.missingRegressor
  }

  /// Position of an event day in the arrays.
  @inlinable
  package func position(of day: Int) -> Int { day - eventWindow.first }

  /// Appends the exchange sessions that each abnormal return covers; NaN on a day without one.
  package func appendSpans(to column: inout [Double]) {
    column.append(addingCapacity: abnormal.count) { added in
      spans.withUnsafeBufferPointer { spans in
        added.withUnsafeMutableBufferPointer { added, count in
          for position in abnormal.indices {
            added.initializeElement(at: position, to: abnormal[position].isNaN ? .nan : spans[position])
          }
          count = abnormal.count
        }
      }
    }
  }

  /// Appends the event days that each abnormal return covers; NaN on a day without one.
  package func appendDaySpans(to column: inout [Double]) {
    for (value, span) in zip(abnormal, daySpans) { column.append(value.isNaN ? .nan : Double(span)) }
  }

  /// Appends the standardized abnormal return of each day.
  package func appendStandardized(to column: inout [Double]) {
    column.append(addingCapacity: abnormal.count) { added in
      added.withUnsafeMutableBufferPointer { added, count in
        for position in abnormal.indices {
          added.initializeElement(at: position, to: standardized(at: position))
        }
        count = abnormal.count
      }
    }
  }

  /// `SAR_t = AR_t / sqrt(var(AR_t))`; Patell (1976), Journal of Accounting Research 14, 246-276.
  @inlinable
  package func standardized(at position: Int) -> Double {
    abnormal[position] / variance[position].squareRoot()
  }
}
