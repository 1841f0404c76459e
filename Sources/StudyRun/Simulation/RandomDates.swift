import CoreStatistics
import CoreTypes
import EventTime
import ExpectedReturns

/// The study's own securities on random dates, on which nothing is known to have happened: sessions on which the
/// security traded, whose estimation and event window its prices cover, and whose event window touches none of the
/// security's real event windows.
struct RandomDates: Sendable {
  /// An event of the study that moves with its chain.
  private struct Member: Sendable {
    let placed: PlacedEvent
    /// Sessions of the real event windows of the security, the event's own too.
    let realWindows: [ClosedRange<Int>]
    /// Sessions that may be its day 0, ascending.
    let candidates: [Int32]
    let security: Int
    /// Sessions from the chain's first event to this one, on this one's calendar.
    var offset = 0

    var event: AlignedEvent { placed.event }
    var trades: TradedSeries { placed.trades }
  }

  /// Events that keep their distances; `anchors` are the sessions that the first may move to.
  private struct Chain: Sendable {
    let members: [Member]
    let anchors: [Int32]
  }

  private let chains: [Chain]
  /// Events of the study without any other date that their prices cover.
  let leftOut: [EventID]
  /// Events of securities that have an earlier event: all are on one date, on which a security has one.
  let further: [EventID]
  /// Events whose windows are not over yet.
  let provisional: [EventID]
  /// How many dates there are for the event, or the events that move together, with the fewest.
  let fewestDates: Int
  private let inputs: EstimationInputs
  private let market: StudyMarket

  /// - Parameter events: those of the study as a run leaves them.
  /// - Throws: 65 where no event has a session to move to, or events that move together have none in common.
  init(
    _ events: [AlignedEvent], of prepared: PreparedStudy, study: StudyConfiguration,
    dates: SimulationChoice.Dates
  ) throws(RunFailure) {
    market = prepared.market
    inputs = EstimationInputs(study: study, market: prepared.market, others: prepared.others)
    let all = RandomDates.members(events, among: prepared.others, in: prepared.market, study)
    let members = all.filter { !$0.candidates.isEmpty }
    leftOut = all.filter(\.candidates.isEmpty).map(\.event.id)
    guard !members.isEmpty else { throw .noEvents(all.count) }
    var seen: Set<Int> = []
    let moving = members.filter { dates != .one || seen.insert($0.security).inserted }
    let moved = Set(moving.map(\.event.id))
    further = members.map(\.event.id).filter { !moved.contains($0) }
    provisional = events.filter { $0.status == .provisional }.map(\.id)
    var chains: [Chain] = []
    for linked in RandomDates.linked(moving, dates, study.eventWindow) {
      let anchors = linked[0].candidates.filter { anchor in
        linked.allSatisfy { RandomDates.session(of: $0, anchor: anchor, in: linked) != nil }
      }
      guard !anchors.isEmpty else { throw .noOtherDate(linked[0].event, of: linked.count) }
      chains.append(Chain(members: linked, anchors: anchors))
    }
    self.chains = chains
    fewestDates = chains.map(\.anchors.count).min() ?? 0
  }

  /// The events of one replication.
  func draw(_ stream: inout RandomStream, study: StudyConfiguration) -> [SimulatedEvent] {
    chains.flatMap { chain in
      let anchor = chain.anchors[stream.index(below: chain.anchors.count)]
      return chain.members.compactMap { member in
        RandomDates.session(of: member, anchor: anchor, in: chain.members).flatMap {
          moved(member, to: Int($0), study)
        }
      }
    }
  }

  private func moved(_ member: Member, to session: Int, _ study: StudyConfiguration) -> SimulatedEvent? {
    let placed = DayZeroPlacement.place(
      reactionSession: session, in: member.trades, policy: study.suspended, lastSession: .max,
      shortestFound: study.shortestSuspension)
    guard case .success(let dayZero) = placed else { return nil }
    var event = member.event
    event.dayZero = dayZero
    guard let placed = PlacedEvent(event, in: market) else { return nil }
    let sample = inputs.sample(
      of: placed, masks: study.estimation.excludeOtherEvents ? member.realWindows : [])
    var (estimationDates, eventDates): ([Int32], [Int32]) = ([], [])
    event.appendDayNumbers(of: sample.estimationWindow, to: &estimationDates, unknown: .min)
    event.appendDayNumbers(of: study.eventWindow, to: &eventDates, unknown: .max)
    return SimulatedEvent(
      sample: sample, dayZeroDate: event.date(of: 0)?.dayNumber ?? .max,
      estimationDates: estimationDates, eventDates: eventDates,
      hasBenchmark: placed.benchmark != nil)
  }

  // MARK: Where events may move

