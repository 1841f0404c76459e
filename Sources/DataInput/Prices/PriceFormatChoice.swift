/// What a price file is: a format by name or by its header, or the columns that the study names.
struct PriceFormatChoice {
  enum Columns {
    /// By the names in one header line.
    case named(PriceColumns)
    /// By several header lines.
    case wide(WideHeader)
  }

  let id: String
  let columns: Columns
  let traits: PriceFileTraits
}

extension CSVOpening {
  /// What a column of dates without a title is called.
  static let titleOfDates = "Date"

  /// pandas and R write an index without a title: a first column without one is called `Date` where it holds dates and no other
  /// column is called so.
  func withTitleOfDates() -> CSVOpening {
    guard header.count > 1, header[0].isEmpty, let first = firstRow.first, DateEvidence.isDate(first),
      !header.contains(where: { $0.lowercased() == CSVOpening.titleOfDates.lowercased() })
    else { return self }
    var titled = self
    titled.header[0] = CSVOpening.titleOfDates
    return titled
  }
}
