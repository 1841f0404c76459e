import CoreTypes
import EventTime
import ImpactMeasures
import Inference

/// What averages and tests need of a few events, gathered where the events are computed, beside others: an event is let
/// go by the thread that computed it, and ranks and signs take most of the time of the tests.
struct SampleBlock: Sendable {
  /// An event that was not excluded.
  struct Event: Sendable {
    /// `EventRequest.securityNumber`.
    let security: Int
    let group: String
    /// That of its security, which fewer events share than its calendar.
    let setting: EventSetting
    let clock: EventClock?
  }

  /// What one model makes of the events that it has measures of.
  struct Rows: Sendable {
    /// Which of the block's events they are.
    fileprivate(set) var events: [Int] = []
    fileprivate(set) var columns: ModelColumns
    /// A row of the study's `SeriesPlan` each.
    fileprivate(set) var series: [Double] = []
  }

  private(set) var events: [Event] = []
  /// A model of the study each.
  private(set) var models: [Rows]

  fileprivate init(_ columns: [ModelColumns]) { models = columns.map { Rows(columns: $0) } }

  fileprivate mutating func add(
    _ impact: EventImpact, _ series: inout SeriesRowMaker, for study: StudyConfiguration
  ) {
    guard impact.event.status != .excluded else { return }
    for (index, model) in impact.models.enumerated() {
      guard let measures = model.measures else { continue }
      models[index].events.append(events.count)
      models[index].columns.add(impact, measures, study: study)
      models[index].append(impact, measures, &series, study.estimation)
    }
    let event = impact.event
    events.append(
      Event(
        security: event.request.securityNumber, group: event.group, setting: event.setting,
        clock: event.clock))
  }
}

extension SampleBlock.Rows {
  fileprivate mutating func append(
    _ impact: EventImpact, _ measures: ModelImpact.Measures, _ maker: inout SeriesRowMaker,
    _ choice: EstimationChoice
  ) {
    let estimate = measures.estimate
    let returns = measures.abnormalReturns
    choice.row(of: estimate.residuals, on: impact.estimationWindow).withUnsafeBufferPointer { residuals in
      returns.abnormal.withUnsafeBufferPointer { abnormal in
        returns.spans.withUnsafeBufferPointer { spans in
          let event = EventSeries(
            residuals: residuals, abnormalReturns: abnormal, spans: spans,
            deviation: estimate.residualVariance.squareRoot())
          maker.append(event, to: &series)
        }
      }
    }
  }
}

/// Gathers blocks of events for a study.
///
/// A class, though it never changes: it is handed to every block.
final class SampleBlockMaker: Sendable {
  private let study: StudyConfiguration
  private let plan: SeriesPlan
  /// For each model columns without a row.
  private let columns: [ModelColumns]

  init(study: StudyConfiguration, plan: SeriesPlan, columns: [ModelColumns]) {
    self.study = study
    self.plan = plan
    self.columns = columns
  }

  /// For a block of `count` events at most.
  func builder(of count: Int) -> SampleBlockBuilder {
    var block = SampleBlock(columns)
    block.reserve(count, rowLength: plan.rowLength, study: study)
    return SampleBlockBuilder(block: block, series: SeriesRowMaker(plan), study: study)
  }
}

/// A block that grows event by event.
struct SampleBlockBuilder {
  private(set) var block: SampleBlock
  private var series: SeriesRowMaker
  private let study: StudyConfiguration

  fileprivate init(block: SampleBlock, series: SeriesRowMaker, study: StudyConfiguration) {
    self.block = block
    self.series = series
    self.study = study
  }

  mutating func add(_ impact: EventImpact) { block.add(impact, &series, for: study) }
}

extension SampleBlock {
  fileprivate mutating func reserve(_ count: Int, rowLength: Int, study: StudyConfiguration) {
    events.reserveCapacity(count)
    for index in models.indices {
      models[index].events.reserveCapacity(count)
      models[index].series.reserveCapacity(count * rowLength)
      models[index].columns.reserve(count, study: study)
    }
  }
}
