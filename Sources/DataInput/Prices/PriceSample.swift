/// The first rows of a price file as text, to find out how its dates and numbers are written.
struct PriceSample: Sendable {
  private let table: CSVTextTable
  /// Without blank and broken rows, and without those that have another number of fields than is asked for.
  private let rows: [Int]

  var count: Int { rows.count }

  /// Enough to know how a file is written.
  static let usual = 2_000

  /// Reads up to `most` rows from where the data begin.
  init(_ file: borrowing OpenFile, _ opening: CSVOpening, fields count: Int, most: Int) {
    let collected = CSVTextRows(line: UInt32(opening.dataLine))
    var scanner = CSVScanner(delimiter: opening.delimiter, newline: opening.newline, sink: collected.sink)
    let end = min(file.size, opening.dataStart + 64 * 1_024)
    var at = opening.dataStart
    while at < end, collected.count < most, !scanner.readFailed { at = scanner.scanRow(file, at: at) }
    let table = collected.table
    rows = (0..<min(table.count, most)).filter { row in
      !table.isBroken(row) && table.fieldCount(of: row) == count
        && (0..<count).contains { table.length(ofField: $0, of: row) > 0 }
    }
    self.table = table
  }

  /// The texts of some columns that hold something, with their lines.
  func texts(of columns: [Int]) -> [(text: String, line: Int)] {
    rows.flatMap { row in
      columns.lazy.map { (table.text(ofField: $0, of: row), table.line(of: row)) }
        .filter { !FieldText.isMissing($0.0) }
    }
  }
}
