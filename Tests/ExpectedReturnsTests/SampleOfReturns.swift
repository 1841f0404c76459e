import CoreTypes
import EventTime
import ExpectedReturns
import TestSupport

/// Estimation samples made from plain arrays of returns.
enum SampleOfReturns {
  static let eventWindow = EventWindow(first: -2, last: 2)

  /// One return a day: `security.count - 5` estimation days up to day -3, then the event window.
  static func sample(
    _ returns: SimulatedReturns, spans: [Int: Double] = [:], missing: Set<Int> = [], masked: Set<Int> = [],
    minimum: Int = 10
  ) -> EstimationSample {
    let length = returns.security.count - eventWindow.length
    let window = EventWindow(first: eventWindow.first - length, last: eventWindow.first - 1)
    let axis = EventWindow(first: window.first, last: eventWindow.last)
    var security = returns.security
    var span = [Double](repeating: 1, count: security.count)
    for (index, value) in spans { span[index] = value }
    for index in missing {
      security[index] = .nan
      span[index] = 0
    }
    return EstimationSample(
      returns: EventReturns(
        axis: axis, returns: security, benchmark: returns.benchmark, spans: span,
        daySpans: span.map { Int32($0) }),
      estimationWindow: window, eventWindow: eventWindow,
      isUsable: (0..<length).map { !masked.contains($0) }, minimum: minimum)
  }
}
