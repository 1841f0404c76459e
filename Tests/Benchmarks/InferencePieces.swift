import CoreStatistics
import CoreTypes
import Inference

/// The tests of one window on a sample of 1,000 events of normal returns, 250 days for estimation and 21 around day 0.
enum InferencePieces {
  private static let tests = [
    "cross-sectional-t", "patell", "bmp", "adjusted-bmp", "corrado-rank", "grank-t", "generalized-sign",
  ]

  static func all() -> [Piece] {
    let sample = sample(events: 1_000)
    return tests.compactMap(TestStatistics.named).map { test in
      Piece(name: test.id, unit: "event", units: 1_000) {
        // A workspace keeps what tests share: a new one makes each of them do its whole work.
        let workspace = SampleWorkspace(sample, resampling: Resampling(seed: 1, replications: 99))
        guard case .result(let result) = test.evaluate(workspace, over: sample.windows[0]) else {
          return .nan
        }
        return result.statistic
      }
    }
  }

  private static func sample(events: Int) -> EventSample {
    let (estimation, window) = (EventWindow(first: -260, last: -11), EventWindow(first: -10, last: 10))
    var stream = RandomStream(seed: 7)
    let residuals = (0..<events * estimation.length).map { _ in 0.02 * stream.normal() }
    let abnormal = (0..<events * window.length).map { _ in 0.02 * stream.normal() }
    let zeros = (0..<events).map { 10_000 + Int32($0) }
    let tested = EventWindow(first: -1, last: 1)
    let car = (0..<events).map { event in abnormal[(event * 21 + 9)...(event * 21 + 11)].reduce(0, +) }
    func dates(_ window: EventWindow) -> [Int32] {
      zeros.flatMap { zero in window.days.map { zero + Int32($0) } }
    }
    var panels = SamplePanels(
      residuals: residuals, residualDates: .rows(dates(estimation)), abnormalReturns: abnormal,
      spans: Array(repeating: 1, count: abnormal.count),
      standardizedAbnormalReturns: abnormal.map { $0 / 0.02 }, eventDates: .rows(dates(window)))
    panels.daySpans = panels.spans
    return EventSample(
      estimationWindow: estimation, eventWindow: window, dayZeroDates: zeros,
      residualStandardDeviations: Array(repeating: 0.02, count: events),
      degreesOfFreedom: Array(repeating: 248, count: events), clusters: [:],
      panels: panels,
      windows: [
        WindowMeasures(
          window: tested, car: car, variance: Array(repeating: 0.0012, count: events),
          scar: car.map { $0 / 0.0012.squareRoot() })
      ])
  }
}
