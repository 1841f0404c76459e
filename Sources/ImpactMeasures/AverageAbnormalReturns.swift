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
    var result: [AverageAbnormalReturn] = []
    var columns = [[Double]](repeating: [], count: min(daysTogether, length))
    for first in stride(from: 0, to: length, by: daysTogether) {
      let days = first..<min(first + daysTogether, length)
      gather(days, of: panel, events, length: length, into: &columns)
      for position in days {
        let (count, sum, positive) = sums(of: columns[position - first])
        let mean = sum / Double(count)
        if count > 0 { cumulative += mean }
        result.append(
          AverageAbnormalReturn(
            day: eventWindow.first + position, events: count, mean: mean,
            median: Selection.median(of: &columns[position - first]) ?? .nan, positive: positive,
            cumulative: cumulative))
      }
    }
    return result
  }

  /// Days whose columns are gathered in one walk over the panel: most of its numbers that come along from memory.
  private static let daysTogether = 4
  /// Events whose numbers stay in the cache from one of these days to the next.
  private static let eventsTogether = 512

  /// The abnormal returns of some days that are there, a column a day.
  private static func gather(
    _ days: Range<Int>, of panel: [Double], _ events: [Int], length: Int, into columns: inout [[Double]]
  ) {
    for place in 0..<days.count {
      columns[place].removeAll(keepingCapacity: true)
      columns[place].reserveCapacity(events.count)
    }
    for start in stride(from: 0, to: events.count, by: eventsTogether) {
      let tile = events[start..<min(start + eventsTogether, events.count)]
      for (place, position) in days.enumerated() {
        columns[place].append(addingCapacity: tile.count) { values in
          for event in tile {
            let value = panel[event * length + position]
            if !value.isNaN { values.append(value) }
          }
        }
      }
    }
  }

  private static func sums(of values: [Double]) -> (count: Int, sum: Double, positive: Int) {
    var (sum, positive) = (0.0, 0)
    for value in values {
      sum += value
      positive += value > 0 ? 1 : 0
    }
    return (values.count, sum, positive)
  }
}
