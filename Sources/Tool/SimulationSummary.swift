import CoreTypes
import Reports
import StudyRun

/// What a simulation came to, for the terminal: a line a test, the share of replications that rejected at 5 % in each
/// window, scenario by scenario.
struct SimulationSummary {
  let text: String
  /// The place of 5 % in `RejectionTally.levels`.
  private static let shownLevel = 1
  /// More windows than these, and more events of a list, are counted only.
  private static let mostWindows = 8
  private static let mostNamed = 5

  init(_ outcome: SimulationRunner.Outcome, folder: String) {
    var text = ""
    var rest = outcome.rows[...]
    while let first = rest.first {
      let block = rest.prefix { $0.scenario == first.scenario && $0.model == first.model }
      rest = rest.dropFirst(block.count)
      text += Self.heading(first) + Self.table(Array(block), of: outcome.replications) + "\n"
    }
    if !outcome.leftOut.isEmpty {
      text += "without another date to move to: \(Self.list(outcome.leftOut))\n"
    }
    if !outcome.further.isEmpty {
      text += "left out, one event a security: \(Self.list(outcome.further))\n"
    }
    if !outcome.provisional.isEmpty {
      text += "left out, not over yet: \(Self.list(outcome.provisional))\n"
    }
    for reason in SimulatedTests.LeftOut.Reason.allCases {
      let tests = outcome.testsLeftOut.filter { $0.reason == reason }.map(\.test)
      guard !tests.isEmpty else { continue }
      text += "left out \(reason.rawValue): \(tests.joined(separator: ", "))\n"
    }
    if let dates = outcome.fewestDates, dates < outcome.replications {
      text +=
        "some events have only \(dates.counted("date", "dates")) to move to: more replications repeat them, and the "
        + "standard errors are those of draws among them\n"
    }
    if outcome.rows.contains(where: { 1..<outcome.replications ~= $0.tally.answered }) {
      text += "of N: the test had an answer in N of the \(outcome.replications) replications\n"
    }
    text += "size and power: \(folder)\n"
    self.text = text
  }

  /// The first ones, and how many more there are.
  static func list(_ events: [EventID]) -> String {
    let named = events.prefix(mostNamed).map(\.text).joined(separator: ", ")
    return events.count > mostNamed ? "\(named) and \(events.count - mostNamed) more" : named
  }

  private static func heading(_ row: SimulationRunner.Outcome.Row) -> String {
    let effect =
      row.scenario.abnormalReturn == 0
      ? "no abnormal return" : "abnormal return \(rounded(row.scenario.abnormalReturn * 100, 2)) %"
    return
      "\(row.model), \(effect), variance x \(rounded(row.scenario.variance, 2)): % rejected at 5 % (standard error)\n"
  }

  private static func table(_ rows: [SimulationRunner.Outcome.Row], of replications: Int) -> String {
    var windows: [EventWindow] = []
    for row in rows where !windows.contains(row.window) { windows.append(row.window) }
    let shown = windows.prefix(mostWindows)
    var table = ConsoleTable([.init("test")] + shown.map { .init($0.description, .right) })
    let tests = rows.filter { $0.window == windows.first }.map(\.test)
    for test in tests {
      table.add(
        [test]
          + shown.map { window in
            rows.first { $0.test == test && $0.window == window }.map { cell($0.tally, of: replications) }
              ?? ""
          })
    }
    return table.text
      + (windows.count > shown.count
        ? "... and \(windows.count - shown.count) more windows in size_power.csv\n" : "")
  }

  private static func cell(_ tally: RejectionTally, of replications: Int) -> String {
    let rejected = tally.rejected[shownLevel]
    guard let share = tally.share(rejected), let error = tally.standardError(rejected) else {
      return tally.reason?.rawValue ?? ""
    }
    let answered = tally.answered < replications ? " of \(tally.answered)" : ""
    return "\(rounded(share * 100, 1)) (\(rounded(error * 100, 1)))" + answered
  }
}
