import CoreTypes
import Inference
import Reports
import StudyRun

/// What a run came to, for the terminal: a line an event by the study's first model, counts, where the report is.
struct EventSummary {
  let text: String

  init(_ outcome: StudyOutcome, of study: StudyConfiguration, folder: String) {
    var table = ConsoleTable([
      .init("event"), .init("security"), .init("phase"), .init("day 0"), .init("return", .right),
      .init("abnormal", .right), .init("t", .right), .init("note"),
    ])
    for line in outcome.lines {
      table.add([
        line.event.text, line.security.text, line.phase, line.dayZero?.description ?? "",
        line.dayZeroReturn.map(percent) ?? "", line.abnormalReturn.map(percent) ?? "",
        line.t.map { rounded($0, 2) } ?? "", EventSummary.note(line),
      ])
    }
    let counts = outcome.counts
    var lines = table.text
    if counts.requested > outcome.lines.count {
      lines += "... and \(counts.requested - outcome.lines.count) more in events.csv\n"
    }
    lines +=
      "\n\(counts.requested.counted("event", "events")) requested: \(counts.used) used, \(counts.provisional) provisional, "
    lines +=
      "\(counts.excluded) excluded\(EventSummary.reasons(counts)); data as of \(outcome.asOf)\nreports: \(folder)\n"
    let single = outcome.onlyEvent(of: study).map(EventSummary.windows)
    text = lines + (single ?? EventSummary.advice(outcome.advice))
  }

  /// What a single event comes to in each window, which no test over events says.
  private static func windows(of event: (model: String, windows: [String])) -> String {
    "\nThe event, \(event.model) (windows.csv; tests over events need more than one):\n"
      + event.windows.map { $0 + "\n" }.joined()
  }

  /// Why events are excluded, the most frequent reason first.
  private static func reasons(_ counts: RunCounts) -> String {
    let ordered = counts.excludedByReason.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    let words = ordered.map { "\($0.key.rawValue) \($0.value)" }
    return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
  }

  private static func note(_ line: StudyOutcome.Line) -> String {
    var parts: [String] = []
    if line.status != .used { parts.append(line.status.rawValue) }
    if let reason = line.reason { parts.append(reason.rawValue) }
    parts += line.warnings.map(\.rawValue)
    return parts.joined(separator: " ")
  }

  /// Windows whose tests the terminal shows; the sixty of a study of each day would hide everything else.
  private static let mostWindows = 12
  /// The same of groups and models.
  private static let mostOthers = 12

  /// Which tests to believe for all events under the first model: what they say in each window, and why they.
  private static func advice(_ advice: [TestAdvice]) -> String {
    guard let first = advice.first(where: { $0.recommendation.figures.events > 0 }) else { return "" }
    let block = advice.filter { $0.group == first.group && $0.model == first.model }
    var table = ConsoleTable([
      .init("window"), .init("events", .right), .init("CAAR", .right), .init("positive", .right),
      .init("tests for such a sample, and their p"),
    ])
    let shown = block.prefix(EventSummary.mostWindows)
    for entry in shown {
      table.add([
        entry.recommendation.window.description, String(entry.recommendation.figures.events),
        percent(entry.averageCumulativeReturn), String(entry.positive), results(entry),
      ])
    }
    var text =
      "\n\(first.group == SampleCollector.everyEvent ? "All events" : first.group), \(first.model):\n"
      + table.text
    if block.count > shown.count { text += "... and \(block.count - shown.count) more in tests.csv\n" }
    if shown.contains(where: { !$0.recommendation.doubted.isEmpty }) {
      text += "* rejects too often in such a sample\n"
    }
    if shown.contains(where: { $0.lacksTests }) {
      text += "Those without a p are not among the study's 'tests'.\n"
    }
    let why = first.recommendation.sentences.map { "  \($0)\n" }.joined()
    return text + "Why, for \(first.recommendation.window):\n" + why + others(advice, than: first)
  }

  /// Other groups and models, each by the window that the reasons are about.
  private static func others(_ advice: [TestAdvice], than first: TestAdvice) -> String {
    let window = first.recommendation.window
    let others = advice.filter {
      $0.recommendation.window == window && ($0.group != first.group || $0.model != first.model)
    }
    guard !others.isEmpty else { return "" }
    var table = ConsoleTable([
      .init("group"), .init("model"), .init("events", .right), .init("CAAR", .right),
      .init("positive", .right), .init("tests, and their p"),
    ])
    for entry in others.prefix(EventSummary.mostOthers) {
      let group = entry.group == SampleCollector.everyEvent ? "all events" : entry.group
      table.add([
        group, entry.model, String(entry.recommendation.figures.events),
        percent(entry.averageCumulativeReturn), String(entry.positive), results(entry),
      ])
    }
    let more =
      others.count > EventSummary.mostOthers
      ? "... and \(others.count - EventSummary.mostOthers) more\n" : ""
    return "\nOther groups and models, \(window) (the other windows are in tests.csv):\n" + table.text + more
  }

  private static func results(_ advice: TestAdvice) -> String {
    let places = advice.recommendation.figures.events == 1 ? " (in windows.csv)" : ""
    return advice.recommendation.tests.map { test in
      let name = advice.recommendation.doubted.contains(test) ? test + "*" : test
      guard let row = advice.results.first(where: { $0.test == test }) else { return name }
      switch row.outcome {
      case .result(let result):
        let events = result.events == advice.recommendation.figures.events ? "" : " (\(result.events) events)"
        return "\(name) \(probability(result.pValue))\(events)"
      case .notApplicable(let reason): return "\(name) (\(reason.rawValue))"
      }
    }.joined(separator: "  ") + places
  }
}
