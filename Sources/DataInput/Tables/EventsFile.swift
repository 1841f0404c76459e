import CoreTypes

/// The events file as requests: every row that is not blank is one, whatever is wrong with it.
package struct EventsInput: Sendable {
  /// In the order of the file.
  package let requests: [EventRequest]
  /// Each security of the requests once, in the order of first appearance: `EventRequest.securityNumber`.
  package let securities: [SecurityID]
  /// The file's columns, for `group_by` and clusters.
  package let columns: [String]
  /// Where these stand.
  package let header: SourceLocation
  package let summary: InputFileSummary
  /// In the order of lines.
  package let diagnostics: [Diagnostic]
}

/// Reads the announcements of a study: who, when, and under which id.
package enum EventsFile {
  private static let known = [
    "security", "announced_at", "event_id", "timezone", "phase", "phase_exchange", "group", "day_zero",
    "benchmark", "note", "announcement_id",
  ]

  /// Not `group` and `note`: any column may be named in `group_by`, and notes have no effect.
  private static let decisive = [
    "security", "announced_at", "event_id", "timezone", "phase", "phase_exchange", "day_zero", "benchmark",
    "announcement_id",
  ]

  /// Requires the columns `security` and `announced_at` (else `unusable`, 65). `announced_at` and `day_zero`
  /// dates that are written as `layout.dateFormat`, or as only one form reads them (`TableDates`), are rewritten as
  /// ISO, with whatever follows them.
  ///
  /// - Parameter labels: further columns that the study names: `group_by`, clusters, categories.
  package static func read(
    _ input: InputFile, layout: FileLayout, labels: [String]
  ) throws(RunFailure) -> EventsInput {
    try read(input, layout: layout, labels: labels, mayRepeat: false)
  }

  /// The same of a list of other news, of which no report has a row: an id may stand in several rows.
  package static func readNews(_ input: InputFile, layout: FileLayout) throws(RunFailure) -> EventsInput {
    try read(input, layout: layout, labels: [], mayRepeat: true)
  }

  private static func read(
    _ input: InputFile, layout: FileLayout, labels: [String], mayRepeat: Bool
  ) throws(RunFailure) -> EventsInput {
    let read = try TextTableReader.read(
      input, layout: layout, known: known, required: ["security", "announced_at"], decisive: decisive,
      labels: ["group"] + labels.filter { !known.contains($0) }, format: "events")
    var diagnostics = read.headerDiagnostics
    let found =
      layout.dateFormat == nil
      ? TableDates.found(in: read.table, ["announced_at"], mayRepeat ? .otherEvents : .events) : nil
    diagnostics += found.map { [$0.diagnostic] } ?? []
    let format = layout.dateFormat ?? found?.format
    var requests: [EventRequest] = []
    requests.reserveCapacity(read.table.rows.count)
    var seen: [String: Int] = [:]
    seen.reserveCapacity(read.table.rows.count)
    var securities = NumberedSecurities()
    var refused = 0
    for (index, row) in read.table.rows.enumerated() {
      let damage = read.damage[index]
      let typed = row
      let row = format.map { inISO(row, $0) } ?? row
      let number = securities.number(of: SecurityID(row.value("security") ?? ""))
      let security = securities.ids[number]
      let id = EventID(row.value("event_id") ?? defaultID(of: row))
      let firstLine = mayRepeat ? nil : seen.updateValue(row.line, forKey: id.text)
      let said =
        damage?.of(id, security, "; the event is excluded")
        ?? fault(row, id, security, input, firstLine: firstLine)
      if let said {
        diagnostics.append(said)
        refused += 1
      } else if let odd = read.odd[index] {
        diagnostics.append(odd.of(id, security, ""))
      }
      if let firstLine { seen[id.text] = firstLine }
      requests.append(
        EventRequest(
          id: id, security: security, order: requests.count, securityNumber: number, row: row,
          typed: format == nil ? nil : typed, file: input.name,
          refusal: said.map { refusal($0, ofRow: damage == nil ? nil : row.line) }))
    }
    if requests.isEmpty { diagnostics.append(read.file.noRows()) }
    return EventsInput(
      requests: requests, securities: securities.ids, columns: read.table.header,
      header: read.file.headerLocation, summary: read.file.summary(format: "events", rowsRefused: refused),
      diagnostics: diagnostics)
  }

  /// The securities met so far.
  private struct NumberedSecurities {
    private(set) var ids: [SecurityID] = []
    private var numbers: [SecurityID: Int] = [:]

    mutating func number(of id: SecurityID) -> Int {
      if let known = numbers[id] { return known }
      numbers[id] = ids.count
      ids.append(id)
      return ids.count - 1
    }
  }

  /// The id of a row without one: `AAPL@2012-04-24T16:30:00-04:00`.
  package static func defaultID(of row: TextRow) -> String {
    "\(row.value("security") ?? "")@\(row.value("announced_at") ?? "")"
  }

  /// - Parameter line: that of a row which is damaged as a whole.
  private static func refusal(_ diagnostic: Diagnostic, ofRow line: Int?) -> EventRequest.Refusal {
    let reason: ExclusionReason =
      switch diagnostic.id {
      case .duplicateEventID: .duplicateEventID
      case .unknownSecurity: .unknownSecurity
      default: .announcementUnreadable
      }
    return EventRequest.Refusal(reason, (line.map { "the row on line \($0): " } ?? "") + diagnostic.message)
  }

  /// What cannot be read so stays as it is.
  private static func inISO(_ row: TextRow, _ format: DateFormat) -> TextRow {
    var row = row
    for name in ["announced_at", "day_zero"] {
      guard let field = row.fields[name], let text = DateScan.isoText(field.text, format: format),
        DateTimeText(text) != nil
      else { continue }
      row = row.replacing(name, with: TextField(text: text, column: field.column))
    }
    return row
  }

  // MARK: What is wrong with a row

  private static func fault(
    _ row: TextRow, _ id: EventID, _ security: SecurityID, _ input: InputFile, firstLine: Int?
  ) -> Diagnostic? {
    if security.text.isEmpty {
      return Diagnostic(
        .unknownSecurity,
        at: row.location(in: input.name, ofColumn: "security"),
        event: id, message: "the event names no security", help: "fill in the column 'security'",
        excerpt: row.excerpt(ofColumn: "security"))
    }
    guard let firstLine else { return nil }
    return Diagnostic(
      .duplicateEventID,
      at: row.location(in: input.name, ofColumn: "event_id"),
      security: security, event: id,
      message: "the event id \(FieldText.quoted(id.text)) is used already on line \(firstLine)",
      help: row.fields["event_id"] == nil
        ? "remove the repeated row, or add a column 'event_id' with an id for each event"
        : "give each event an id of its own", excerpt: row.excerpt(ofColumn: "event_id"))
  }
}

extension Diagnostic {
  fileprivate func of(_ event: EventID, _ security: SecurityID, _ outcome: String) -> Diagnostic {
    Diagnostic(
      id, severity: severity, at: location, security: security.text.isEmpty ? nil : security, event: event,
      message: message, help: help + outcome, excerpt: excerpt)
  }
}
