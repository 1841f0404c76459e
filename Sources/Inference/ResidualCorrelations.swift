import CoreTypes

/// The average correlation of estimation residuals between events, on common calendar days: what the corrections
/// of Kolari and Pynnonen need (2010, Review of Financial Studies 23, 3996-4025).
///
/// Never an event by itself against every other: events with the same dates form a group, whose members,
/// each scaled to mean zero and length one, are summed first. The correlations of all pairs of two groups
/// then sum to one scalar product.
enum ResidualCorrelations {
  /// Which pairs count, and how much.
  enum Weighting: Hashable {
    /// All pairs; each correlation times the share of the window's sessions that the two events' windows have
    /// in common, so that events without a common day count as uncorrelated.
    case calendar
    /// The pairs with 30 common estimation days, each fully.
    case kp2010
    /// As `calendar`, but events of different clusters count as uncorrelated, and one of none, nil, with all others.
    case blocks([Int?])
  }

  /// What `averages` gives.
  struct Averages: Sendable {
    let byWindow: [EventWindow: Double?]
  }

  /// Fewer common days than this leave no correlation worth the name.
  static let fewestCommonDays = 30
  /// From here on a correlation is one but for rounding: one security twice on one date.
  static let perfect = 1 - 1e-12

  /// For each window of `sample` the average over pairs of the events that enter it: 0 for a single event, `nil`
  /// where no pair has a correlation (`kp2010`).
  static func averages(_ weighting: Weighting, of sample: EventSample) -> [EventWindow: Double?] {
    var blocks: [Int?]?
    if case .blocks(let clusters) = weighting { blocks = clusters }
    let isByDate = weighting != .kp2010
    let groups = CorrelationGroup.groups(of: sample, separatingWindows: isByDate, blocks: blocks)
    var units = [UnitResiduals?](repeating: nil, count: groups.count)
    var sums = [Double](repeating: 0, count: sample.windows.count)
    var pairs = sums
    for first in groups.indices {
      for second in first..<groups.count {
        if isByDate, groups[second].firstEventDate > groups[first].lastEventDate { break }
        guard groups[first].mayCorrelate(with: groups[second]) else { continue }
        guard let common = groups[first].commonPlaces(groups[second]) else { continue }
        for index in [first, second] where units[index] == nil {
          units[index] = UnitResiduals(groups[index], of: sample)
        }
        guard let own = units[first]?.sum(at: common.own) else { continue }
        let other = first == second ? nil : units[second]?.sum(at: common.others)
        let pair = other.map { UnitResiduals.between(own, $0) } ?? UnitResiduals.within(own)
        for index in sample.windows.indices where groups[first].enters[index] && groups[second].enters[index]
        {
          pairs[index] += pair.pairs
          let weight =
            isByDate
            ? overlap(groups[first], groups[second], sample.places(of: sample.windows[index].window)) : 1
          sums[index] += weight * pair.correlations
        }
      }
      units[first] = nil
    }
    var averages: [EventWindow: Double?] = [:]
    for (index, window) in sample.windows.enumerated() {
      let events = Double(window.entering.count)
      let divisor = isByDate ? events * (events - 1) / 2 : pairs[index]
      averages[window.window] = .some(events < 2 ? 0 : divisor > 0 ? sums[index] / divisor : nil)
    }
    return averages
  }

  /// tau: the share of a window's sessions that two events have in common.
  private static func overlap(
    _ first: CorrelationGroup, _ second: CorrelationGroup, _ places: Range<Int>
  ) -> Double {
    var common = 0
    var other = places.lowerBound
    for place in places {
      while other < places.upperBound, second.eventDates[other] < first.eventDates[place] { other += 1 }
      if other < places.upperBound, second.eventDates[other] == first.eventDates[place] { common += 1 }
    }
    return Double(common) / Double(places.count)
  }
}
