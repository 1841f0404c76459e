import CoreTypes

/// What is said about the header of a price file.
extension PriceHeader {
  var location: SourceLocation { SourceLocation(file: file, line: header.headerLine) }
  var excerpt: String { header.headerText }
  var theHeaderHas: String { "the header has: \(FieldText.list(names))" }

  mutating func report(unknown name: String, isNeeded: Bool) {
    if header.hasInvalidHeader { return reportEncoding() }
    let nearest = NearestName.to(name, among: names).map { "did you mean '\($0)'? " } ?? ""
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message: "there is no column \(FieldText.quoted(name))"
          + (isNeeded ? ", so no row of the file can be used" : ", rows are read without it"),
        help: UnknownHeader.advice(names, delimiter: source.layout.delimiter) ?? "\(nearest)\(theHeaderHas)",
        excerpt: excerpt))
  }

  mutating func report(missing: [String], of format: PriceFileFormat, _ head: FileHead) {
    if header.hasInvalidHeader { return reportEncoding() }
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message: "the header is not that of format \(format.id)"
          + (missing.isEmpty ? "" : ": \(FieldText.list(missing)) missing"),
        help: advice(head) ?? (format.id == PriceFileFormat.wide.id ? PriceFileFormat.whyNotWide(head) : nil)
          ?? otherFormat(than: format)
          ?? "expected \(format.headerLines.joined(separator: " / ")); name the columns with `columns:`; \(theHeaderHas)",
        excerpt: excerpt))
  }

  /// What the header is of, where that is known.
  private func otherFormat(than format: PriceFileFormat) -> String? {
    let other = PriceFileFormats.all.first { $0.id != format.id && $0.columns(names) != nil }
    return other.map {
      "the header is that of format \($0.id): write `format: \($0.id)`, or leave `format` away; format \(format.id) has "
        + format.headerLines.joined(separator: " / ")
    }
  }

  mutating func reportUnrecognized(_ head: FileHead) {
    if header.hasInvalidHeader { return reportEncoding() }
    let missing = [("date", TranslatedColumns.dates), ("close", ["close"])].filter { _, known in
      !names.contains { known.contains($0.lowercased()) }
    }.map(\.0)
    let nearest = missing.compactMap { name in
      NearestName.to(name, among: names).map { "is '\($0)' the \(name)? " }
    }
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message: "the header names no \(missing.joined(separator: " and no ")) column that is known",
        help: advice(head) ?? helpOnReturns ?? nearest.joined()
          + "name the columns with `columns: {\(likelyColumns)}`; \(theHeaderHas)",
        excerpt: excerpt))
  }

  /// What to do where the header names returns and no price.
  private var helpOnReturns: String? {
    guard let title = names.first(where: ReturnTitles.isReturn) else { return nil }
    let security = names.first { ["security", "symbol", "ticker"].contains($0.lowercased()) }
    let named = security.map { "security: \(YAMLText.quoted($0)), " } ?? ""
    return
      "if \(FieldText.quoted(title)) holds ready-made returns, say `columns: {\(named)date: \(likelyDate), return: "
      + "\(YAMLText.quoted(title))}`\(ReturnTitles.isLogReturn(title) ? " and `returns_in: log`" : ""); \(theHeaderHas)"
  }

  private var likelyDate: String {
    let first = zip(names, header.firstRow)
    let date = first.first { DateEvidence.isDate($0.1) }?.0 ?? names.first { $0.lowercased() == "date" }
    return date.map(YAMLText.quoted) ?? "..."
  }

  /// `date: Tag, close: ...`: what is known of the columns, to be completed.
  private var likelyColumns: String {
    let close = names.first { $0.lowercased() == "close" }
    return "date: \(likelyDate), close: \(close.map(YAMLText.quoted) ?? "...")"
  }

  private func advice(_ head: FileHead) -> String? {
    UnknownHeader.advice(names, delimiter: source.layout.delimiter) ?? UnknownHeader.advice(names, head)
  }

  mutating func reportDuplicate(_ name: String, count: Int) {
    let isExact = names.count { $0 == name } == count
    diagnostics.append(
      Diagnostic(
        .columnDuplicated, at: location,
        message:
          "\(count) columns are called \(FieldText.quoted(name))\(isExact ? "" : " but for letter case"); "
          + "the first of them is used",
        help: "rename the others in the header line", excerpt: excerpt))
  }

  /// A column of a file with several header lines.
  mutating func reportRepeated(_ column: WideColumn) {
    let security = FieldText.quoted(column.security ?? "")
    diagnostics.append(
      Diagnostic(
        .columnDuplicated, at: location,
        message:
          "\(security) has more than one column with its \(column.role.word); the first of them is used",
        help: "take the others out of the file, or give each its own security there", excerpt: excerpt))
  }

  /// Columns of a file with several securities a row above which no security stands; `field` is the first of them.
  mutating func reportUnnamed(_ field: Int, of count: Int) {
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message: "no security stands above column \(field + 1)"
          + (count > 1 ? " and \(count - 1) more" : "") + ", so that nothing of it is used",
        help: "write the id of its security into the header", excerpt: excerpt))
  }

  /// The study says that the file holds one security, and its columns are taken for several.
  mutating func reportSeveral(_ securities: [String], not security: String) {
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message:
          "the columns \(FieldText.list(securities)) are taken for securities, and the study says `security: "
          + "\(YAMLText.quoted(security))`, so that no row of the file can be used",
        help: PriceFileFormat.helpAgainstWide(
          date: names[0], columns: securities, security: security, file: nil), excerpt: excerpt))
  }

  /// Titles above the header.
  mutating func reportLinesAbove() {
    diagnostics.append(.headerBelowOtherLines(at: location, excerpt))
  }

  /// Neither the study nor the file's name says whose rows these are.
  mutating func reportNoSecurity() {
    diagnostics.append(
      Diagnostic(
        .unknownSecurity, at: location,
        message:
          "the file has no column of securities and a name that is blank, so that no row of it can be used",
        help: "give the file the name of its security, or say it with `security:`", excerpt: excerpt))
  }

  private mutating func reportEncoding() {
    guard !diagnostics.contains(where: { $0.id == .encodingNotUTF8 }) else { return }
    diagnostics.append(
      Diagnostic(
        .encodingNotUTF8, at: location, message: "the header line is not UTF-8 text",
        help: TextEncodings.help(likely: header.likelyEncoding), excerpt: excerpt))
  }
}
