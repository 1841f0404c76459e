import CoreStatistics
import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures
import Reports

/// Computes one event: its returns, every model's expectation, abnormal returns, windows and legs.
///
/// A class, though it never changes: a copy of study and market for each event would cost more than its regression.
final class EventComputation: Sendable {
  let study: StudyConfiguration
  let market: StudyMarket
  let intraday: IntradayMarket
  let inputs: EstimationInputs
  let models: [NamedModel]
  let windows: [EventWindow]
  /// First days of the windows that end on the first day not locked at a price limit.
  let unlockedStarts: [Int]
  /// Some test of the study regresses portfolios.
  let usesPricing: Bool
  /// Some test of the study makes the regressions again.
  let usesDesign: Bool

  let criticalValues: CriticalValues
  /// The sample-quantile test stands in `windows.csv` alone.
  let showsSampleQuantile: Bool
  /// Somebody sees the legs of a reaction.
  let showsReactions: Bool
  /// Somebody sees buy-and-hold returns.
  let showsBuyAndHold: Bool

  /// - Parameters:
  ///   - windows: those of the study, `each-day` spelled out.
  ///   - showsReactions, showsBuyAndHold: somebody sees the legs of a reaction, buy-and-hold returns.
  init(
    study: StudyConfiguration, market: StudyMarket, intraday: IntradayMarket, others: OtherEvents,
    windows: [EventWindow], showsReactions: Bool, showsBuyAndHold: Bool
  ) {
    self.study = study
    self.market = market
    self.intraday = intraday
    self.windows = windows
    self.showsReactions = showsReactions
    self.showsBuyAndHold = showsBuyAndHold
    inputs = EstimationInputs(study: study, market: market, others: others)
    models = study.models.compactMap { choice in choice.model.map { NamedModel(choice.name, $0) } }
    unlockedStarts = study.unlockedStarts
    usesPricing = study.battery.contains { $0.needs.contains(.pricing) }
    usesDesign = study.battery.contains { $0.needs.contains(.design) }
    criticalValues = CriticalValues(confidence: study.confidence)
    showsSampleQuantile = study.writes("sq_p_value", of: .windows)
  }

  /// A model of the study with the name that the reports give it.
  struct NamedModel: Sendable {
    let name: String
    let model: any ExpectedReturnModel
    let needsBenchmark: Bool

    init(_ name: String, _ model: any ExpectedReturnModel) {
      self.name = name
      self.model = model
      needsBenchmark = model.descriptor.needsBenchmark
    }
  }

  func impact(of event: AlignedEvent) -> EventImpact {
    guard let placed = PlacedEvent(event, in: market, study) else { return EventImpact(excluded: event) }
    let sample = inputs.sample(of: placed)
    let notes = SampleWarnings.all(placed, sample, gap: study.estimation.gap)
    let computed = models.map { named in
      ModelImpact(name: named.name, outcome: outcome(named, sample, placed))
    }
    var event = event
    var warnings = inputs.warnings(on: sample, of: placed)
    for note in notes { warnings.insert(note.id) }
    event.add(warnings)
    judge(&event, by: computed)
    var impact = EventImpact(
      event: event, sample: sample, trades: placed.trades,
      models: event.status == .excluded ? [] : computed,
      legs: showsReactions && event.status != .excluded ? legs(of: placed) : nil)
    impact.notes = notes
    if showsReactions {
      let beta = models.first.flatMap { $0.model.marketSlope(computed.first?.measures?.estimate) }
      intraday.follow(&impact, market: market, beta: beta, returnKind: study.returns)
    }
    return impact
  }

  /// What the models found: their warnings, and the exclusion of an event that none of them can estimate.
  private func judge(_ event: inout AlignedEvent, by computed: [ModelImpact]) {
    if let measures = computed.lazy.compactMap(\.measures).first,
      measures.abnormalReturns.neighboringReaction != nil
    {
      event.warnings.insert(.reactionOnNeighboringDay)
    }
    var (warnings, failures): (EventWarnings, [EstimationFailure]) = ([], [])
    for model in computed {
      switch model.outcome {
      case .success(let measures):
        for warning in measures.estimate.warnings { warnings.insert(warning.id) }
      case .failure(let failure): failures.append(failure)
      }
    }
    if failures.count == computed.count, let first = failures.first {
      let isOne = failures.allSatisfy { $0 == first }
      event.exclude(
        first.reason,
        isOne ? first.explanation : computed.compactMap(\.failureText).joined(separator: "; "))
      event.warnings.remove(.estimationWindowShort)
    } else if !failures.isEmpty {
      event.warnings.insert(.modelNotEstimated)
    }
    event.add(warnings)
  }

  private func outcome(
    _ named: NamedModel, _ sample: EstimationSample, _ placed: PlacedEvent
  ) -> Result<ModelImpact.Measures, EstimationFailure> {
    let (model, needsBenchmark) = (named.model, named.needsBenchmark)
    if needsBenchmark, placed.benchmark == nil {
      return .failure(.noBenchmark(placed.event.benchmark))
    }
    switch model.estimate(on: sample) {
    case .failure(let failure): return .failure(failure)
    case .success(var estimate):
      if study.predictionError == .none { estimate.dropPredictionError() }
      if let outlier = estimate.outlier(in: sample.estimationWindow) { estimate.warnings.append(outlier) }
      if needsBenchmark, placed.benchmark?.members.isEmpty == false {
        estimate.conventions.append(.heldPortfolio)
      }
      return .success(measures(named, estimate, sample, placed))
    }
  }

