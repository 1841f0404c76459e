/// A field of a small table for whoever counts with it: a number, nothing, or text that is neither.
package enum FieldValue: Sendable, Equatable {
  /// Empty, or one of the tokens that stand for "no value" (`NA`, `null`, `-` ...).
  case missing
  case number(Double)
  case text(String)

  /// Reads a field strictly: `inf`, `nan` and thousands separators are text.
  package init(_ field: String, layout: FileLayout) {
    if FieldText.isMissing(field) {
      self = .missing
    } else if let number = NumberScan.number(
      field, decimalMark: UInt8(ascii: layout.decimalComma ? "," : ".")),
      number.isFinite
    {
      self = .number(number)
    } else {
      self = .text(field)
    }
  }
}
