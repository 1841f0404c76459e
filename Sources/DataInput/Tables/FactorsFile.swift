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
    let file = try TableFile.read(input, layout: layout, section: section) { dateField(of: $0) != nil }
    let names = file.opening.header.map(factorName)
    guard let dateField = dateField(of: file.opening.header) else {
      throw file.missingColumns(["date"], format: "factors")
    }
    let found: FactorsFormat = section.map { $0.digits == 6 ? .frenchMonthly : .french } ?? .factors
    let dates = try FactorDates(of: file, dateField, layout.dateFormat, clock, found)
    let numbers = FactorNumbers(of: file, apartFrom: dateField, layout, found)
    var rows = FactorRows(
      file: file, format: found, names: names, dateField: dateField,
      dates: dates, numbers: numbers)
    file.forEachSource { rows.take($0, $1) }
    return rows.finish()
  }

  /// The column of the dates, or the first where it has no name.
  private static func dateField(of titles: [String]) -> Int? {
    let names = titles.map(factorName)
    return names.firstIndex(of: "date") ?? (names.first == "" ? 0 : nil)
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
