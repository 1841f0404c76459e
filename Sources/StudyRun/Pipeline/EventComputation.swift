import CoreStatistics
import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures

/// Computes one event: its returns, every model's expectation, abnormal returns, windows and legs.
struct EventComputation: Sendable {
  let study: StudyConfiguration
  let market: StudyMarket
  let others: OtherEvents
  let models: [NamedModel]
  let windows: [EventWindow]
  /// First days of the windows that end on the first day not locked at a price limit.
  let unlockedStarts: [Int]

  /// A model of the study with the name that the reports give it.
  struct NamedModel: Sendable {
    let name: String
    let model: any ExpectedReturnModel
  }

  func impact(of event: AlignedEvent) -> EventImpact {
    guard event.status != .excluded, let clock = event.dayZero?.clock,
      let trades = market.trades(of: event.security)
    else { return EventImpact(excluded: event) }
    var event = event
    let benchmark = event.benchmark.flatMap { market.benchmark($0, on: trades.calendar) }
    let sample = estimationSample(event, clock, trades, benchmark)
    warn(&event, sample, hasBenchmark: benchmark != nil)
    let notes = SampleWarnings.all(event, sample, trades)
    let computed = models.map { named in
      ModelImpact(
        name: named.name,
        outcome: outcome(named.model, sample, event, clock, trades, benchmark))
    }
    if let measures = computed.lazy.compactMap(\.measures).first,
      measures.abnormalReturns.neighboringReaction != nil
    {
      event.warnings.insert(.reactionOnNeighboringDay)
    }
    if computed.allSatisfy({ $0.measures == nil }), case .failure(let failure)? = computed.first?.outcome {
      event.exclude(failure.reason, failure.explanation)
      event.warnings.remove(.estimationWindowShort)
    }
    event.warnings.formUnion(notes.map(\.id))
    event.warnings.formUnion(computed.flatMap { $0.measures?.estimate.warnings.map(\.id) ?? [] })
    var impact = EventImpact(
      event: event, sample: sample, firstTrade: Int(trades.sessions.first ?? 0),
      models: event.status == .excluded ? [] : computed,
      legs: event.status == .excluded ? nil : legs(of: event, clock, trades, benchmark))
    impact.notes = notes
    return impact
  }

  private func estimationSample(
    _ event: AlignedEvent, _ clock: EventClock, _ trades: TradedSeries, _ benchmark: BenchmarkReturns?
  ) -> EstimationSample {
    let window = study.estimation.window
    let axis = EventWindow(first: window.first, last: study.eventWindow.last)
    var returns = EventReturns(
      trades, clock: clock, axis: axis, benchmark: benchmark,
      rules: EventReturnRules(
        returnKind: study.returns, gaps: study.gaps, returnAfterGap: study.returnAfterGap))
    if let factors = market.factors(on: trades.calendar) { returns.add(factors, clock: clock) }
    return EstimationSample(
      returns: returns, estimationWindow: window, eventWindow: study.eventWindow,
      isUsable: usableDays(event, clock, window), minimum: study.estimation.minimum)
  }

  /// METHODS 1.4: days inside another event window of the same security do not enter the estimation.
  private func usableDays(_ event: AlignedEvent, _ clock: EventClock, _ window: EventWindow) -> [Bool] {
    let masks = study.estimation.excludeOtherEvents ? others.sessions(besides: event) : []
    guard !masks.isEmpty else { return [Bool](repeating: true, count: window.length) }
    return window.days.map { day in
      guard let session = clock.session(of: day) else { return false }
      return !masks.contains { $0.contains(session) }
    }
  }

  private func warn(_ event: inout AlignedEvent, _ sample: EstimationSample, hasBenchmark: Bool) {
    let returns = sample.returns
    if returns.hasUnknownSpans { event.warnings.insert(.returnSpanUnknown) }
    if others.fallsIntoWindow(of: event, eventWindow: study.eventWindow) {
      event.warnings.insert(.otherEventInWindow)
    }
    let lacksBenchmark = returns.returns.indices.contains {
      !returns.returns[$0].isNaN && returns.benchmark[$0].isNaN
    }
    if lacksBenchmark, hasBenchmark { event.warnings.insert(.benchmarkMissing) }
    if hasSplit(event, within: returns.axis) { event.warnings.insert(.looksLikeASplit) }
    let start = returns.position(of: sample.estimationWindow.first)
    let found = (start..<(start + sample.estimationWindow.length)).first { !returns.returns[$0].isNaN }
    if let found, let session = event.dayZero?.clock.session(of: returns.axis.first + found),
      let trades = market.trades(of: event.security), found > start,
      trades.firstTrade(notBefore: session) <= 1
    {
      event.warnings.insert(.estimationWindowShort)
    }
  }

  /// A change of price that looks like a split stands on one of the days.
  private func hasSplit(_ event: AlignedEvent, within axis: EventWindow) -> Bool {
    market.splits(of: event.security).contains { session in
      event.dayZero?.clock.day(of: session).map(axis.contains) ?? false
    }
  }

