import CoreTypes

/// The factors file: daily (or monthly) factor returns, ascending by date.
package struct FactorsInput: Sendable {
  package let table: FactorTable
  package let summary: InputFileSummary
  package let diagnostics: [Diagnostic]
}

/// Reads daily or monthly factor returns: a date and one column a factor, in fractions or as Kenneth French publishes them.
package enum FactorsFile {
  /// Requires a column `date` (or a first column without a name); every other column is a factor, by its name
  /// in lower case with `_` for what is no letter or digit (`Mkt-RF` -> `mkt_rf`). A missing number is NaN.
  ///
  /// - Parameters:
  ///   - format: how the file is laid out; `nil` = a French file is known by the text before its header.
  ///   - clock: that of the exchanges whose returns the factors are; `nil` = not known, or not one.
  package static func read(
    _ input: InputFile, layout: FileLayout, format: FactorsFormat?, clock: ExchangeClock?
  ) throws(RunFailure) -> FactorsInput {
    let input = input.encoded(as: layout.encoding)
    let section = try section(of: input, format)
    let file = try TableFile.read(input, layout: layout, section: section)
    let names = file.opening.header.map(factorName)
    guard let dateField = names.firstIndex(of: "date") ?? (names.first == "" ? 0 : nil) else {
      throw file.missingColumns(["date"], format: "factors")
    }
    let dates = try FactorDates(of: file, dateField, layout.dateFormat, clock)
    let found: FactorsFormat = section.map { $0.digits == 6 ? .frenchMonthly : .french } ?? .factors
    var rows = FactorRows(
      file: file, format: found, names: names, dateField: dateField,
      dates: dates, decimalMark: layout.decimalComma ? 44 : 46)
    file.forEachSource { rows.take($0, $1) }
    return rows.finish()
  }

  /// The part of a French file that holds daily or monthly factors; `nil` for any other file.
  private static func section(
    of input: InputFile, _ format: FactorsFormat?
  ) throws(RunFailure) -> FrenchSection? {
    guard format != .factors else { return nil }
    let isNamed = format != nil
    let section = try FrenchSection.find(in: try OpenFile(input), called: input)
    if isNamed, section == nil { throw noSection(input) }
    if format == .french, section?.digits == 6 { throw monthly(input) }
    return isNamed || section?.isUnmistakable == true ? section : nil
  }

  private static func noSection(_ input: InputFile) -> RunFailure {
    RunFailure(
      .unusable,
      "no line begins with a date such as 20191007 or a month such as 201910, as in the files of the French data "
        + "library",
      help: "take the daily file (or the monthly one for monthly prices), not the weekly one",
      at: SourceLocation(file: input.name))
  }

  private static func monthly(_ input: InputFile) -> RunFailure {
    RunFailure(
      .unusable, "the factors are monthly, expected a date such as 20191007 at the beginning of each row",
      help: "take the daily file; for monthly prices say format: french-monthly",
      at: SourceLocation(file: input.name))
  }
}

/// The rows of a factors file as they come.
private struct FactorRows {
  let file: TableFile
  let format: FactorsFormat
  let names: [String]
  let dateField: Int
  let expectedDate: String
  let decimalMark: UInt8
  private var dates: DateScan
  private var kept: [(date: CalendarDate, line: Int, numbers: [Double])] = []
  private var diagnostics: [Diagnostic] = []
  private let factorFields: [Int]

  init(
    file: TableFile, format: FactorsFormat, names: [String], dateField: Int,
    dates: FactorDates, decimalMark: UInt8
  ) {
    self.file = file
    self.format = format
    self.names = names
    self.dateField = dateField
    self.decimalMark = decimalMark
    expectedDate = format == .frenchMonthly ? "YYYYMM" : dates.scan.expected
    self.dates = dates.scan
    diagnostics = dates.said.map { [$0] } ?? []
    var fields: [Int] = []
    for index in names.indices where index != dateField && !names[index].isEmpty {
      if fields.contains(where: { names[$0] == names[index] }) {
        diagnostics.append(
          Diagnostic(
            .columnDuplicated, at: file.headerLocation,
            message: "more than one factor is called '\(names[index])'; the first of them is used",
            help: "rename the others in the header line", excerpt: file.headerText))
      } else {
        fields.append(index)
      }
    }
    factorFields = fields
  }

  mutating func take(_ index: Int, _ source: SourceRow?) {
    if let damage = file.damage(
      index, source: source, needed: factorFields + [dateField], mayEndEmpty: format.isFrench)
    {
      diagnostics.append(damage)
      return
    }
    let row = file.rows[index]
    let text = row.fields[dateField]
    guard let date = format == .frenchMonthly ? FactorRows.month(text) : dates.date(text) else {
      report(
        .dateUnreadable, row, dateField, source,
        "expected a date as \(expectedDate), found \(FieldText.quoted(row.fields[dateField]))",
        (format == .frenchMonthly
          ? "correct the month"
          : DateMistake.help(for: row.fields[dateField])
            ?? "correct the date, or say how dates are written with `date_format:`")
          + "; the row is left out")
      return
    }
    var numbers: [Double] = []
    for field in factorFields {
      let text = row.fields[field]
      let number = FieldText.isMissing(text) ? .nan : NumberScan.number(text, decimalMark: decimalMark)
      if number == nil {
        report(
          .factorNotANumber, row, field, source,
          FactorsFile.mustBeANumber(names[field]) + ", found \(FieldText.quoted(text))",
          "write returns as \(format.isFrench ? "numbers, such as 0.12" : "fractions, such as 0.0012")"
            + (decimalMark == 46 && text.contains(",") && !text.contains(".")
              ? ", or set `decimal: \",\"` if the comma marks the decimals" : "")
            + "; the number is taken as missing")
      }
      numbers.append(number.map { format.isMissing($0) ? .nan : $0 / format.unit } ?? .nan)
    }
    kept.append((date, Int(row.line), numbers))
  }

