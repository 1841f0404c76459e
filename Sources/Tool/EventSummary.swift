import CoreTypes
import Reports
import StudyRun

/// What a run came to, for the terminal: a line an event by the study's first model, counts, where the report is.
struct EventSummary {
  let text: String

  init(_ outcome: StudyOutcome, folder: String) {
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
      "\n\(counts.requested) events requested: \(counts.used) used, \(counts.provisional) provisional, "
    lines += "\(counts.excluded) excluded; data as of \(outcome.asOf)\nreports: \(folder)\n"
    text = lines
  }

  private static func note(_ line: StudyOutcome.Line) -> String {
    var parts: [String] = []
    if line.status != .used { parts.append(line.status.rawValue) }
    if let reason = line.reason { parts.append(reason.rawValue) }
    parts += line.warnings.map(\.rawValue)
    return parts.joined(separator: " ")
  }
}
