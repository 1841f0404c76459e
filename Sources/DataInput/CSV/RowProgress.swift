/// How far the reading of one row has come.
struct RowProgress {
  let start: Int
  let line: UInt32
  var cursor: Int
  var lineBreaks: UInt32 = 0
  /// Where the line under `cursor` begins, and the line after the row's first.
  var lineStart: Int
  var secondLine: Int?
  /// A line of it that looks like a row.
  var innerRow: UInt32?

  init(start: Int, line: UInt32) {
    self.start = start
    self.line = line
    cursor = start
    lineStart = start
  }

  /// A last line without a line break is a line too.
  mutating func endText() {
    if cursor > lineStart { lineBreaks += 1 }
  }

  /// The cursor stands at the beginning of a line that begins inside quotes.
  var isAtInnerLine: Bool { lineBreaks > 0 && cursor == lineStart }

  mutating func advance(_ count: Int, endsLine: Bool) {
    cursor += count
    guard endsLine else { return }
    lineBreaks += 1
    lineStart = cursor
    if secondLine == nil { secondLine = cursor }
  }
}
