import CNumberText

/// Where the scanner stands while it hands out fields and rows. It lies inside the receiver's own memory, so
/// that the receiver knows the line of every row without being told through a call.
typealias CSVRowPosition = es_row_position

extension CSVRowPosition {
  /// The block shows its fields (`CSVBlockShape.bareFields` or `enclosedFields`).
  mutating func show(_ block: UnsafePointer<UInt8>) {
    self.block = block
    place = 0
    surplus = 0
  }
}

/// The receiver of fields and rows: C functions and the memory they write to.
///
/// Plain functions and a plain pointer, because they are called once a field: no reference counting and no
/// captured context. The bytes of a field are valid only during the call; an empty, unquoted field has none.
struct CSVSink {
  typealias Field = @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void
  typealias Row = @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void

  let context: UnsafeMutableRawPointer
  let position: UnsafeMutablePointer<CSVRowPosition>
  let field: Field
  let row: Row
  /// What takes the rows of a block that shows its fields out of the block itself, where `es_note_field` has noted them in
  /// `position`, with which the context begins. `nil` = `field` and `row` take those too.
  var shownRow: Row?
  /// The row that has begun is broken: count it as refused and forget its fields.
  let abandon: Row
}

/// A row that libcsv's strict grammar refuses, and where.
struct CSVFault: Sendable {
  enum Kind: UInt8, Sendable {
    /// A quoted field runs to the end of the file, or past the longest field that is accepted.
    case quoteNotClosed
    /// A quote inside an unquoted field, or text after a closing quote.
    case quoteMisplaced
    /// A field without quotes that is longer than the longest that is accepted.
    case fieldTooLong
    /// A byte of value 0, which no text has.
    case zeroByte
    /// The file ended before the length it had when it was opened.
    case fileShortened
    /// A line inside a quoted field that looks like a row of its own: the row is good by the grammar, and most likely
    /// takes in rows for want of a quote.
    case rowInQuotes
  }

  let kind: Kind
  /// The line on which the row begins, counted like `CSVRowPosition.line`.
  let rowLine: UInt32
  /// The number of whole fields before the fault.
  let field: Int
  /// For a misplaced quote: its line, and the bytes before it on that line. For a row in quotes: its line.
  let line: UInt32
  let byteInLine: Int
}