  private static func members(
    _ events: [AlignedEvent], among others: OtherEvents, in market: StudyMarket, _ study: StudyConfiguration
  ) -> [Member] {
    var known: [SecurityID: (number: Int, real: [ClosedRange<Int>], candidates: [Int32])] = [:]
    return events.compactMap { event in
      guard event.status == .used, event.dayZero?.clock.dayZero != nil,
        let placed = PlacedEvent(event, in: market)
      else { return nil }
      let security =
        known[event.security]
        ?? {
          let real = others.sessions(ofSecurityOf: event)
          let lastSession = market.lastSession(of: placed.trades.calendar)
          return (known.count, real, candidates(placed.trades, lastSession: lastSession, real, study))
        }()
      known[event.security] = security
      return Member(
        placed: placed, realWindows: security.real, candidates: security.candidates,
        security: security.number)
    }
  }

  private static func candidates(
    _ trades: TradedSeries, lastSession: Int, _ real: [ClosedRange<Int>], _ study: StudyConfiguration
  ) -> [Int32] {
    guard let first = trades.sessions.first.map(Int.init), let last = trades.sessions.last.map(Int.init)
    else {
      return []
    }
    // A price needs the one before it for the first return of the estimation window.
    let estimation = study.estimation.window
    let earliest = first + 1 - min(estimation.first, study.eventWindow.first)
    let latest = min(last, lastSession) - max(estimation.last, study.eventWindow.last)
    let (before, after) = (study.eventWindow.first, study.eventWindow.last)
    return trades.sessions.filter { session in
      let day = Int(session)
      return day >= earliest && day <= latest
        && !real.contains { $0.lowerBound <= day + after && $0.upperBound >= day + before }
    }
  }

  /// Chains of events in the order of their first members.
  private static func linked(
    _ members: [Member], _ dates: SimulationChoice.Dates, _ eventWindow: EventWindow
  ) -> [[Member]] {
    switch dates {
    case .independent: return members.map { [$0] }
    case .one: return [members]
    case .study: return overlapping(members, eventWindow)
    }
  }

  /// Events sorted by date belong together as long as each one's event window begins before the last one's ends.
  private static func overlapping(_ members: [Member], _ eventWindow: EventWindow) -> [[Member]] {
    func date(_ member: Member, _ day: Int) -> CalendarDate {
      member.event.date(of: day) ?? member.event.date(of: 0) ?? member.trades.series.dates[0]
    }
    let order = members.indices.sorted {
      (date(members[$0], 0), $0) < (date(members[$1], 0), $1)
    }
    var chains: [[Member]] = []
    var end: CalendarDate?
    for index in order {
      var member = members[index]
      if let last = end, date(member, eventWindow.first) <= last, let anchor = chains.last?.first {
        let calendar = member.trades.calendar
        let start = calendar.firstIndex(notBefore: date(anchor, 0)) ?? 0
        member.offset = (member.event.dayZero?.clock.dayZero ?? start) - start
        chains[chains.count - 1].append(member)
      } else {
        chains.append([member])
      }
      let own = date(member, eventWindow.last)
      end = end.map { max($0, own) } ?? own
    }
    return chains
  }

  /// The session to which a member moves when its chain's first event moves to `anchor`; `nil` where it cannot.
  private static func session(of member: Member, anchor: Int32, in chain: [Member]) -> Int32? {
    let calendar = chain[0].trades.calendar
    let session: Int
    if member.trades.calendar.identity == calendar.identity {
      session = Int(anchor) + member.offset
    } else {
      let date = calendar.sessionDates[Int(anchor)]
      guard let start = member.trades.calendar.firstIndex(notBefore: date) else { return nil }
      session = start + member.offset
    }
    return contains(Int32(session), in: member.candidates) ? Int32(session) : nil
  }

  private static func contains(_ session: Int32, in candidates: [Int32]) -> Bool {
    let place = candidates.partitionPoint { $0 < session }
    return place < candidates.count && candidates[place] == session
  }
}

extension RunFailure {
  fileprivate static func noEvents(_ count: Int) -> RunFailure {
    RunFailure(
      .unusable,
      count == 0
        ? "no event of the study can be used, so there is nothing to move to other dates"
        : "no event has another date whose estimation and event windows its prices cover",
      help: count == 0
        ? "see 'eventstudy check', or draw a market with --market normal"
        : "give longer price histories or a shorter estimation window, or draw a market with --market normal")
  }

  fileprivate static func noOtherDate(_ event: AlignedEvent, of count: Int) -> RunFailure {
    RunFailure(
      .unusable,
      "no other date suits '\(event.id)' and the "
        + (count == 2 ? "event that moves" : "\(count - 1) events that move") + " with it",
      help: "let events move one by one with --dates independent, or draw a market with --market normal")
  }
}