  private func measures(
    _ named: NamedModel, _ estimate: ExpectedReturnEstimate, _ sample: EstimationSample, _ placed: PlacedEvent
  ) -> ModelImpact.Measures {
    let returns = AbnormalReturns(
      sample, estimate, missingRegressor: named.needsBenchmark ? .benchmarkMissing : .factorMissing)
    let rules = WindowRules(
      criticalValue: criticalValues[estimate.degreesOfFreedom],
      residualSums: showsSampleQuantile ? sample.sampleQuantile(of: estimate) : nil,
      correlations: study.windowVariance == .serialCorrelation
        ? estimate.residualAutocorrelations(upTo: study.eventWindow.length) : nil,
      holding: BuyAndHoldRule(
        returnKind: study.returns, afterDelisting: study.afterDelisting,
        lastTradedDay: lastTradedDay(of: placed)))
    // Loops: a closure would copy what it captures.
    var impacts: [WindowImpact] = []
    impacts.reserveCapacity(windows.count)
    for window in windows {
      impacts.append(impact(over: window, label: nil, returns, estimate, rules, placed))
    }
    var ownImpacts: [WindowImpact] = []
    for first in unlockedStarts {
      switch UnlockedWindow.of(placed.event, from: first, inside: study.eventWindow) {
      case .failure(let reason): ownImpacts.append(UnlockedWindow.missing(reason, from: first))
      case .success(let window):
        ownImpacts.append(
          impact(over: window, label: UnlockedWindow.label(first), returns, estimate, rules, placed))
      }
    }
    return ModelImpact.Measures(
      estimate: estimate, abnormalReturns: returns, windows: impacts, ownWindows: ownImpacts,
      pricing: usesPricing ? PricingRows(named.model, on: sample, expected: estimate.expected) : nil,
      design: usesDesign ? DesignRows(named.model, on: sample) : nil)
  }

  /// What the windows of one event under one model have in common.
  private struct WindowRules {
    /// The Student t quantile of the study's confidence.
    let criticalValue: Double
    /// nil where no table shows them.
    let residualSums: SampleQuantile?
    /// nil = errors are independent.
    let correlations: [Double]?
    let holding: BuyAndHoldRule
  }

  private func impact(
    over window: EventWindow, label: String?, _ returns: AbnormalReturns, _ estimate: ExpectedReturnEstimate,
    _ rules: WindowRules, _ placed: PlacedEvent
  ) -> WindowImpact {
    let coverage = WindowCoverage.positions(
      of: window, in: returns, rule: study.incompleteWindows, lastKnownDay: placed.event.lastKnownDay)
    let measured = WindowCoverage.days(of: window, by: coverage, in: returns)
    var quantile: Double?
    let outcome = coverage.map { positions in
      let sum = CumulativeAbnormalReturn(
        window: window, positions: positions, returns: returns, estimate: estimate,
        criticalValue: rules.criticalValue, correlations: rules.correlations)
      quantile = rules.residualSums?.pValue(of: sum, positions: positions, in: returns)
      return sum
    }
    return WindowImpact(
      window: window, measured: measured, label: label, outcome: outcome,
      buyAndHold: holding(over: measured, returns, placed, rules.holding),
      hasSpans: measured.days.contains { returns.spans[returns.position(of: $0)] > 1 },
      sampleQuantile: quantile)
  }

  private func holding(
    over window: EventWindow, _ returns: AbnormalReturns, _ placed: PlacedEvent, _ rule: BuyAndHoldRule
  ) -> BuyAndHold {
    guard showsBuyAndHold else { return .missing }
    guard study.buyAndHold != .model else {
      return BuyAndHold(
        againstModelOver: window, clock: placed.clock, returns: returns, rule: rule,
        lastKnownDay: placed.event.lastKnownDay)
    }
    return BuyAndHold(
      over: window, trades: placed.trades, clock: placed.clock,
      benchmark: study.buyAndHold == .control ? placed.control : placed.benchmark, returns: returns,
      rule: rule)
  }

  /// nil for a security whose prices go on.
  private func lastTradedDay(of placed: PlacedEvent) -> Int? {
    guard placed.event.reason == .delisted else { return nil }
    return placed.trades.sessions.last.flatMap { placed.clock.day(of: Int($0)) }
  }

  private func legs(of placed: PlacedEvent) -> ReactionLegs {
    let reaction = placed.event.dayZero?.reactionSession ?? 0
    return ReactionLegs(
      trades: placed.trades, dayZero: placed.clock.dayZero,
      closedBefore: placed.event.announcement?.firstOpenSession ?? reaction, benchmark: placed.benchmark,
      returnKind: study.returns)
  }
}

extension EstimationFailure {
  fileprivate static func noBenchmark(_ benchmark: SecurityID?) -> EstimationFailure {
    EstimationFailure(
      .benchmarkMissing,
      benchmark.map { "the benchmark '\($0)' has no prices" } ?? "the study names no benchmark for it")
  }
}

extension EstimationSample {
  /// The sums of the residuals that `estimate` has on this sample's days.
  fileprivate func sampleQuantile(of estimate: ExpectedReturnEstimate) -> SampleQuantile {
    let start = returns.position(of: estimationWindow.first)
    return SampleQuantile(
      residuals: estimate.residuals, spans: returns.spans[start..<(start + estimationWindow.length)])
  }
}
