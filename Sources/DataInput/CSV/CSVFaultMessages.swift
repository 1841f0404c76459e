import CoreTypes

extension CSVFault {
  /// `source` is the row that begins on `rowLine`, `nil` where it could not be read again.
  func diagnostic(in input: InputFile, source: SourceRow?) -> Diagnostic {
    let (below, column) = place(in: source)
    let location = SourceLocation(
      file: input.name, line: kind == .fileShortened ? nil : Int(rowLine) + below, column: column)
    let (id, message, help) = text
    return Diagnostic(id, at: location, message: message, help: help, excerpt: source?.line(below))
  }

  private func place(in source: SourceRow?) -> (lineBelow: Int, column: Int?) {
    guard let source else { return (0, nil) }
    switch kind {
    case .quoteNotClosed, .fieldTooLong, .zeroByte: return source.place(ofField: field)
    case .fileShortened, .rowInQuotes: return (0, nil)
    case .quoteMisplaced:
      guard source.extent != .severalRows else { return (0, nil) }
      let below = Int(line - rowLine)
      let lineStart = source.startOfLine(below)
      let place = source.place(ofByte: lineStart + byteInLine)
      return (below, place.lineBelow == below ? place.column : nil)
    }
  }

  private var text: (DiagnosticID, message: String, help: String) {
    switch kind {
    case .quoteNotClosed:
      (
        .quoteNotClosed, "a field begins with a quote that is not closed",
        "close the quote, or remove it; the row is left out and reading goes on with the next line"
      )
    case .quoteMisplaced:
      (
        .quoteMisplaced, "a quote stands inside a field, or text follows a closing quote",
        "put the whole field in quotes and double the quotes inside it; the row is left out"
      )
    case .fieldTooLong:
      (
        .fieldCountDiffers, "a field is longer than 1 MiB, expected a delimiter or a line break before",
        "check that the file is CSV text; the line is left out"
      )
    case .zeroByte:
      (
        .zeroByteInRow, "the row holds bytes of value 0, as a damaged disk or a broken copy leaves them",
        "fetch the file again; the row is left out"
      )
    case .rowInQuotes:
      (
        .quoteNotClosed,
        "a quoted field of this row takes in what looks like a row, \((line - rowLine).counted("line", "lines")) below",
        "close the quote on its own line, or remove it; lines inside quotes are not read as rows"
      )
    case .fileShortened:
      (
        .fileUnreadable, "the file became shorter while it was read",
        "do not write to the file during a run, and run again"
      )
    }
  }
}

extension SourceRow {
  /// The offset of the line `below` lines under the row's first.
  func startOfLine(_ below: Int) -> Int {
    var start = 0
    for _ in 0..<below {
      guard let lineBreak = bytes[start...].firstIndex(of: newline) else { break }
      start = lineBreak + 1
    }
    return start
  }
}
