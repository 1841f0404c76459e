import CoreStatistics
import CoreTypes

/// Averages over events on one event day: a row of `averages.csv`.
package struct AverageAbnormalReturn: Sendable {
  package let day: Int
  /// Events with an abnormal return on this day.
  package let events: Int
  /// AAR, the mean; NaN for no event.
  package let mean: Double
  package let median: Double
  /// Number of events with an abnormal return above 0.
  package let positive: Int
  /// CAAR, the running sum of the AARs so far. A day without any event adds nothing.
  package let cumulative: Double
}

extension AverageAbnormalReturn {
  /// One row a day of the event window. `panel` holds the abnormal returns event by event (NaN = none), each
  /// `eventWindow.length` long; sums run in the order of the events.
  ///
  /// - Parameter rows: the events that are averaged; nil = all of them.
  package static func perDay(panel: [Double], rows: [Int]?, eventWindow: EventWindow)
    -> [AverageAbnormalReturn]
  {
    let length = eventWindow.length
    let events = rows ?? Array(0..<(panel.count / length))
    var cumulative = 0.0
    var values: [Double] = []
    return eventWindow.days.enumerated().map { position, day in
      values.removeAll(keepingCapacity: true)
      for event in events {
        let value = panel[event * length + position]
        if !value.isNaN { values.append(value) }
      }
      let mean = values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
      if !mean.isNaN { cumulative += mean }
      return AverageAbnormalReturn(
        day: day, events: values.count, mean: mean, median: Selection.median(of: &values) ?? .nan,
        positive: values.count { $0 > 0 }, cumulative: cumulative)
    }
  }
}
