/// A small CSV file as text: the events, securities and suspensions files. Prices never take this form.
package struct TextTable: Sendable {
  /// The file as it stands in the manifest.
  package let file: String
  package let header: [String]
  package let rows: [TextRow]

  package init(file: String, header: [String], rows: [TextRow]) {
    self.file = file
    self.header = header
    self.rows = rows
  }
}

/// One row of a `TextTable`, with where each field begins so that a fault can point at it.
package struct TextRow: Sendable {
  /// The line on which the row begins, from 1.
  package let line: Int
  /// The fields by column name, as text without the quotes.
  package let fields: TextFields

  /// A row of its own.
  ///
  /// - Parameters:
  ///   - columns: the names of the table's columns.
  ///   - values: the row's fields in that order: fewer in a row that ends early.
  package init(line: Int, source: String, columns: [String], values: [TextField]) {
    self.init(line: line, fields: TextFields(columns: columns, values: values, source: source))
  }

  fileprivate init(line: Int, fields: TextFields) {
    self.line = line
    self.fields = fields
  }

  /// Where a field begins, or the row where it has no such field.
  package func location(in file: String, ofColumn column: String? = nil) -> SourceLocation {
    guard let column, let field = fields[column] else { return SourceLocation(file: file, line: line) }
    let before = fields.source.prefix(field.column - 1)
    let lineStart = before.lastIndex(of: "\n").map { before.index(after: $0) } ?? before.startIndex
    return SourceLocation(
      file: file, line: line + before.count { $0 == "\n" },
      column: field.column - before.distance(from: before.startIndex, to: lineStart))
  }

  /// The line on which a field begins, for messages.
  package func excerpt(ofColumn column: String? = nil) -> String {
    let lines = fields.source.split(separator: "\n", omittingEmptySubsequences: false)
    let below = (location(in: "", ofColumn: column).line ?? line) - line
    return below < lines.count ? String(lines[below]) : ""
  }

  /// The field's text, or `nil` where the column is absent or the field empty.
  package func value(_ column: String) -> String? {
    guard let text = fields[column]?.text, !text.isEmpty else { return nil }
    return text
  }

  /// The same row with another field in a column that it has.
  package func replacing(_ column: String, with field: TextField) -> TextRow {
    TextRow(line: line, fields: fields.replacing(column, with: field))
  }
}

/// The rows of a table, one after the other into one piece of memory.
package struct TextTableBuilder {
  private let columns: [String]
  private var bytes: [UInt8] = []
  private var rows: [(line: Int, start: Int)] = []

  /// - Parameters:
  ///   - columns: the names of the table's columns.
  ///   - rows, bytes: how many rows there will be, and how many bytes in their lines, as far as that is known.
  package init(columns: [String], rows: Int, bytes: Int) {
    self.columns = columns
    self.rows.reserveCapacity(rows)
    self.bytes.reserveCapacity(bytes + rows * (3 + 3 * columns.count))
  }

  /// Number of rows.
  package var count: Int { rows.count }

  /// Appends a row.
  ///
  /// - Parameters:
  ///   - line: the line on which it begins, from 1.
  ///   - source: the bytes of its lines with a line feed between them, for excerpts.
  ///   - count: number of its fields, those beyond the table's columns left out.
  ///   - field: asked for each field in the order of the columns.
  package mutating func append(
    line: Int, source: UnsafeBufferPointer<UInt8>, count: Int, field: (Int) -> TextField
  ) {
    rows.append((line, bytes.count))
    TextRowStore.append(source, count, field, to: &bytes)
  }

  /// Appends a row whose fields stand in its line as they are, a byte a character and a delimiter between them.
  ///
  /// - Parameter length: asked for each field in the order of the columns.
  package mutating func append(
    line: Int, plain source: UnsafeBufferPointer<UInt8>, count: Int, length: (Int) -> Int
  ) {
    rows.append((line, bytes.count))
    TextRowStore.append(plain: source, count, length, to: &bytes)
  }

  /// The table, with nothing left here.
  package consuming func table(of file: String) -> TextTable {
    let store = TextRowStore(columns: columns, bytes: bytes)
    return TextTable(
      file: file, header: columns,
      rows: rows.map { TextRow(line: $0.line, fields: TextFields(store, at: $0.start)) })
  }
}

/// A field and the character (from 1) at which it begins in its row, whose line breaks count as one.
package struct TextField: Sendable, Equatable {
  package let text: String
  package let column: Int

  package init(text: String, column: Int) {
    self.text = text
    self.column = column
  }
}
