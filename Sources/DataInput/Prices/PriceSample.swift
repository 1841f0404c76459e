/// The first rows of a price file as text, to find out how its dates and numbers are written.
struct PriceSample: Sendable {
  struct Row: Sendable {
    let line: Int
    let fields: [String]
  }

  /// Without blank and broken rows, and without those that have another number of fields than the first.
  let rows: [Row]

  /// Enough to know how a file is written.
  static let usual = 2_000

  /// Reads up to `most` rows from where the data begin.
  init(_ file: borrowing OpenFile, _ opening: CSVOpening, fields count: Int, most: Int) {
    let collected = CSVTextRows(line: UInt32(opening.dataLine))
    var scanner = CSVScanner(delimiter: opening.delimiter, newline: opening.newline, sink: collected.sink)
    let end = min(file.size, opening.dataStart + 64 * 1_024)
    var at = opening.dataStart
    while at < end, collected.count < most, !scanner.readFailed { at = scanner.scanRow(file, at: at) }
    rows = collected.rows.prefix(most).lazy
      .filter { !$0.isBlank && !$0.isBroken && $0.fields.count == count }
      .map { Row(line: Int($0.line), fields: $0.fields) }
  }

  /// The texts of some columns that hold something, with their lines.
  func texts(of columns: [Int]) -> [(text: String, line: Int)] {
    rows.flatMap { row in
      columns.lazy.map { (row.fields[$0], row.line) }.filter { !FieldText.isMissing($0.0) }
    }
  }
}
