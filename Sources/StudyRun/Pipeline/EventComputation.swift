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
  let comparedNews: ComparedNews
  let models: [NamedModel]
  /// The first of them with a benchmark.
  let ofBenchmark: NamedModel?
  let windows: [EventWindow]
  /// First days of the windows that end on the first day not locked at a price limit.
  let unlockedStarts: [Int]
  /// How the rule for gaps is named where an event has some; nil for the default.
  let gapConvention: ModelConvention?
  /// Some test of the study regresses portfolios.
  let usesPricing: Bool
  /// Some test of the study makes the regressions again.
  let usesDesign: Bool

  let criticalValues: CriticalValues
  /// The sample-quantile test stands in `windows.csv` alone.
  let showsSampleQuantile: Bool
  let shown: EventDetails

  /// - Parameter windows: those of the study, `each-day` spelled out.
  init(
    study: StudyConfiguration, market: StudyMarket, intraday: IntradayMarket, others: OtherEvents,
    comparedNews: ComparedNews, windows: [EventWindow], shown: EventDetails
  ) {
    self.study = study
    self.market = market
    self.intraday = intraday
    self.comparedNews = comparedNews
    self.windows = windows
    self.shown = shown
    inputs = EstimationInputs(study: study, market: market, others: others)
    models = study.models.compactMap { choice in choice.model.map { NamedModel(choice.name, $0) } }
    ofBenchmark = models.first(where: \.needsBenchmark)
    unlockedStarts = study.unlockedStarts
    gapConvention = study.gaps.modelConvention
    usesPricing = study.battery.contains { $0.needs.contains(.pricing) }
    usesDesign = study.battery.contains { $0.needs.contains(.design) }
    criticalValues = CriticalValues(confidence: study.confidence)
    let sides = study.alternative.oneSided.map { ["sq_p_\($0.rawValue)"] } ?? []
    showsSampleQuantile = (["sq_p_value"] + sides).contains { study.writes($0, of: .windows) }
  }

  /// Columns for a block of events that one thread computes.
  func columns() -> BlockColumns { BlockColumns(study: study, windows: windows) }

  /// The event is given away: nobody else holds it while warnings are added to it, so that it is not copied for them.
  ///
  /// - Parameter columns: those of its block.
  func impact(of event: consuming AlignedEvent, _ columns: BlockColumns) -> EventImpact {
    guard let place = PlacedEvent.Place(of: event, in: market) else {
      return EventImpact(uncomputed: event)
    }
    var placed = PlacedEvent(event, at: place)
    let sample = inputs.sample(of: placed, columns)
    var notes = SampleWarnings.all(
      placed, sample, factors: market.factorSeries(of: placed.event.security), gap: study.estimation.gap)
    if shown.contains(.otherNews), let note = inputs.others.note(on: placed.event) { notes.append(note) }
    if let note = comparedNews.note(on: placed.event, market) { notes.append(note) }
    var computed: [ModelImpact] = []
    computed.reserveCapacity(models.count)
    for named in models {
      computed.append(ModelImpact(name: named.name, outcome: outcome(named, sample, placed, columns)))
    }
    var warnings = inputs.warnings(on: sample, of: placed)
    for note in notes { warnings.insert(note.id) }
    placed.event.add(warnings)
    let reachesBack = placed.reaches(beyond: sample.estimationWindow.first)
    judge(&placed.event, by: computed, on: sample, reachesBack: reachesBack)
    let isExcluded = placed.event.status == .excluded
    var reaction: EventImpact.Reaction?
    if shown.contains(.reaction), !isExcluded {
      reaction = intraday.reaction(
        placed.event, legs(of: placed), market: market, benchmark: placed.benchmark,
        beta: models.first.flatMap {
          $0.model.marketSlope($0.marketParameter, of: computed.first?.measures?.estimate.parameters)
        },
        returnKind: study.returns)
    }
    return EventImpact(
      event: placed.event, sample: sample, estimationGap: study.estimation.gap,
      dayZeroSpan: inputs.dayZeroSpan(of: placed, sample),
      trades: placed.trades, models: isExcluded ? [] : computed, reaction: reaction, notes: notes)
  }

  /// What the models found: their warnings, and the exclusion of an event that none of them can estimate.
  ///
  /// - Parameter reachesBack: the security has prices before its estimation window.
  private func judge(
    _ event: inout AlignedEvent, by computed: [ModelImpact], on sample: EstimationSample, reachesBack: Bool
  ) {
    var warnings = EventWarnings()
    let measured = computed.lazy.compactMap(\.measures)
    if measured.first?.abnormalReturns.neighboringReaction != nil {
      warnings.insert(.reactionOnNeighboringDay)
    }
    for measures in measured { for warning in measures.estimate.warnings { warnings.insert(warning.id) } }
    let failures = computed.compactMap(\.failure)
    // Days of an estimation window after the event may still come.
    let isOpen =
      event.status == .provisional && study.estimation.after != nil
      && failures.allSatisfy { $0.reason == .estimationWindowTooShort }
    if failures.count == computed.count, !isOpen, let first = failures.first {
      let isOne = failures.allSatisfy { $0 == first }
      let explanation = isOne ? first.explanation : computed.compactMap(\.failureText).joined(separator: "; ")
      event.exclude(first.reason, explanation + remedy(of: sample, failures, reachesBack))
      event.warnings.remove(.estimationWindowShort)
    } else if !failures.isEmpty {
      event.warnings.insert(.modelNotEstimated)
    }
    event.add(warnings)
  }

  /// Which key asks for so many returns, and what other events took from an estimation window that is too short.
  private func remedy(
    of sample: EstimationSample, _ failures: [EstimationFailure], _ reachesBack: Bool
  ) -> String {
    guard failures.first?.reason == .estimationWindowTooShort else { return "" }
    let isByMinimum = failures.last?.isByMinimum ?? false
    let keys =
      (isByMinimum ? " by `minimum` of `estimation`" : "")
      + (reachesBack && study.estimation.count == .sessions
        ? ", \(isByMinimum ? "whose" : "and") `count: returns`\(isByMinimum ? "" : " of `estimation`") reaches further back"
        : "")
    let count = sample.daysInsideOtherEvents(gap: study.estimation.gap).count
    guard count > 0 else { return keys }
    return keys
      + "; \(count.counted("more lies", "more lie")) inside event windows of its other events (exclude_other_events)"
  }

  private func outcome(
    _ named: NamedModel, _ sample: EstimationSample, _ placed: PlacedEvent, _ columns: BlockColumns
  ) -> Result<ModelImpact.Measures, EstimationFailure> {
    let (model, needsBenchmark) = (named.model, named.needsBenchmark)
    if needsBenchmark, placed.benchmark == nil {
      return .failure(.noBenchmark(placed.event.benchmark, market.benchmarkFault(of: placed.event)))
    }
    switch model.estimate(on: sample) {
    case .failure(let failure): return .failure(failure)
    case .success(var estimate):
      if study.predictionError == .none { estimate.dropPredictionError() }
      if named === ofBenchmark, let step = SampleWarnings.benchmarkStep(estimate, sample, placed.event) {
        estimate.warnings.append(step)
      }
      if let outlier = estimate.outlier(in: sample.estimationWindow) { estimate.warnings.append(outlier) }
      if needsBenchmark, placed.benchmark?.members.isEmpty == false {
        estimate.conventions.append(.heldPortfolio)
      }
      if let gapConvention, sample.returns.followsGapRule { estimate.conventions.append(gapConvention) }
      return .success(measures(named, consume estimate, sample, placed, columns))
    }
  }

  private func measures(
    _ named: NamedModel, _ estimate: consuming ExpectedReturnEstimate, _ sample: EstimationSample,
    _ placed: PlacedEvent, _ columns: BlockColumns
  ) -> ModelImpact.Measures {
    let returns = AbnormalReturns(
      sample, estimate, missingRegressor: named.needsBenchmark ? .benchmarkMissing : .factorMissing)
    let rules = WindowRules(
      criticalValue: criticalValues[estimate.degreesOfFreedom],
      residualSums: showsSampleQuantile ? sample.sampleQuantile(of: estimate) : nil,
      correlations: estimate.correlations(as: study),
      holding: BuyAndHoldRule(
        returnKind: study.returns, returnAfterGap: study.returnAfterGap, afterDelisting: study.afterDelisting,
        lastTradedDay: lastTradedDay(of: placed)))
    // Loops: a closure would copy what it captures.
    var impacts: [WindowImpact] = []
    impacts.reserveCapacity(windows.count)
    for (index, window) in windows.enumerated() {
      impacts.append(
        impact(over: window, columns.positions[index], label: nil, returns, estimate, rules, placed))
    }
    var ownImpacts: [WindowImpact] = []
    for first in unlockedStarts {
      switch UnlockedWindow.of(placed.event, from: first, inside: study.eventWindow) {
      case .failure(let reason): ownImpacts.append(UnlockedWindow.missing(reason, from: first))
      case .success(let window):
        ownImpacts.append(
          impact(over: window, nil, label: UnlockedWindow.label(first), returns, estimate, rules, placed))
      }
    }
    let pricing = usesPricing ? PricingRows(named.model, on: sample, expected: estimate.expected) : nil
    return ModelImpact.Measures(
      estimate: estimate, abnormalReturns: returns, windows: impacts, ownWindows: ownImpacts,
      pricing: pricing,
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
    over window: EventWindow, _ allPositions: [Int]?, label: String?, _ returns: AbnormalReturns,
    _ estimate: borrowing ExpectedReturnEstimate, _ rules: WindowRules, _ placed: PlacedEvent
  ) -> WindowImpact {
    let coverage = WindowCoverage.positions(
      of: window, allPositions, in: returns, rule: study.incompleteWindows,
      lastKnownDay: placed.event.lastKnownDay)
    let measured = WindowCoverage.days(of: window, by: coverage, in: returns)
    var quantile: SampleQuantile.Probability?
    let outcome: Result<CumulativeAbnormalReturn, WindowExclusion>
    switch coverage {
    case .failure(let reason): outcome = .failure(reason)
    case .success(let positions):
      let sum = CumulativeAbnormalReturn(
        window: window, positions: positions, returns: returns, estimate: estimate,
        criticalValue: rules.criticalValue, correlations: rules.correlations)
      quantile = rules.residualSums?.probability(of: sum, positions: positions, in: returns)
      outcome = .success(sum)
    }
    return WindowImpact(
      window: window, measured: measured, label: label, outcome: outcome,
      buyAndHold: holding(over: measured, returns, placed, rules.holding),
      hasSpans: returns.hasSpan(in: measured),
      sampleQuantile: quantile)
  }
}

extension EstimationSample {
  /// The sums of the residuals that `estimate` has on this sample's days.
  fileprivate func sampleQuantile(of estimate: borrowing ExpectedReturnEstimate) -> SampleQuantile {
    let start = returns.position(of: estimationWindow.first)
    return SampleQuantile(
      residuals: estimate.residuals, spans: returns.spans.part(start..<(start + estimationWindow.length)),
      isUnbroken: returns.isUnbroken)
  }
}
