import CoreStatistics
import CoreTypes

@testable import Inference

/// A made-up sample for property and conformance tests: one security an event, one session a calendar day.
struct SimulatedSample {
  static let estimationWindow = EventWindow(first: -130, last: -11)
  static let eventWindow = EventWindow(first: -5, last: 5)
  static let windows = [(0, 0), (-1, 1), (-5, 5)].map { EventWindow(first: $0.0, last: $0.1) }

  /// Rows of abnormal returns, one an event: estimation days, then event days; NaN = missing.
  var returns: [[Double]]
  var dayZeroDates: [Int32]
  /// `s_i`; nil = from the estimation days.
  var deviations: [Double]?
  /// `sqrt(h_t) / s_i` of each estimation day, of all events alike; nil = 1.
  var dailyDeviations: [Double]?
  /// By how many days each event's sessions before day 0 lie earlier than others', as on another exchange; nil = by none.
  var earlierSessions: [Int32]?

  /// Sessions of day 0's returns behind a halt that stopped the clock.
  var spanOfDayZero = 1.0

  static var days: Int { estimationWindow.length + eventWindow.length }

  init(returns: [[Double]], dayZeroDates: [Int32]) {
    self.returns = returns
    self.dayZeroDates = dayZeroDates
  }

  /// `count` events of normal returns of 2 % a day, every third on a date of its own, with an effect of 1 % on
  /// day 0; each return is missing with probability `missing`.
  init(count: Int, seed: UInt64, missing: Double) {
    var stream = RandomStream(seed: seed)
    returns = (0..<count).map { _ in
      (0..<Self.days).map { day in
        let value = 0.02 * stream.normal() + (day == Self.estimationWindow.length + 5 ? 0.01 : 0)
        return stream.uniform() < missing ? .nan : value
      }
    }
    dayZeroDates = (0..<count).map { $0 % 3 == 0 ? 20_000 + 2 * Int32($0) : 20_000 }
  }

  /// The sample with everything multiplied by `scale`, which may be negative.
  ///
  /// - Parameter needs: what it holds; nil = every panel, and nothing added up.
  func sample(
    scale: Double = 1, needs: SampleNeeds? = nil,
    market: (Int32) -> Double = { Double($0 % 7 - 3) * 0.01 }
  ) -> EventSample {
    let estimationDays = Self.estimationWindow.length
    let scaled = returns.map { $0.map { $0 * scale } }
    let residuals = scaled.map { Array($0[..<estimationDays]) }
    let abnormal = scaled.map { Array($0[estimationDays...]) }
    let counts = residuals.map { $0.count { !$0.isNaN } }
    let deviations =
      deviations
      ?? zip(residuals, counts).map { row, count in
        (row.reduce(0) { $0 + ($1.isNaN ? 0 : $1 * $1) } / Double(max(1, count))).squareRoot()
      }
    func dates(_ window: EventWindow) -> [Int32] {
      dayZeroDates.indices.flatMap { event in
        window.days.map { day in
          dayZeroDates[event] + Int32(day) - (day < 0 ? earlierSessions?[event] ?? 0 : 0)
        }
      }
    }
    let windows = Self.windows.map { Self.measures($0, abnormal, deviations) }
    var panels = SamplePanels(
      residuals: Array(residuals.joined()), residualDates: .rows(dates(Self.estimationWindow)),
      abnormalReturns: Array(abnormal.joined()), spans: abnormal.joined().map { $0.isNaN ? .nan : 1 },
      standardizedAbnormalReturns: zip(abnormal, deviations).flatMap { row, deviation in
        row.map { $0 / deviation }
      }, eventDates: .rows(dates(Self.eventWindow)))
    panels.daySpans = panels.spans
    for event in abnormal.indices {
      panels.spans[event * Self.eventWindow.length - Self.eventWindow.first] *= spanOfDayZero
    }
    if let dailyDeviations {
      panels.standardizedResiduals = zip(residuals, deviations).flatMap { row, deviation in
        zip(row, dailyDeviations).map { $0 / $1 / deviation }
      }
    }
    // A market of its own for every date, the same for all events.
    panels.pricing = PricingPanel(
      factors: 1, responses: panels.abnormalReturns,
      regressors: dates(Self.eventWindow).map(market))
    panels.design = DesignPanel(columns: 0, hasOffset: false, estimation: [], event: [])
    func sample(_ panels: SamplePanels) -> EventSample {
      EventSample(
        estimationWindow: Self.estimationWindow, eventWindow: Self.eventWindow,
        dayZeroDates: dayZeroDates, residualStandardDeviations: deviations, degreesOfFreedom: counts,
        clusters: ["industry": returns.indices.map { $0 % 4 }], panels: panels, windows: windows)
    }
    guard let needs else { return sample(panels) }
    var bare = sample(panels.leaving(needs))
    bare.sums = SeriesSums(needs, of: sample(panels), blocks: .inTurn)
    return bare
  }

  private static func measures(_ window: EventWindow, _ abnormal: [[Double]], _ deviations: [Double])
    -> WindowMeasures
  {
    let first = window.first - eventWindow.first
    let valid = abnormal.map { $0[first..<(first + window.length)].filter { !$0.isNaN } }
    let car = valid.map { $0.isEmpty ? Double.nan : $0.reduce(0, +) }
    let variance = zip(valid, deviations).map { $0.isEmpty ? .nan : Double($0.count) * $1 * $1 }
    return WindowMeasures(
      window: window, car: car, variance: variance, scar: zip(car, variance).map { $0 / $1.squareRoot() })
  }
}

extension SamplePanels {
  /// The panels that are needed.
  fileprivate func leaving(_ needs: SampleNeeds) -> SamplePanels {
    var panels = self
    if !needs.contains(.residuals) {
      panels.residuals = []
      panels.standardizedResiduals = []
    }
    if !needs.contains(.estimationDates) { panels.residualDates = nil }
    if !needs.contains(.spans) { panels.spans = [] }
    if !needs.contains(.standardizedReturns) { panels.standardizedAbnormalReturns = [] }
    if !needs.contains(.pricing) { panels.pricing = nil }
    if !needs.contains(.design) { panels.design = nil }
    return panels
  }
}

/// Every test of the registry and each of its variants.
let everyTestAndVariant: [any TestStatistic] = TestStatistics.all.flatMap { test in
  [test]
    + test.descriptor.variants.compactMap { variant in
      test.named(variant: variant.id == "COLUMN" ? "industry" : variant.id)
    }
}

/// The outcomes of every test for every window of `sample`, in a fixed order.
func outcomes(of sample: EventSample) -> [(what: String, outcome: TestOutcome)] {
  let workspace = SampleWorkspace(sample, resampling: Resampling(seed: 42, replications: 199))
  return sample.windows.flatMap { window in
    everyTestAndVariant.map {
      ("\($0.id) \(window.window)", $0.evaluate(workspace, over: window))
    }
  }
}
