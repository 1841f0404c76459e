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
    let rows = check.quality.rows.filter { !$0.findings.isEmpty }
    guard !rows.isEmpty else {
      let count = check.quality.rows.count
      self.text =
        text + "prices: quality.csv has no finding for \(count.counted("security", "securities"))\n"
      return
    }
    var table = ConsoleTable([
      .init("prices of"), .init("first"), .init("last"), .init("rows", .right), .init("refused", .right),
      .init("in windows", .right), .init("what to look at"),
    ])
    for row in rows.prefix(QualitySection.shown) {
      table.add([
        row.security.text, row.quality.firstSession?.description ?? "",
        row.quality.lastSession?.description ?? "", String(row.rowsRead),
        String(row.rowsRefused), String(row.inWindows.count), QualitySection.remarks(row),
      ])
    }
    text += "\n" + table.text
    if rows.count > QualitySection.shown {
      text +=
        "... and \(rows.count - QualitySection.shown) more; 'eventstudy run' writes all to quality.csv\n"
    }
    self.text = text
  }

  /// `2 likely-split (2015-06-01), 14 missing-session`: the worst with its day.
  private static func remarks(_ row: QualityRow) -> String {
    let worst = row.worst
    return QualityFinding.Kind.allCases.compactMap { kind in
      let count = row.count(kind)
      guard count > 0 else { return nil }
      let day = worst.flatMap { $0.kind == kind ? " (\($0.date))" : nil } ?? ""
      return "\(count) \(kind.rawValue)\(day)"
    }.joined(separator: ", ")
  }
}
