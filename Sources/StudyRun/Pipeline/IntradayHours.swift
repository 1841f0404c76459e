import CoreTypes
import EventTime

/// Whether the prices of an intraday file lie in the hours of its exchange: local times that are read on the clock of another zone
/// begin late or end early on each session, always by whole half hours, or lie where nobody trades.
struct IntradayHours {
  /// A session of which all prices were kept.
  private struct Covered {
    let session: Int
    let bars: Range<Int>
    /// Seconds from the open to the first price, and from the last one to the close.
    let delay: Int64
    let lead: Int64
  }

  private let prices: IntradayPrices
  /// Ascending.
  private let covered: [Covered]

  /// Of a session outside the events' windows one price was kept; quotes here and there tell no hours either.
  private static let fewestPrices = 10
  private static let fewestSessions = 2
  private static let halfHour: Int64 = 1_800
  /// The first price comes so many seconds after an open, or the last one before a close, also where nothing is shifted.
  private static let slack: Int64 = 120

  init(_ prices: IntradayPrices, _ trades: TradedSeries) {
    self.prices = prices
    let calendar = prices.calendar
    let knowsEnds = prices.series.stamp == .quote || prices.series.barSeconds > 0
    guard calendar.hasHours, knowsEnds else {
      covered = []
      return
    }
    covered = trades.sessions.compactMap { session in
      let bars = prices.regular(Int(session))
      guard bars.count >= IntradayHours.fewestPrices, let first = bars.first, let last = bars.last else {
        return nil
      }
      let hours = calendar.session(at: Int(session))
      return Covered(
        session: Int(session), bars: bars,
        delay: prices.begin(of: first).secondsSinceEpoch - hours.open.secondsSinceEpoch,
        lead: hours.close.secondsSinceEpoch - prices.knownAt(last).secondsSinceEpoch)
    }
  }

  /// nil where nothing speaks for another zone.
  var diagnostic: Diagnostic? {
    guard covered.count >= IntradayHours.fewestSessions, let first = covered.first else { return nil }
    let isLate = IntradayHours.areShifted(covered.map(\.delay))
    if isLate != IntradayHours.areShifted(covered.map(\.lead)) {
      let (bar, what) = isLate ? (first.bars.lowerBound, "begin") : (first.bars.upperBound - 1, "end")
      let minutes = Int((isLate ? first.delay : first.lead) / 60)
      return diagnostic(
        bar, "\(what) \(minutes) minutes \(isLate ? "after the open" : "before the close")",
        "with \(clock(of: bar))")
    }
    if let stamp = otherStamp { return stamp }
    if let bar = priceAtNight {
      return diagnostic(bar, "go on after extended hours", "such as \(clock(of: bar))")
    }
    return nil
  }

  /// Each is a number of half hours, and all of them the same but for an hour that clocks were set forward or back.
  private static func areShifted(_ seconds: [Int64]) -> Bool {
    guard let least = seconds.min(), let most = seconds.max(), least >= halfHour - slack,
      most - least <= 2 * halfHour + slack
    else { return false }
    return seconds.allSatisfy {
      let rest = ($0 + slack) % halfHour
      return rest <= 2 * slack
    }
  }

  /// A price between the extended hours of two sessions, the second of which has none in the first hour before its open in which
  /// it could: nobody traded through the night.
  private var priceAtNight: Int? {
    let calendar = prices.calendar
    var found: Int?
    for (earlier, later) in zip(covered, covered.dropFirst()) where earlier.session + 1 == later.session {
      guard let evening = calendar.extendedHours(at: earlier.session)?.afterHoursEnd,
        let morning = calendar.extendedHours(at: later.session)?.preMarketOpen
      else { return nil }
      let between = earlier.bars.upperBound..<later.bars.lowerBound
      let hour = morning...morning.advanced(bySeconds: 3_600)
      guard let bar = between.first(where: { prices.knownAt($0) > evening && prices.knownAt($0) < morning }),
        !between.contains(where: { hour.contains(prices.begin(of: $0)) })
      else { return nil }
      found = found ?? bar
    }
    return found
  }

  /// Bars that are named by their other end: those of a session reach from its open to its close by that one, and a bar too far by
  /// the one that the study names.
  private var otherStamp: Diagnostic? {
    let stamp = prices.series.stamp
    guard stamp != .quote, let first = covered.first else { return nil }
    let length = Int64(prices.series.barSeconds)
    for one in covered {
      let hours = prices.calendar.session(at: one.session)
      let (open, close) = (hours.open.secondsSinceEpoch, hours.close.secondsSinceEpoch)
      let stamps = [open - length, open, close, close + length].map(isStamp)
      guard stamps == (stamp == .end ? [false, true, false, false] : [false, false, true, false]) else {
        return nil
      }
    }
    let (named, other) = stamp == .end ? ("end", "start") : ("start", "end")
    return diagnostic(
      first.bars.lowerBound,
      "have a bar at the \(stamp == .end ? "open and none at the close" : "close and none at the open")",
      "in spite of `stamp: \(named)`", "is a bar named by its \(other)?",
      help: "say `stamp: \(other)` if it is")
  }

  /// Some bar has this moment.
  private func isStamp(_ seconds: Int64) -> Bool {
    let bars = prices.bars
    let place = bars.partitionPoint { $0.stamp < seconds }
    return place < bars.count && bars[place].stamp == seconds
  }

  private func clock(of bar: Int) -> String {
    let begin = prices.begin(of: bar)
    return prices.calendar.timeZone?.isoText(of: begin) ?? begin.description
  }

  private func diagnostic(
    _ bar: Int, _ what: String, _ example: String, _ question: String = "are these times of another zone?",
    help: String =
      "say in which zone the file's times are by `timezone:` in the entry of `intraday`, such as `timezone: UTC`"
  ) -> Diagnostic {
    let security = prices.series.security
    return Diagnostic(
      .intradayHoursDoubtful, at: prices.series.location(of: prices.bars[bar]), security: security,
      message:
        "the intraday prices of '\(security)' \(what) on each of \(covered.count) sessions, \(example): \(question)",
      help: help)
  }
}
