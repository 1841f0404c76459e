import CNumberText

/// What a block of whole lines can be taken for.
///
/// libcsv skips blank lines without a call and hides line breaks inside quotes, so that its rows do not tell their lines, and
/// it leaves out quotes and the blanks at both ends of a field, so that its fields do not tell their places. Nearly all blocks
/// of nearly all files have none of that, or quotes that enclose whole fields.
enum CSVBlockShape: Equatable {
  /// A blank line, a quoted line break, a byte of value 0 or a stray line break of the other kind: libcsv gets line after line.
  case lines
  /// Every line is one row, so that counting rows counts lines.
  case rows
  /// The same, and each field is all that stands between two delimiters or line breaks.
  case bareFields
  /// The same of fields with one quote at both ends and no other, and bare ones.
  case enclosedFields

  /// `block` begins at the start of a line and ends at the end of one. Costs about a hundredth of parsing, with quotes more.
  init(_ block: UnsafePointer<UInt8>, count: Int, delimiter: UInt8, newline: UInt8) {
    self = .lines
    guard count > 0, block[0] > 32 else { return }
    switch es_look_through(block, count, delimiter, newline) {
    case ES_BARE_FIELDS: self = .bareFields
    case ES_ENCLOSED_FIELDS: self = .enclosedFields
    case ES_BLANK_ENDS, ES_QUOTES: self = .rows
    default: break
    }
  }
}
