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
  package let fields: [String: TextField]

  package init(line: Int, source: String, fields: [String: TextField]) {
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

/// A field and the character column (from 1) at which it begins in its line.
package struct TextField: Sendable, Equatable {
  package let text: String
  package let column: Int

  package init(text: String, column: Int) {
    self.text = text
    self.column = column
  }
}
