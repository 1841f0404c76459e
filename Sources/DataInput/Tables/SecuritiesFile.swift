import CoreTypes

/// What securities.csv says of one security; it overrides the `prices` entry.
package struct SecurityAttributes: Sendable {
  package let security: SecurityID
  /// `nil` = as the `prices` entry says.
  package let exchange: ExchangeID?
  package let benchmark: SecurityID?
  package let group: String?
  package let name: String?
  /// ISO 4217, as written.
  package let currency: String?
  /// What its holders got after its last price.
  package let delisting: DelistingReturn?
  package let location: SourceLocation
  /// The row that says it, for messages.
  package let row: TextRow

  /// Where a column of the row stands.
  package func location(ofColumn name: String) -> SourceLocation {
    row.location(in: location.file, ofColumn: name)
  }
}

/// The rows of securities.csv that can be used, in the order of the file, each security once.
package struct SecuritiesInput: Sendable {
  package let securities: [SecurityAttributes]
  package let summary: InputFileSummary
  package let diagnostics: [Diagnostic]
}

/// Reads exchanges, benchmarks and groups of securities.
package enum SecuritiesFile {
  private static let known = [
    "security", "exchange", "benchmark", "group", "name", "currency", "delisting_return", "delisting_date",
  ]

  /// Requires the column `security` (else `unusable`, 65). Of two rows for one security the first counts.
  package static func read(_ input: InputFile, layout: FileLayout) throws(RunFailure) -> SecuritiesInput {
    let read = try TextTableReader.read(
      input, layout: layout, known: known, required: ["security"], decisive: known,
      labels: ["group", "currency"], format: "securities")
    let found =
      layout.dateFormat == nil ? TableDates.found(in: read.table, ["delisting_date"], .securities) : nil
    var diagnostics = read.headerDiagnostics + (found.map { [$0.diagnostic] } ?? [])
    var securities: [SecurityAttributes] = []
    var lines: [String: Int] = [:]
    var delistings = DelistingColumns(
      of: read.table, input: input, layout: layout, found: found?.format, diagnostics: &diagnostics)
    for (index, row) in read.table.rows.enumerated() {
      let damage = read.damage[index]
      let id = row.value("security") ?? ""
      if let said = damage?.ofLostRow ?? fault(row, id, input, firstLine: lines[id]) {
        diagnostics.append(said)
        continue
      }
      if let said = read.odd[index] { diagnostics.append(said) }
      lines[id] = row.line
      securities.append(
        SecurityAttributes(
          security: SecurityID(id), exchange: row.value("exchange").map { ExchangeID($0) },
          benchmark: row.value("benchmark").map { SecurityID($0) }, group: row.value("group"),
          name: row.value("name"), currency: row.value("currency"),
          delisting: delistings.read(row, diagnostics: &diagnostics),
          location: SourceLocation(file: input.name, line: row.line), row: row))
    }
    if read.table.rows.isEmpty { diagnostics.append(read.file.noRows()) }
    return SecuritiesInput(
      securities: securities,
      summary: read.file.summary(
        format: "securities", rowsRefused: read.table.rows.count - securities.count),
      diagnostics: diagnostics)
  }

  private static func fault(
    _ row: TextRow, _ id: String, _ input: InputFile, firstLine: Int?
  ) -> Diagnostic? {
    guard id.isEmpty || firstLine != nil else { return nil }
    let location = row.location(in: input.name, ofColumn: "security")
    let excerpt = row.excerpt(ofColumn: "security")
    if id.isEmpty {
      return Diagnostic(
        .unknownSecurity, at: location, message: "the row names no security",
        help: "fill in the column 'security'; the row is left out", excerpt: excerpt)
    }
    guard let firstLine else { return nil }
    return Diagnostic(
      .securityDuplicated, at: location, security: SecurityID(id),
      message: "the security \(FieldText.quoted(id)) has a row already on line \(firstLine)",
      help: "keep one row a security; the first one is used", excerpt: excerpt)
  }
}
