/// A small table for the terminal: columns as wide as their widest cell, also where cells hold Chinese
/// characters; two spaces between columns; no trailing blanks.
struct ConsoleTable {
  enum Alignment { case left, right }

  struct Column {
    let title: String
    let alignment: Alignment

    init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  let columns: [Column]
  private(set) var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// One cell a column. Line breaks and tabs in a cell become spaces; what would command the terminal is replaced.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "a cell a column")
    rows.append(
      cells.map { cell in
        SourceExcerpt.harmless(String(cell.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
      })
  }

  /// The title line, then a line a row.
  var text: String {
    let lines = [columns.map(\.title)] + rows
    let widths = columns.indices.map { column in
      lines.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    return lines.map { cells in
      var line = columns.indices.map { padded(cells[$0], columns[$0].alignment, to: widths[$0]) }
        .joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private func padded(_ cell: String, _ alignment: Alignment, to width: Int) -> String {
    let blanks = String(repeating: " ", count: width - DisplayWidth.of(cell))
    return alignment == .left ? cell + blanks : blanks + cell
  }
}
