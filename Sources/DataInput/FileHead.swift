/// The first rows of a file as text, where its first line alone does not tell what it is.
package struct FileHead: Sendable {
  /// One row, as libcsv split it.
  package struct Row: Sendable {
    package let fields: [String]
    /// Where the row begins: its offset and its line, from 1.
    let offset: Int
    let line: Int

    package var first: String { fields.first ?? "" }
  }

  /// Without blank lines.
  package let rows: [Row]
  /// The offset and the line behind the last of them.
  private let end: (offset: Int, line: Int)
  private static let most = 40

  /// Reads the rows from where the text begins.
  static func read(_ file: borrowing OpenFile, _ opening: CSVOpening) -> FileHead {
    let collected = CSVTextRows(line: UInt32(opening.textLine))
    var scanner = CSVScanner(delimiter: opening.delimiter, newline: opening.newline, sink: collected.sink)
    var rows: [Row] = []
    var at = opening.textStart
    while at < file.size, rows.count < most, !scanner.readFailed {
      let start = at
      at = scanner.scanRow(file, at: at)
      guard collected.count > rows.count else { continue }
      let row = collected.table[collected.count - 1]
      rows.append(Row(fields: row.fields, offset: start, line: Int(row.line)))
    }
    return FileHead(rows: rows, end: (at, Int(collected.nextLine)))
  }

  /// Where row `row` begins; one behind the last begins where that ends.
  func start(of row: Int) -> (offset: Int, line: Int) {
    row < rows.count ? (rows[row].offset, rows[row].line) : end
  }

  /// The first row below the first line that `isHeader` and that is as wide as the row below it: titles and remarks may stand
  /// before the header.
  func headerRow(where isHeader: ([String]) -> Bool) -> Int? {
    rows.indices.dropFirst().first { row in
      let count = rows[row].fields.count
      return count > 1 && isHeader(rows[row].fields)
        && (row + 1 == rows.count || (count...(count + 1)).contains(rows[row + 1].fields.count))
    }
  }
}

extension CSVOpening {
  /// The same file with another header than its first line.
  func opened(at header: WideHeader, of head: FileHead) -> CSVOpening {
    let first = head.rows[header.headerRow]
    let data = head.start(of: header.firstDataRow)
    var names = first.fields.map(FieldText.trimmed)
    while names.count < header.columns.count { names.append("") }
    return CSVOpening(
      delimiter: delimiter, newline: newline, header: names, hasInvalidHeader: false,
      likelyEncoding: likelyEncoding, textStart: textStart, textLine: textLine, headerLine: first.line,
      dataStart: data.offset, dataLine: data.line,
      firstRow: header.firstDataRow < head.rows.count ? head.rows[header.firstDataRow].fields : [])
  }

  /// The same file whose header is the first of the next lines that `isHeader`; `nil` = there is none.
  func moved(in file: borrowing OpenFile, where isHeader: ([String]) -> Bool) -> CSVOpening? {
    let head = FileHead.read(file, self)
    return head.headerRow(where: isHeader).map { opened(atRow: $0, of: head) }
  }

  /// The same file whose header is row `row` of `head`, since other text stands before it.
  func opened(atRow row: Int, of head: FileHead) -> CSVOpening {
    opened(
      at: WideHeader(headerRow: row, firstDataRow: row + 1, columns: head.rows[row].fields.map { _ in nil }),
      of: head)
  }
}
