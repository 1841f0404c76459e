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
  /// Number of events of these dates.
  let events: Int
  /// Their mean CAR, and the mean size of their CARs.
  let average: Double
  let largest: Double

  /// Number of dates.
  var count: Int { ranges.count }

  /// A date with fewer places than this could not make a p-value of 5 %: its events are left out.
  static let fewestPlaces = 20

  init(_ sample: EventSample, _ window: WindowMeasures) {
    var byDate = PlaceboDates.places(sample, window)
    let usable = Set(byDate.keys.filter { (byDate[$0]?.count ?? 0) >= PlaceboDates.fewestPlaces })
    var all: [Place] = []
    all.reserveCapacity(usable.reduce(0) { $0 + (byDate[$1]?.count ?? 0) })
    var ranges: [Range<Int>] = []
    for date in usable.sorted() {
      let first = all.count
      all += byDate.removeValue(forKey: date) ?? []
      ranges.append(first..<all.count)
    }
    places = all
    self.ranges = ranges
    let kept = window.entering.filter { usable.contains(sample.dayZeroDates[$0]) }
    let count = Double(max(1, kept.count))
    events = kept.count
    average = kept.reduce(0) { $0 + window.cumulativeAbnormalReturns[$1] } / count
    largest = kept.reduce(0) { $0 + abs(window.cumulativeAbnormalReturns[$1]) } / count
  }

  /// The places of each date at which some event has a complete sum.
  private static func places(_ sample: EventSample, _ window: WindowMeasures) -> [Int32: [Place]] {
    let length = window.window.length
    let starts = max(0, sample.estimationWindow.length - length + 1)
    var byDate: [Int32: [Place]] = [:]
    var sums = [Double](repeating: 0, count: starts)
    for event in window.entering {
      let date = sample.dayZeroDates[event]
      sample.withResiduals(of: event) { residuals in
        sums.withUnsafeMutableBufferPointer { sumNeighbors(residuals, length, into: $0) }
      }
      var places = byDate.removeValue(forKey: date) ?? [Place](repeating: (0, 0), count: starts)
      for start in 0..<starts where !sums[start].isNaN {
        places[start].sum += sums[start]
        places[start].events += 1
      }
      byDate[date] = places
    }
    return byDate.mapValues { $0.filter { $0.events > 0 } }
  }

  /// The means of all events' sums at one random place of each date, so many times.
  ///
  /// A sample draws a place for each date in turn. Here each date draws for all samples in turn, the same numbers, so that
  /// its places stay at hand; every mean is added up in the order of dates.
  func draws(_ count: Int, _ stream: RandomStream) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    var events = sums
    for (date, range) in ranges.enumerated() {
      var numbers = stream.strided(by: ranges.count, from: date)
      places[range].withUnsafeBufferPointer { places in
        sums.withUnsafeMutableBufferPointer { sums in
          events.withUnsafeMutableBufferPointer { events in
            for sample in 0..<count {
              let place = places[numbers.index(below: places.count)]
              sums[sample] += place.sum
              events[sample] += place.events
            }
          }
        }
      }
    }
    return zip(sums, events).map { $0 / $1 }
  }

  /// The mean at every place of the first date.
  func forEachPlace(_ body: (Double) -> Void) {
    for place in places[ranges[0]] { body(place.sum / place.events) }
  }
}
