import CoreTypes
import TestSupport

@testable import Inference

/// The synthetic market of the oracle, one configuration: its panels as an `EventSample`, and what an independent
/// implementation got from them.
struct SyntheticMarket {
  static let configurations = [
    "market_simple_drop", "market_simple_ttt", "mean_simple_drop", "mean_log_ttt", "capm_simple_drop",
    "ff3_simple_drop", "ff3_simple_ttt", "carhart_simple_drop", "ff5_simple_drop", "market_log_drop",
    "market_log_lumped", "market_log_ttt", "market_log_uniform", "market_simple_drop_masked",
    "adjusted_simple_drop", "adjusted_centered_simple_drop",
  ]
  static let folder = "Oracles/synthetic-market"
  static let estimationWindow = EventWindow(first: -200, last: -11)
  static let eventWindow = EventWindow(first: -5, last: 5)
  static let windows = [(0, 0), (-1, 1), (0, 5), (-5, 5)].map { EventWindow(first: $0.0, last: $0.1) }

  let sample: EventSample
  /// Values by window, test and field, as `[0;0] t_cross stat`.
  let expected: [String: Double]

  init(_ configuration: String) throws {
    let panel = try NumberTable(fixture: "\(Self.folder)/panel_\(configuration).csv")
    sample = try Self.sample(panel, sessions: try Self.sessions())
    let table = try NumberTable(fixture: "\(Self.folder)/expected/tests.csv")
    var expected: [String: Double] = [:]
    for row in table.rows.indices where table.rows[row][0] == configuration {
      expected[table.rows[row][1...3].joined(separator: " ")] = try table.number(row, "value")
    }
    self.expected = expected
  }

  /// The day number of each session.
  private static func sessions() throws -> [Int32] {
    let table = try NumberTable(fixture: "\(folder)/data/factors.csv")
    return try table.rows.indices.map { row in
      guard let date = CalendarDate(iso: try table.text(row, "date")) else {
        throw NumberTable.Fault("no date in row \(row)")
      }
      return date.dayNumber
    }
  }

  /// The rows of one quantity, as fields, in the order of events.
  private static func rows(_ panel: NumberTable, _ quantity: String) -> [[Substring]] {
    panel.rows.filter { $0[0] == quantity }.map { $0[2].split(separator: " ") }
  }

  private static func numbers(_ panel: NumberTable, _ quantity: String) throws -> [Double] {
    try rows(panel, quantity).joined().map { field in
      if field == "-" { return .nan }
      guard let value = Double(field) else { throw NumberTable.Fault("\(field) is not a number") }
      return value
    }
  }

  private static func dense(_ names: [Substring]) -> [Int] {
    var numbers: [Substring: Int] = [:]
    return names.map { name in
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      return number
    }
  }

  private static func sample(_ panel: NumberTable, sessions: [Int32]) throws -> EventSample {
    let fits = rows(panel, "fit")
    let zeros = fits.compactMap { Int($0[2]) }
    func dates(_ window: EventWindow) -> [Int32] {
      zeros.flatMap { zero in window.days.map { sessions[zero + $0] } }
    }
    let windows = try windows.map { window in
      let values = try numbers(panel, "window[\(window.first);\(window.last)]")
      let car = stride(from: 0, to: values.count, by: 3).map { values[$0] }
      let variance = stride(from: 1, to: values.count, by: 3).map { values[$0] }
      return WindowMeasures(
        window: window, car: car, variance: variance,
        scar: zip(car, variance).map { $0 / $1.squareRoot() })
    }
    var panels = SamplePanels(
      residuals: try numbers(panel, "residuals"), residualDates: .rows(dates(estimationWindow)),
      abnormalReturns: try numbers(panel, "ar"), spans: try numbers(panel, "spans"),
      standardizedAbnormalReturns: try numbers(panel, "sar"), eventDates: .rows(dates(eventWindow)))
    panels.daySpans = panels.spans
    return EventSample(
      estimationWindow: estimationWindow,
      eventWindow: eventWindow, dayZeroDates: zeros.map { sessions[$0] },
      residualStandardDeviations: fits.compactMap { Double($0[3])?.squareRoot() },
      degreesOfFreedom: fits.compactMap { Int($0[4]) }, clusters: ["industry": dense(fits.map { $0[1] })],
      panels: panels, windows: windows)
  }

  /// The oracle's resampling indexes, for the tests that draw samples.
  static func resampling() throws -> Resampling {
    func indexes(_ file: String) throws -> [[Int]] {
      try NumberTable(fixture: "\(folder)/data/\(file).csv").rows.map { $0.compactMap { Int($0) } }
    }
    return Resampling(
      seed: 1, replications: 999,
      indexes: [
        "bootstrap-t": try indexes("boot_index_n16_m16"),
        "bootstrap-t:cluster": try indexes("boot_index_n16_m16"),
        "bootstrap-skewness": try indexes("boot_index_n16_m4"),
      ])
  }
}
