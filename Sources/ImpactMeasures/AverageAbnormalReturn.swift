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
  package fileprivate(set) var cumulative: Double
  /// What the events' own dispersion says of `mean` and of `cumulative`.
  package fileprivate(set) var errors = Errors()

  /// Standard errors over events, which take events as independent of each other, the days of one as they are; NaN below two
  /// events.
  package struct Errors: Sendable {
    /// `sd(AR) / sqrt(N)`, divisor N - 1.
    package fileprivate(set) var mean = Double.nan
    /// `sqrt(N/(N-1) sum_i u_i^2)`, `u_i = sum_t (AR_it - AAR_t) / N_t` over the days so far on which event i has a return:
    /// without missing days the standard deviation of the CARs over `sqrt(N)`. Arellano (1987), Oxford Bulletin of Economics
    /// and Statistics 49, 431-434, for the day effects of a panel.
    package fileprivate(set) var cumulative = Double.nan
    /// N of `cumulative`: the events with a return so far.
    package fileprivate(set) var events = 0
  }
}

extension AverageAbnormalReturn {
  /// One row a day of the event window. `panel` holds the abnormal returns event by event (NaN = none), each
  /// `eventWindow.length` long; sums run in the order of the events.
  ///
  /// - Parameters:
  ///   - rows: the events that are averaged; nil = all of them.
  ///   - run: works on blocks of the days, in turn or side by side.
  package static func perDay(
    panel: [Double], rows: [Int]?, eventWindow: EventWindow, run: RunDays = inTurn
  ) -> [AverageAbnormalReturn] {
    let length = eventWindow.length
    let events = rows ?? Array(0..<(panel.count / length))
    var result: [AverageAbnormalReturn] = []
    run(length, daysTogether) { days in
      averages(on: days, of: panel, events, eventWindow)
    } _: {
      result += $0
    }
    var cumulative = 0.0
    for day in result.indices {
      if result[day].events > 0 { cumulative += result[day].mean }
      result[day].cumulative = cumulative
    }
    addErrors(to: &result, panel, events, length)
    return result
  }

  /// One walk over the panel, event by event.
  private static func addErrors(
    to averages: inout [AverageAbnormalReturn], _ panel: [Double], _ events: [Int], _ length: Int
  ) {
    var squares = [Double](repeating: 0, count: length)
    var cumulativeSquares = squares
    var counts = [Int](repeating: 0, count: length)
    for event in events {
      var (share, hasBegun) = (0.0, false)
      for day in 0..<length {
        let value = panel[event * length + day]
        if !value.isNaN {
          let deviation = value - averages[day].mean
          squares[day] += deviation * deviation
          share += deviation / Double(averages[day].events)
          hasBegun = true
        }
        cumulativeSquares[day] += share * share
        counts[day] += hasBegun ? 1 : 0
      }
    }
    for day in averages.indices {
      let (own, all) = (Double(averages[day].events), Double(counts[day]))
      averages[day].errors = Errors(
        mean: own > 1 ? (squares[day] / (own - 1) / own).squareRoot() : .nan,
        cumulative: all > 1 ? (all / (all - 1) * cumulativeSquares[day]).squareRoot() : .nan,
        events: counts[day])
    }
  }

  /// Calls the first function for blocks of so many days, and the second with what came of them, in order.
  package typealias RunDays = (
    _ days: Int, _ blockSize: Int, _ produce: @escaping @Sendable (Range<Int>) -> [AverageAbnormalReturn],
    _ consume: ([AverageAbnormalReturn]) -> Void
  ) -> Void

  /// One block after the other.
  package static func inTurn(
    _ days: Int, _ blockSize: Int, _ produce: (Range<Int>) -> [AverageAbnormalReturn],
    _ consume: ([AverageAbnormalReturn]) -> Void
  ) {
    for first in stride(from: 0, to: days, by: blockSize) {
      consume(produce(first..<min(first + blockSize, days)))
    }
  }

  /// The averages of a few days, nothing summed up over days.
  private static func averages(
    on days: Range<Int>, of panel: [Double], _ events: [Int], _ eventWindow: EventWindow
  ) -> [AverageAbnormalReturn] {
    var columns = [[Double]](repeating: [], count: days.count)
    gather(days, of: panel, events, length: eventWindow.length, into: &columns)
    return days.map { position in
      let column = position - days.lowerBound
      let (count, sum, positive) = sums(of: columns[column])
      return AverageAbnormalReturn(
        day: eventWindow.first + position, events: count, mean: sum / Double(count),
        median: Selection.median(of: &columns[column]) ?? .nan, positive: positive, cumulative: 0)
    }
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
