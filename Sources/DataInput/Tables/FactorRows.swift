import CoreTypes

/// The rows of a factors file as they come.
struct FactorRows {
  private let file: TableFile
  private let format: FactorsFormat
  private let names: [String]
  private let (dateField, decimalMark): (Int, UInt8)
  private let expectedDate: String
  private let isDateKnown: Bool
  private var dates: DateScan
  private var kept: [(date: CalendarDate, line: Int)] = []
  /// Those of the kept rows, a number a factor, row by row.
  private var numbers: [Double] = []
  private var diagnostics: [Diagnostic] = []
  private let factorFields: [Int]
  /// Those and that of the date.
  private let neededFields: [Int]

  init(
    file: TableFile, format: FactorsFormat, names: [String], dateField: Int,
    dates: FactorDates, numbers: FactorNumbers
  ) {
    (self.file, self.format, self.names) = (file, format, names)
    (self.dateField, decimalMark) = (dateField, numbers.decimalMark)
    isDateKnown = dates.scan.format != nil
    expectedDate = format == .frenchMonthly ? "YYYYMM" : dates.scan.expected
    self.dates = dates.scan
    diagnostics = [dates.said, numbers.said].compactMap(\.self)
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
    neededFields = fields + [dateField]
  }

  mutating func take(_ index: Int, _ source: SourceRow?) {
    if let damage = file.damage(index, source: source, needed: neededFields) {
      diagnostics.append(damage)
      return
    }
    let text = file.rows.text(ofField: dateField, of: index)
    guard let date = format == .frenchMonthly ? FactorRows.month(text) : dates.date(text) else {
      report(
        .dateUnreadable, index, dateField, source,
        "expected a date as \(expectedDate), found \(FieldText.quoted(text))",
        (format == .frenchMonthly
          ? "correct the month"
          : StudyKey.factors.help(forDate: text, in: file.input.name, isKnown: isDateKnown))
          + "; the row is left out")
      return
    }
    let (rows, decimalMark) = (file.rows, decimalMark)
    for field in factorFields {
      let number = rows.withField(field, of: index) {
        FieldText.isMissing($0) ? .nan : NumberScan.number($0, decimalMark: decimalMark)
      }
      if number == nil { reportNoNumber(index, field, source) }
      numbers.append(number.map { format.isMissing($0) ? .nan : $0 / format.unit } ?? .nan)
    }
    kept.append((date, file.rows.line(of: index)))
  }

  private mutating func reportNoNumber(_ row: Int, _ field: Int, _ source: SourceRow?) {
    let text = file.rows.text(ofField: field, of: row)
    report(
      .factorNotANumber, row, field, source,
      FactorsFile.mustBeANumber(names[field]) + ", found \(FieldText.quoted(text))",
      "write returns as \(format.isFrench ? "numbers, such as 0.12" : "fractions, such as 0.0012")"
        + (decimalMark == UInt8(ascii: ".") && text.contains(",") && !text.contains(".")
          ? ", or say \(StudyKey.factors.sayingDecimalComma(of: file.input.name)) if the comma marks the decimals"
          : "")
        + "; the number is taken as missing")
  }

  /// The first day of `201910`.
  private static func month(_ text: String) -> CalendarDate? {
    let digits = text.filter { $0 != " " }
    guard digits.utf8.count == 6, digits.isDigits, let number = Int(digits) else { return nil }
    return CalendarDate(year: number / 100, month: number % 100, day: 1)
  }

  /// Rows by date; a day with different rows is left out, whatever their order.
  mutating func finish() -> FactorsInput {
    var order = Array(kept.indices)
    if !order.dropFirst().allSatisfy({ kept[$0 - 1].date <= kept[$0].date }) {
      order.sort { (kept[$0].date, $0) < (kept[$1].date, $1) }
    }
    var used: [Int] = []
    var start = 0
    while start < order.count {
      let first = order[start]
      let day = order[start...].prefix { kept[$0].date == kept[first].date }
      let isEqual = day.count == 1 || day.allSatisfy { hasEqualNumbers($0, first) }
      if isEqual { used.append(first) }
      for row in isEqual ? day.dropFirst() : day where day.count > 1 {
        let other = kept[row == first ? order[start + 1] : first].line
        reportDay(kept[row].date, kept[row].line, other, isEqual: isEqual)
      }
      start = day.endIndex
    }
    if file.rows.isEmpty { diagnostics.append(file.noRows()) }
    let count = factorFields.count
    let table = FactorTable(
      names: factorFields.map { names[$0] }, dates: used.map { kept[$0].date },
      columns: factorFields.indices.map { column in used.map { numbers[$0 * count + column] } })
    reportOrder()
    reportOutliers(table, used.map { kept[$0].line })
    let ordered = diagnostics.enumerated().sorted {
      ($0.element.location?.line ?? 0, $0.offset) < ($1.element.location?.line ?? 0, $1.offset)
    }
    return FactorsInput(
      table: table, summary: file.summary(format: format.rawValue, rowsRefused: file.rows.count - used.count),
      diagnostics: ordered.map(\.element)
        + fileDiagnostics(table))
  }

  /// To the bit, so that two missing numbers are equal.
  private func hasEqualNumbers(_ left: Int, _ right: Int) -> Bool {
    let count = factorFields.count
    return (0..<count).allSatisfy {
      numbers[left * count + $0].bitPattern == numbers[right * count + $0].bitPattern
    }
  }

  /// What is wrong with the file as a whole. Files of the French data library are divided by 100 as they are read.
  private func fileDiagnostics(_ table: FactorTable) -> [Diagnostic] {
    let percent = format.isFrench ? nil : PercentEvidence(table)
    return file.fileDiagnostics
      + [percent?.diagnostic(at: file.headerLocation, file.headerText)].compactMap(\.self)
  }

  private mutating func report(
    _ id: DiagnosticID, _ row: Int, _ field: Int, _ source: SourceRow?, _ message: String,
    _ help: String
  ) {
    let place = file.place(ofField: field, of: row, source)
    diagnostics.append(
      Diagnostic(id, at: place.location, message: message, help: help, excerpt: place.line))
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
