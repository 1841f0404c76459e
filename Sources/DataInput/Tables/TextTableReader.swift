import CoreTypes

/// A `TextTable` and which of its rows are damaged.
struct TextTableInput: Sendable {
  let file: TableFile
  let table: TextTable
  /// For each row what is wrong with its shape or encoding; `nil` = nothing.
  let damage: [Diagnostic?]
  /// What the header gave cause to say.
  let headerDiagnostics: [Diagnostic]
}

/// Small CSV files -> text tables with the place of every field.
enum TextTableReader {
  /// `known` are the column names that the program gives a meaning; `required` those without which the
  /// file cannot be used (`unusable`, 65), `decisive` those that results depend on (`UnreadColumns`), and `format` is
  /// the id under which `eventstudy formats` shows it.
  static func read(
    _ input: InputFile, layout: FileLayout, known: [String], required: [String], decisive: [String],
    format: String
  ) throws(RunFailure) -> TextTableInput {
    let file = try TableFile.read(input, layout: layout)
    let (names, duplicates) = file.columns(known: known)
    let missing = required.filter { !names.contains($0) }
    guard missing.isEmpty else { throw file.missingColumns(missing, format: format) }
    let needed = names.indices.filter { known.contains(names[$0]) }
    var rows: [TextRow] = []
    var damage: [Diagnostic?] = []
    file.forEachSource { row, source in
      rows.append(textRow(row, names, source))
      damage.append(file.damage(row, source: source, needed: needed))
    }
    return TextTableInput(
      file: file, table: TextTable(file: input.name, header: names, rows: rows), damage: damage,
      headerDiagnostics: duplicates
        + UnreadColumns.warnings(
          names, read: decisive, at: file.headerLocation, excerpt: file.headerText))
  }

  private static func textRow(_ row: CSVTextRow, _ names: [String], _ source: SourceRow?) -> TextRow {
    let columns = source?.columns(count: row.fields.count) ?? []
    let values = row.fields.prefix(names.count).enumerated().map { index, text in
      TextField(text: trimmed(text), column: index < columns.count ? columns[index] : 1)
    }
    return TextRow(
      line: Int(row.line), source: source?.line(0) ?? "", columns: names, values: values)
  }

  /// Without the blanks that quotes have kept around the text, and those that come with text from web pages and
  /// spreadsheets: U+00A0, U+3000, U+200B and byte-order marks of files that were put together.
  private static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last,
      FieldText.isBlank(first) || FieldText.isBlank(last) || first >= 0xC2 || last >= 0x80
    else { return text }
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      (scalar.isASCII && FieldText.isBlank(UInt8(scalar.value)))
        || ["\u{A0}", "\u{3000}", "\u{200B}", "\u{FEFF}"].contains(scalar)
    }
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[start...end])
  }
}
