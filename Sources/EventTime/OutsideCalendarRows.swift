import CoreTypes

/// Rows before or after the dates that a calendar knows: one note a file.
package struct OutsideCalendarRows {
  private var firstRow: [Int: Int] = [:]

  mutating func add(_ row: Int, of series: PriceSeries) {
    let file = series.fileIndexes.isEmpty ? 0 : Int(series.fileIndexes[row])
    if firstRow[file] == nil { firstRow[file] = row }
  }

  func report(_ series: PriceSeries, calendar: ExchangeCalendar, into diagnostics: inout [Diagnostic]) {
    for file in firstRow.keys.sorted() {
      guard let row = firstRow[file] else { continue }
      diagnostics.append(
        Diagnostic(
          .dateOutsideCalendar, at: series.location(ofRow: row), security: series.security,
          message:
            "rows of this file lie outside the known sessions of \(calendar.name), \(calendar.validFrom) to "
            + "\(calendar.validTo); this is the first of them",
          help: "nothing to do unless an event needs them; 'calendar: benchmark' takes the sessions from the "
            + "benchmark's own dates"))
    }
  }

  /// Of the notes about several securities of one file and calendar the one about the first line.
  package static func onceAFile(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    func key(_ said: Diagnostic) -> String { "\(said.location?.file ?? ""): \(said.message)" }
    let notes = diagnostics.filter { $0.id == .dateOutsideCalendar }
    guard notes.count > 1 else { return diagnostics }
    let firstLines = Dictionary(notes.map { (key($0), $0.location?.line ?? 0) }, uniquingKeysWith: min)
    return diagnostics.filter { said in
      said.id != .dateOutsideCalendar || said.location?.line ?? 0 == firstLines[key(said)]
    }
  }
}
