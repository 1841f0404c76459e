import CoreTypes
import EventTime
import ExpectedReturns

/// An aligned event among the prices that it is computed from.
struct PlacedEvent {
  /// Where an event has its prices.
  struct Place {
    let clock: EventClock
    let listed: ListedSecurity
    let trades: TradedSeries
    /// nil = the study names none, or none with prices.
    let benchmark: BenchmarkReturns?
    /// What buy-and-hold returns are measured against where that is not the benchmark.
    let control: BenchmarkReturns?

    /// nil for an excluded event, and where the security has no prices.
    init?(of event: borrowing AlignedEvent, in market: StudyMarket) {
      guard event.status != .excluded, let clock = event.clock,
        let listed = market.listing(of: event.request), let trades = listed.trades
      else { return nil }
      self.listed = listed
      self.clock = clock
      self.trades = trades
      benchmark = market.benchmark(of: event, listed)
      control = market.control(of: event)
    }
  }

  var event: AlignedEvent
  private let place: Place

  var clock: EventClock { place.clock }
  var listed: ListedSecurity { place.listed }
  var trades: TradedSeries { place.trades }
  var benchmark: BenchmarkReturns? { place.benchmark }
  var control: BenchmarkReturns? { place.control }

  init(_ event: consuming AlignedEvent, at place: Place) {
    self.event = event
    self.place = place
  }

  /// The security has prices before that day of the event.
  func reaches(beyond day: Int) -> Bool {
    guard let first = trades.sessions.first, let session = clock.session(of: day) else { return false }
    return Int(first) < session - 1
  }

  /// nil for an excluded event, and where the security has no prices.
  init?(_ event: AlignedEvent, in market: StudyMarket) {
    guard let place = Place(of: event, in: market) else { return nil }
    self.init(event, at: place)
  }
}

/// What every model of an event is estimated on, and what is remarkable about it.
///
/// A class, though it never changes, because every event asks it.
final class EstimationInputs: Sendable {
  let study: StudyConfiguration
  let market: StudyMarket
  let others: OtherEvents
  private let rules: EventReturnRules

  init(study: StudyConfiguration, market: StudyMarket, others: OtherEvents) {
    self.study = study
    self.market = market
    self.others = others
    rules = EventReturnRules(
      returnKind: study.returns, gaps: study.gaps, returnAfterGap: study.returnAfterGap)
  }

  /// METHODS 1.4: days inside another event window of the same security do not enter the estimation.
  ///
  /// - Parameter columns: those of the event's block.
  func sample(of placed: PlacedEvent, _ columns: BlockColumns) -> EstimationSample {
    sample(of: placed, masks: masks(besides: placed), columns)
  }

  /// What other events cover of the sessions that the event looks at.
  private func masks(besides placed: PlacedEvent) -> [ClosedRange<Int>] {
    guard study.estimation.excludeOtherEvents else { return [] }
    // A window of so many returns may reach anywhere.
    guard study.estimation.count == .sessions else {
      return others.sessions(besides: placed.event, near: 0...Int.max)
    }
    let days = EventWindow(from: study.estimation.window, to: study.eventWindow)
    guard let first = placed.clock.session(of: days.first) else { return [] }
    let last = max(first, placed.clock.session(of: days.last) ?? .max)
    return others.sessions(besides: placed.event, near: first...last)
  }

  /// - Parameters:
  ///   - masks: sessions that do not enter the estimation.
  ///   - columns: those of the event's block; nil where it is computed alone.
  func sample(
    of placed: PlacedEvent, masks: [ClosedRange<Int>], _ columns: BlockColumns? = nil
  ) -> EstimationSample {
    let estimation = study.estimation
    let sample = sample(
      of: placed, before: estimation.before, after: estimation.after, masks: masks, columns)
    return estimation.count == .returns ? counted(sample, of: placed, masks: masks) : sample
  }

  /// - Parameters:
  ///   - before, after: the estimation windows; at least one.
  ///   - masks: sessions that do not enter the estimation.
  ///   - columns: those of the event's block; nil where it is computed alone.
  func sample(
    of placed: PlacedEvent, before: EventWindow?, after: EventWindow?, masks: [ClosedRange<Int>],
    _ columns: BlockColumns? = nil
  ) -> EstimationSample {
    let whole = study.estimation.window
    let window = EventWindow(
      first: before?.first ?? after?.first ?? whole.first, last: after?.last ?? before?.last ?? whole.last)
    var returns = EventReturns(
      placed.trades, clock: placed.clock, axis: EventWindow(from: window, to: study.eventWindow),
      benchmark: placed.benchmark, rules: rules, shared: columns?.returns)
    if let factors = market.factors(of: placed.event.security, on: placed.trades.calendar) {
      returns.add(factors.columns, series: factors.series, clock: placed.clock)
    }
    var isUsable = usableDays(placed, window, without: masks, columns)
    if let before, let after {
      for day in (before.last + 1)..<after.first { isUsable[day - window.first] = false }
    }
    var isUsableLater: [Bool] = []
    if !masks.isEmpty, window.last < study.eventWindow.last {
      let later = EventWindow(first: window.last + 1, last: study.eventWindow.last)
      isUsableLater = usableDays(placed, later, without: masks, nil)
    }
    return EstimationSample(
      returns: consume returns, estimationWindow: window, eventWindow: study.eventWindow,
      isUsable: consume isUsable, isUsableLater: isUsableLater, minimum: study.estimation.minimum)
  }

