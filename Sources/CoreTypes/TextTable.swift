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
  /// The source line, for excerpts.
  package let source: String
  /// The fields by column name, as text without the quotes.
  package var fields: TextFields

  package init(line: Int, source: String, fields: TextFields) {
    self.line = line
    self.source = source
    self.fields = fields
  }

  /// The field's text, or `nil` where the column is absent or the field empty.
  package func value(_ column: String) -> String? {
    guard let text = fields[column]?.text, !text.isEmpty else { return nil }
    return text
  }
}

/// The fields of one row by column name. The rows of a table share their names, so that a row costs its texts alone; of
/// columns with one name the first counts.
package struct TextFields: Sendable, ExpressibleByDictionaryLiteral {
  private let columns: [String]
  /// As many as the row has: fewer than `columns` in a row that ends early.
  private var values: [TextField]

  /// - Parameter columns: the names of the table's columns, in the order of `values`.
  package init(columns: [String], values: [TextField]) {
    self.columns = columns
    self.values = values
  }

  package init(dictionaryLiteral fields: (String, TextField)...) {
    self.init(columns: fields.map(\.0), values: fields.map(\.1))
  }

  /// The names of the columns in which the row has a field, in the order of bytes, each once.
  package var names: [String] { Set(columns.prefix(values.count)).sorted() }

  /// nil where the table has no such column, or the row ends before it; there is nothing to set then.
  package subscript(name: String) -> TextField? {
    get {
      guard let place = columns.firstIndex(of: name), place < values.count else { return nil }
      return values[place]
    }
    set {
      guard let newValue, let place = columns.firstIndex(of: name), place < values.count else { return }
      values[place] = newValue
    }
  }
}

/// A field and the character column (from 1) at which it begins in its line.
package struct TextField: Sendable, Equatable {
  package let text: String
  package let column: Int

  package init(text: String, column: Int) {
    self.text = text
    self.column = column
  }
}
