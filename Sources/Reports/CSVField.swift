/// The bytes of a text field, quoted once and then repeated over many rows.
package struct CSVField: Sendable {
  package let bytes: [UInt8]

  /// The empty field.
  package static let empty = CSVField("")

  package init(_ text: String) {
    var row = CSVText()
    row.field(text)
    bytes = Array(row.bytes.dropLast())
  }
}
