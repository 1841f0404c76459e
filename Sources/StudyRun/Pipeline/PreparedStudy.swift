import CoreTypes
import EventTime
import ImpactMeasures

/// A study that was read and aligned but not computed.
package struct PreparedStudy: Sendable {
  private(set) var inputs: StudyInputs
  let market: StudyMarket
  let intraday: IntradayMarket
  package private(set) var events: [AlignedEvent]
  let others: OtherEvents
  let comparedNews: ComparedNews
  let regressionColumns: RegressionColumns
  /// The windows of the study, `each-day` spelled out.
  package let windows: [EventWindow]
  package let diagnostics: DiagnosticList

  package var asOf: CalendarDate { market.asOf }

  /// The events, which are no longer here after that, nor what was asked for.
  mutating func takeEvents() -> [AlignedEvent] {
    inputs.dropRequests()
    var taken: [AlignedEvent] = []
    swap(&taken, &events)
    return taken
  }

  /// The events as a run leaves them: those that no model can estimate are excluded.
  func judgedEvents(_ study: StudyConfiguration, jobs: Int) -> [AlignedEvent] {
    var judged: [AlignedEvent] = []
    impacts(computation(study, shown: []), jobs: jobs) { judged += $0.map(\.event) }
    return judged
  }

  /// The impacts of all events, block by block in their order.
  func impacts(_ computation: EventComputation, jobs: Int, consume: ([EventImpact]) -> Void) {
    let events = events
    ParallelBlocks.run(count: events.count, blockSize: 128, jobs: jobs) { range in
      let columns = computation.columns()
      return events[range].map { computation.impact(of: $0, columns) }
    } consume: {
      consume($0)
    }
  }

  func computation(_ study: StudyConfiguration, shown: EventDetails) -> EventComputation {
    EventComputation(
      study: study, market: market, intraday: intraday, others: others,
      comparedNews: comparedNews, windows: windows, shown: shown)
  }
}