  private func outcome(
    _ model: any ExpectedReturnModel, _ sample: EstimationSample, _ event: AlignedEvent, _ clock: EventClock,
    _ trades: TradedSeries, _ benchmark: BenchmarkReturns?
  ) -> Result<ModelImpact.Measures, EstimationFailure> {
    if model.descriptor.needsBenchmark, benchmark == nil {
      return .failure(.noBenchmark(event.benchmark))
    }
    return model.estimate(on: sample).map { fitted in
      var estimate = fitted
      estimate.warnings += [fitted.outlier(in: sample.estimationWindow)].compactMap { $0 }
      let returns = AbnormalReturns(
        sample, estimate,
        missingRegressor: model.descriptor.needsBenchmark ? .benchmarkMissing : .factorMissing)
      let critical =
        StudentT(degreesOfFreedom: Double(estimate.degreesOfFreedom))
        .quantile((1 + study.confidence) / 2) ?? .nan
      return ModelImpact.Measures(
        estimate: estimate, abnormalReturns: returns,
        windows: windows.map { window in
          impact(over: window, returns, estimate, critical, event, clock, trades, benchmark)
        },
        ownWindows: unlockedStarts.map { first in
          switch unlockedWindow(from: first, of: event, clock) {
          case .failure(let reason): .without(reason, from: first)
          case .success(let window):
            impact(
              over: window, label: StudyConfiguration.unlockedLabel(first), returns, estimate, critical,
              event,
              clock, trades, benchmark)
          }
        })
    }
  }

  /// From a day to the first one that did not close at its daily limit; day 0 itself where it did not.
  private func unlockedWindow(
    from first: Int, of event: AlignedEvent, _ clock: EventClock
  ) -> Result<EventWindow, WindowExclusion> {
    guard let lock = event.limitLock else { return .success(EventWindow(first: first, last: 0)) }
    guard let last = lock.firstUnlocked.flatMap(clock.day(of:)) else { return .failure(.stillLocked) }
    guard last <= study.eventWindow.last else { return .failure(.unlockedAfterEventWindow) }
    return .success(EventWindow(first: first, last: last))
  }

  private func impact(
    over window: EventWindow, label: String? = nil, _ returns: AbnormalReturns,
    _ estimate: ExpectedReturnEstimate,
    _ critical: Double, _ event: AlignedEvent, _ clock: EventClock, _ trades: TradedSeries,
    _ benchmark: BenchmarkReturns?
  ) -> WindowImpact {
    let coverage = WindowCoverage.positions(
      of: window, in: returns, rule: study.incompleteWindows, lastKnownDay: event.lastKnownDay)
    let holding: Double
    switch study.buyAndHold {
    case .benchmark:
      holding = BuyAndHold.abnormalReturn(
        over: window, trades: trades, clock: clock, benchmark: benchmark, returns: returns,
        returnKind: study.returns)
    case .model:
      holding = BuyAndHold.abnormalReturnAgainstModel(
        over: window, returns: returns, returnKind: study.returns, lastKnownDay: event.lastKnownDay)
    }
    return WindowImpact(
      window: window, label: label,
      outcome: coverage.map { positions in
        CumulativeAbnormalReturn(
          window: window, positions: positions, returns: returns, estimate: estimate,
          criticalValue: critical)
      },
      buyAndHold: holding,
      hasSpans: window.days.contains { returns.spans[returns.position(of: $0)] > 1 })
  }

  private func legs(
    of event: AlignedEvent, _ clock: EventClock, _ trades: TradedSeries, _ benchmark: BenchmarkReturns?
  ) -> ReactionLegs {
    let reaction = event.dayZero?.reactionSession ?? 0
    return ReactionLegs(
      trades: trades, dayZero: clock.dayZero,
      closedBefore: event.announcement?.firstOpenSession ?? reaction, benchmark: benchmark,
      returnKind: study.returns)
  }
}

extension EventImpact {
  /// An event that was excluded before anything could be computed.
  init(excluded event: AlignedEvent) {
    self.init(
      event: event, dayZeroSpan: nil, estimationFirst: nil, estimationLast: nil, models: [], legs: nil)
  }

  /// - Parameter firstTrade: session of the security's first trade; no return of its own lies before the next.
  init(
    event: AlignedEvent, sample: EstimationSample, firstTrade: Int, models: [ModelImpact],
    legs: ReactionLegs?
  ) {
    let returns = sample.returns
    let days = sample.estimationWindow.days
    let hasReturn = { (day: Int) in event.dayZero?.clock.session(of: day).map { $0 > firstTrade } ?? false }
    let span = returns.axis.contains(0) ? returns.spans[returns.position(of: 0)] : 0
    self.init(
      event: event, dayZeroSpan: span > 0 ? Int(span) : nil,
      estimationFirst: days.first(where: hasReturn).flatMap(event.date(of:)),
      estimationLast: days.last(where: hasReturn).flatMap(event.date(of:)), models: models, legs: legs)
  }
}

extension WindowImpact {
  /// A window to the first unlocked day that the event does not have.
  fileprivate static func without(_ reason: WindowExclusion, from first: Int) -> WindowImpact {
    WindowImpact(
      window: EventWindow(first: first, last: first), label: StudyConfiguration.unlockedLabel(first),
      outcome: .failure(reason), buyAndHold: .nan, hasSpans: false)
  }
}

extension EstimationFailure {
  fileprivate static func noBenchmark(_ benchmark: SecurityID?) -> EstimationFailure {
    EstimationFailure(
      .benchmarkMissing,
      benchmark.map { "the benchmark '\($0)' has no prices" } ?? "the study names no benchmark for it")
  }
}
