import Testing

@testable import CoreTypes

/// A row of a table keeps its source line and every field, whether it stands in that line or not.
@Suite struct TextTableTests {
  private let columns = ["security", "announced_at", "note", "security", "last"]

  private func row(_ source: String, _ texts: [String]) -> TextRow {
    TextRow(
      line: 7, source: source, columns: columns,
      values: texts.enumerated().map { TextField(text: $1, column: 1 + 300 * $0) })
  }

  @Test(arguments: [
    ("AAA,2019-10-08,,BBB,x", ["AAA", "2019-10-08", "", "BBB", "x"]),
    ("AAA,2019-10-08", ["AAA", "2019-10-08"]),
    (#""A ""quoted"" name",1,n"#, [#"A "quoted" name"#, "1", "n"]),
    ("深交所,2019,注", ["深交所", "2019", "注"]),
    ("", ["AAA", "two\nlines", "aAAA"]),
    ("", []),
  ])
  func everyFieldComesBack(_ source: String, _ texts: [String]) {
    let row = row(source, texts)
    #expect(row.line == 7 && row.excerpt() == source)
    #expect(row.fields.names == Set(columns.prefix(texts.count)).sorted())
    for (index, text) in texts.enumerated() where index != 3 {
      #expect(row.fields[columns[index]] == TextField(text: text, column: 1 + 300 * index))
      #expect(row.value(columns[index]) == (text.isEmpty ? nil : text))
    }
    for column in columns.dropFirst(max(1, texts.count)) where column != "security" {
      #expect(row.fields[column] == nil)
    }
    #expect(row.fields["unknown"] == nil)
  }

  @Test func longRows() {
    let texts = ["A", String(repeating: "b", count: 20_000), String(repeating: "ä", count: 100_000)]
    let row = row(texts.joined(separator: ","), texts)
    #expect(texts.indices.allSatisfy { row.fields[columns[$0]]?.text == texts[$0] })
  }

  /// A row whose fields stand in its line as they are is the same whichever way it is added.
  @Test(arguments: ["AAA,2019-10-08,,BBB,x", ",,,,", "A", "A,", ",A", ""])
  func plainRows(_ line: String) {
    let texts = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var builder = TextTableBuilder(columns: columns, rows: 2, bytes: 2 * line.utf8.count)
    Array(line.utf8).withUnsafeBufferPointer { source in
      builder.append(line: 2, plain: source, count: texts.count) { texts[$0].utf8.count }
      var column = 1
      builder.append(line: 3, source: source, count: texts.count) { field in
        defer { column += texts[field].utf8.count + 1 }
        return TextField(text: texts[field], column: column)
      }
    }
    let rows = builder.table(of: "events.csv").rows
    #expect(rows.map(\.line) == [2, 3] && rows[0].excerpt() == line && rows[1].excerpt() == line)
    #expect(rows[0].fields.names == rows[1].fields.names)
    #expect(columns.allSatisfy { rows[0].fields[$0] == rows[1].fields[$0] })
  }

  @Test func aFieldIsReplaced() {
    let old = row("AAA,08/10/2019,x", ["AAA", "08/10/2019", "x"])
    let new = old.replacing("announced_at", with: TextField(text: "2019-10-08", column: 5))
    #expect(new.fields["announced_at"] == TextField(text: "2019-10-08", column: 5))
    #expect(new.excerpt() == old.excerpt() && new.value("note") == "x" && new.value("security") == "AAA")
    #expect(old.replacing("last", with: TextField(text: "y", column: 1)).fields["last"] == nil)
    #expect(old.replacing("unknown", with: TextField(text: "y", column: 1)).fields.names == old.fields.names)
  }

  /// Rows of a table, one after the other in one piece of memory, are those that stand alone.
  @Test func rowsOfATable() {
    let lines = ["AAA,2019-10-08,,BBB,x", "", "深交所,2019,注", #""A ""b""",1"#, "AAA,1"]
    let texts = [
      ["AAA", "2019-10-08", "", "BBB", "x"], [], ["深交所", "2019", "注"], [#"A "b""#, "1"], ["AAA", "1"],
    ]
    var builder = TextTableBuilder(columns: columns, rows: 1, bytes: 1)
    for (index, line) in lines.enumerated() {
      #expect(builder.count == index)
      Array(line.utf8).withUnsafeBufferPointer { source in
        builder.append(line: 2 + index, source: source, count: texts[index].count) { field in
          TextField(text: texts[index][field], column: 1 + 300 * field)
        }
      }
    }
    let table = builder.table(of: "events.csv")
    #expect(table.file == "events.csv" && table.header == columns && table.rows.count == lines.count)
    for (index, found) in table.rows.enumerated() {
      let alone = row(lines[index], texts[index])
      #expect(found.line == 2 + index && found.excerpt() == alone.excerpt())
      #expect(found.fields.names == alone.fields.names)
      #expect((columns + ["unknown"]).allSatisfy { found.fields[$0] == alone.fields[$0] })
    }
  }
}
