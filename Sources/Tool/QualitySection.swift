import CoreTypes
import Reports
import StudyRun

/// What `check` says of the price files: their formats, and the securities whose prices would hurt the study.
struct QualitySection {
  let text: String
  /// More securities than these are counted only.
  private static let shown = 20

  init(_ check: StudyPipeline.Check) {
    let formats = check.formats.map { "\($0.format) (\($0.files.counted("file", "files")))" }
    var text = "\nprice formats: \(formats.joined(separator: ", "))\n"
    let lines = check.quality.lines.filter { !$0.findings.isEmpty }
    guard !lines.isEmpty else {
      let count = check.quality.lines.count
      self.text =
        text + "prices: quality.csv has no finding for \(count.counted("security", "securities"))\n"
      return
    }
    var table = ConsoleTable([
      .init("prices of"), .init("first"), .init("last"), .init("rows", .right), .init("refused", .right),
      .init("in windows", .right), .init("what to look at"),
    ])
    for line in lines.prefix(QualitySection.shown) {
      table.add([
        line.security.text, line.quality.firstSession?.description ?? "",
        line.quality.lastSession?.description ?? "", String(line.rowsRead),
        String(line.rowsRefused), String(line.inWindows.count), QualitySection.remarks(line),
      ])
    }
    text += "\n" + table.text
    if lines.count > QualitySection.shown {
      text +=
        "... and \(lines.count - QualitySection.shown) more; 'eventstudy run' writes all to quality.csv\n"
    }
    self.text = text
  }

  /// `2 likely-split (2015-06-01), 14 missing-session`: the worst with its day.
  private static func remarks(_ line: QualityLine) -> String {
    let worst = line.worst
    return QualityFinding.Kind.allCases.compactMap { kind in
      let count = line.count(kind)
      guard count > 0 else { return nil }
      let day = worst.flatMap { $0.kind == kind ? " (\($0.date))" : nil } ?? ""
      return "\(count) \(kind.rawValue)\(day)"
    }.joined(separator: ", ")
  }
}
