import CoreTypes

/// A `TextTable` and which of its rows are damaged.
struct TextTableInput: Sendable {
  let file: TableFile
  let table: TextTable
  /// What is wrong with the shape or encoding of a row, by its position; nearly always nothing.
  let damage: [Int: Diagnostic]
  /// Labels that are not UTF-8 text, by the position of their row, which is used nevertheless.
  let odd: [Int: Diagnostic]
  /// What the header gave cause to say.
  let headerDiagnostics: [Diagnostic]
}

extension Diagnostic {
  /// The same about a row that is not used.
  var ofLostRow: Diagnostic {
    Diagnostic(
      id, severity: severity, at: location, message: message, help: help + "; the row is left out",
      excerpt: excerpt)
  }
}

/// Small CSV files -> text tables with the place of every field.
enum TextTableReader {
  /// Columns for people, on which nothing depends: what cannot be read in them costs no row.
  private static let remarks = ["note", "name", "reason"]

  /// `known` are the column names that the program gives a meaning; `required` those without which the
  /// file cannot be used (`unusable`, 65), `decisive` those that results depend on (`UnreadColumns`), `labels` those that only
  /// tell rows apart, and `format` is the id under which `eventstudy formats` shows it.
  static func read(
    _ input: InputFile, layout: FileLayout, known: [String], required: [String], decisive: [String],
    labels: [String], format: String
  ) throws(RunFailure) -> TextTableInput {
    let file = try TableFile.read(input, layout: layout) { titles in
      let names = titles.map { TableFile.name($0, known: known) }
      return required.allSatisfy(names.contains)
    }
    let (names, duplicates) = file.columns(known: known)
    let missing = required.filter { !names.contains($0) }
    guard missing.isEmpty else { throw file.missingColumns(missing, format: format) }
    let labels = names.indices.filter { labels.contains(names[$0]) }
    let needed = names.indices.filter {
      known.contains(names[$0]) && !remarks.contains(names[$0]) && !labels.contains($0)
    }
    var rows = TextTableBuilder(columns: names, rows: file.rows.count, bytes: file.bytes)
    var damage: [Int: Diagnostic] = [:]
    var odd: [Int: Diagnostic] = [:]
    var columns: [Int] = []
    file.forEachSource { row, source in
      if let fault = file.damage(row, source: source, needed: needed) {
        damage[rows.count] = fault
      } else if let fault = file.foreignText(
        row, source: source, in: labels, "; it is used as it is shown here")
      {
        odd[rows.count] = fault
      }
      columns.removeAll(keepingCapacity: true)
      let count = min(names.count, file.rows.fieldCount(of: row))
      if let source, addPlain(row, count, of: file, source, to: &rows) { return }
      source?.appendColumns(count: count, to: &columns)
      add(file.rows[row], count, source, columns, to: &rows)
    }
    return TextTableInput(
      file: file, table: rows.table(of: input.name), damage: damage, odd: odd,
      headerDiagnostics: duplicates
        + UnreadColumns.warnings(
          names, read: decisive, at: file.headerLocation, excerpt: file.headerText))
  }

  /// The row whose fields stand in its line as they are; `false` where some do not.
  private static func addPlain(
    _ row: Int, _ count: Int, of file: TableFile, _ source: SourceRow, to rows: inout TextTableBuilder
  ) -> Bool {
    source.withLines { line in
      guard file.rows.fields(of: row, stand: line, between: file.opening.delimiter) else { return false }
      rows.append(line: file.rows.line(of: row), plain: line, count: count) {
        file.rows.length(ofField: $0, of: row)
      }
      return true
    }
  }

  private static func add(
    _ row: CSVTextRow, _ count: Int, _ source: SourceRow?, _ columns: [Int], to rows: inout TextTableBuilder
  ) {
    func add(_ line: UnsafeBufferPointer<UInt8>) {
      rows.append(line: Int(row.line), source: line, count: count) { index in
        TextField(
          text: FieldText.trimmed(row.fields[index]), column: index < columns.count ? columns[index] : 1)
      }
    }
    guard let source else { return add(UnsafeBufferPointer(start: nil, count: 0)) }
    source.withLines(add)
  }
}