  /// Sessions that day 0's return covers, also where the study looks at other days only; 0 where it has none.
  func dayZeroSpan(of placed: PlacedEvent, _ sample: EstimationSample) -> Int {
    let returns = sample.returns
    guard !returns.axis.contains(0) else { return Int(returns.spans[returns.position(of: 0)]) }
    let dayZero = EventWindow(first: 0, last: 0)
    return Int(
      EventReturns(placed.trades, clock: placed.clock, axis: dayZero, benchmark: nil, rules: rules).spans[0])
  }

  /// METHODS 1.4: days inside another event window of the same security do not enter the estimation.
  private func usableDays(
    _ placed: PlacedEvent, _ window: EventWindow, without masks: [ClosedRange<Int>], _ columns: BlockColumns?
  ) -> [Bool] {
    if masks.isEmpty, let columns, window.length == columns.isUsable.count {
      return columns.isUsable
    }
    var isUsable = [Bool](filledWith: true, count: window.length)
    guard !masks.isEmpty else { return isUsable }
    let clock = placed.clock
    let known = window.days.prefix { clock.session(of: $0) != nil }.count
    for place in known..<window.length { isUsable[place] = false }
    guard known > 0, let first = clock.session(of: window.first),
      let last = clock.session(of: window.first + known - 1)
    else { return isUsable }
    isUsable.withUnsafeMutableBufferPointer { isUsable in
      for mask in masks where mask.overlaps(first...last) {
        let sessions = mask.clamped(to: first...last)
        // Between two days of a clock that did not stop all sessions are days.
        if let start = clock.day(of: sessions.lowerBound), let end = clock.day(of: sessions.upperBound),
          end - start == sessions.count - 1
        {
          isUsable[(start - window.first)...(end - window.first)].update(repeating: false)
          continue
        }
        for session in sessions {
          if let day = clock.day(of: session) { isUsable[day - window.first] = false }
        }
      }
    }
    return isUsable
  }

  /// Warnings that the returns and the event's neighbors give cause for, whatever the model.
  func warnings(on sample: EstimationSample, of placed: PlacedEvent) -> EventWarnings {
    let returns = sample.returns
    var warnings = EventWarnings()
    if returns.hasUnknownSpans { warnings.insert(.returnSpanUnknown) }
    if others.isNear(placed.event) { warnings.insert(.otherEventInWindow) }
    if isStale(placed, within: returns.axis) { warnings.insert(.priceStale) }
    if hasMidpoint(placed, within: returns.axis) { warnings.insert(.priceSign) }
    if study.buyAndHold == .control, placed.control == nil { warnings.insert(.controlMissing) }
    if isShort(sample, of: placed) { warnings.insert(.estimationWindowShort) }
    return warnings
  }

  /// The security's history begins inside the estimation window.
  private func isShort(_ sample: EstimationSample, of placed: PlacedEvent) -> Bool {
    let returns = sample.returns
    let start = returns.position(of: sample.estimationWindow.first)
    let days = start..<(start + sample.estimationWindow.length)
    guard let found = days.first(where: { !returns.returns[$0].isNaN }), found > start,
      let session = placed.clock.session(of: returns.axis.first + found)
    else { return false }
    return placed.trades.firstTrade(notBefore: session) <= 1
  }

  /// The price of one of the days is a bid-ask midpoint by its sign.
  private func hasMidpoint(_ placed: PlacedEvent, within axis: EventWindow) -> Bool {
    let trades = placed.trades
    let midpoint = trades.series.midpoint
    guard !midpoint.isEmpty, let first = placed.clock.session(of: axis.first) else { return false }
    let last = placed.clock.session(of: axis.last) ?? .max
    return (trades.firstTrade(notBefore: first)..<trades.count).prefix {
      Int(trades.sessions[$0]) <= last
    }.contains { midpoint[trades.row(of: $0)] }
  }

  /// The price stands still, as padding does, from one of the days to another.
  private func isStale(_ placed: PlacedEvent, within axis: EventWindow) -> Bool {
    guard !placed.listed.stale.isEmpty, let first = placed.clock.session(of: axis.first) else { return false }
    let last = placed.clock.session(of: axis.last) ?? .max
    return placed.listed.stale.contains { max($0.lowerBound, first) < min($0.upperBound, last) }
  }
}