  /// The first day of `201910`.
  private static func month(_ text: String) -> CalendarDate? {
    let digits = text.filter { $0 != " " }
    guard digits.utf8.count == 6, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits)
    else { return nil }
    return CalendarDate(year: number / 100, month: number % 100, day: 1)
  }

  /// Rows by date; a day with different rows is left out, whatever their order.
  mutating func finish() -> FactorsInput {
    let sorted = kept.sorted { ($0.date, $0.line) < ($1.date, $1.line) }
    var used: [(date: CalendarDate, line: Int, numbers: [Double])] = []
    var start = 0
    while start < sorted.count {
      let day = sorted[start...].prefix { $0.date == sorted[start].date }
      let isEqual = day.allSatisfy { $0.numbers.map(\.bitPattern) == sorted[start].numbers.map(\.bitPattern) }
      if isEqual { used.append(sorted[start]) }
      for row in isEqual ? day.dropFirst() : day where day.count > 1 {
        let other = row.line == sorted[start].line ? sorted[start + 1].line : sorted[start].line
        reportDay(row.date, row.line, other, isEqual: isEqual)
      }
      start = day.endIndex
    }
    if file.rows.isEmpty { diagnostics.append(file.noRows()) }
    let columns = factorFields.indices.map { column in used.map { $0.numbers[column] } }
    let table = FactorTable(names: factorFields.map { names[$0] }, dates: used.map(\.date), columns: columns)
    reportOrder()
    reportOutliers(table, used.map(\.line))
    let ordered = diagnostics.enumerated().sorted {
      ($0.element.location?.line ?? 0, $0.offset) < ($1.element.location?.line ?? 0, $1.offset)
    }
    return FactorsInput(
      table: table, summary: file.summary(format: format.rawValue, rowsRefused: file.rows.count - used.count),
      diagnostics: ordered.map(\.element)
        + fileDiagnostics(table))
  }

  /// What is wrong with the file as a whole. Files of the French data library are divided by 100 as they are read.
  private func fileDiagnostics(_ table: FactorTable) -> [Diagnostic] {
    let percent = format.isFrench ? nil : PercentEvidence(table)
    return [
      file.encodingFault, percent?.diagnostic(at: file.headerLocation, file.headerText),
    ].compactMap { $0 }
  }

  private mutating func report(
    _ id: DiagnosticID, _ row: CSVTextRow, _ field: Int, _ source: SourceRow?, _ message: String,
    _ help: String
  ) {
    let place = source?.place(ofField: field)
    diagnostics.append(
      Diagnostic(
        id,
        at: SourceLocation(
          file: file.input.name, line: Int(row.line) + (place?.lineBelow ?? 0), column: place?.column),
        message: message, help: help, excerpt: source?.line(place?.lineBelow ?? 0)))
  }

  private mutating func reportOrder() {
    for row in MisplacedRows.among(kept.indices, { kept[$0].date.dayNumber }) {
      diagnostics.append(
        Diagnostic(
          .dateOutOfOrder, at: SourceLocation(file: file.input.name, line: kept[row].line),
          message: "\(kept[row].date) is out of order: the other rows of the file are sorted by date",
          help: "correct the date if it is mistyped; the row is used as it is"))
    }
  }

  private mutating func reportOutliers(_ table: FactorTable, _ lines: [Int]) {
    func location(_ row: Int) -> SourceLocation { SourceLocation(file: file.input.name, line: lines[row]) }
    for (name, values) in zip(table.names, table.columns) {
      guard let (row, middle) = FactorOutliers.largest(in: values, called: name) else { continue }
      diagnostics.append(
        FactorOutliers.outOfLine(name, values[row], middle: middle, on: table.dates[row], at: location(row)))
    }
    let zeros = FactorOutliers.zeroRows(table.columns, called: table.names)
    guard let first = zeros.first else { return }
    diagnostics.append(
      FactorOutliers.isZero(table.dates[first], others: zeros.count - 1, at: location(first)))
  }

  private mutating func reportDay(_ date: CalendarDate, _ line: Int, _ other: Int, isEqual: Bool) {
    diagnostics.append(
      Diagnostic(
        .priceDayDuplicated, severity: isEqual ? .warning : .error,
        at: SourceLocation(file: file.input.name, line: line),
        message: isEqual
          ? "the factors of \(date) stand on line \(other) too"
          : "the factors of \(date) differ from those on line \(other)",
        help: isEqual
          ? "remove the repeated row; the first one is used"
          : "remove the rows that are wrong; no row of this day is used, since nothing says which is right"))
  }
}
