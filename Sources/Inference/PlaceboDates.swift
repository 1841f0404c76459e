import CoreStatistics

/// Sums of estimation residuals at all places of the estimation windows, added up over the events of each date of
/// day 0: the same place for all of them keeps what they have in common.
struct PlaceboDates {
  /// One place: the sum over the date's events of their residual sums, and how many of them have a complete one.
  private typealias Place = (sum: Double, events: Double)
  /// The places at which some event of the date has a complete sum, date after date, ascending.
  private let places: [Place]
  /// Where each date's places lie.
  private let ranges: [Range<Int>]
  /// Number of events with a complete sum somewhere.
  let events: Int
  /// Their mean CAR, and the mean size of their CARs.
  let average: Double
  let largest: Double

  /// Number of dates.
  var count: Int { ranges.count }

  init(_ sample: EventSample, _ window: WindowMeasures) {
    let length = window.window.length
    let starts = max(0, sample.estimationWindow.length - length + 1)
    var byDate: [Int32: [Place]] = [:]
    var (events, total, size) = (0, 0.0, 0.0)
    var sums = [Double](repeating: 0, count: starts)
    for event in window.entering {
      sample.withResiduals(of: event) { residuals in
        sums.withUnsafeMutableBufferPointer { sumNeighbors(residuals, length, into: $0) }
      }
      guard sums.contains(where: { !$0.isNaN }) else { continue }
      events += 1
      total += window.cumulativeAbnormalReturns[event]
      size += abs(window.cumulativeAbnormalReturns[event])
      var places =
        byDate.removeValue(forKey: sample.dayZeroDates[event])
        ?? [Place](repeating: (0, 0), count: starts)
      for start in 0..<starts where !sums[start].isNaN {
        places[start].sum += sums[start]
        places[start].events += 1
      }
      byDate[sample.dayZeroDates[event]] = places
    }
    self.events = events
    average = total / Double(max(1, events))
    largest = size / Double(max(1, events))
    var all: [Place] = []
    var ranges: [Range<Int>] = []
    for date in byDate.keys.sorted() {
      let first = all.count
      for place in byDate[date] ?? [] where place.events > 0 { all.append(place) }
      ranges.append(first..<all.count)
    }
    places = all
    self.ranges = ranges
  }

  /// The mean of all events' sums at one random place of each date.
  func draw(_ stream: inout RandomStream) -> Double {
    places.withUnsafeBufferPointer { places in
      var sum = 0.0
      var events = 0.0
      for range in ranges {
        let place = places[range.lowerBound + stream.index(below: range.count)]
        sum += place.sum
        events += place.events
      }
      return sum / events
    }
  }

  /// The mean at every place of the first date.
  func forEachPlace(_ body: (Double) -> Void) {
    for place in places[ranges[0]] { body(place.sum / place.events) }
  }
}
