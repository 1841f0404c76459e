import Foundation

/// One CSV table of a report, read the way a user's script reads it: by column name, quotes and all.
package struct ReportFile: Sendable, Equatable {
  package let columns: [String]
  package let rows: [[String]]

  package init(text: String) {
    var records = ReportFile.records(Array(text.utf8))
    columns = records.isEmpty ? [] : records.removeFirst()
    rows = records
  }

  /// Reads a file; throws where there is none.
  package init(path: String) throws { self.init(text: try String(contentsOfFile: path, encoding: .utf8)) }

  /// The field of a row by its column's name; empty where the table has no such column.
  package func value(_ row: [String], _ column: String) -> String {
    columns.firstIndex(of: column).flatMap { $0 < row.count ? row[$0] : nil } ?? ""
  }

  /// All fields of one column.
  package func values(_ column: String) -> [String] { rows.map { value($0, column) } }

  /// Rows by what stands in their key columns, joined by blanks.
  package func keyed(by keys: [String]) -> [String: [String]] {
    Dictionary(rows.map { row in (keys.map { value(row, $0) }.joined(separator: " "), row) }) { first, _ in
      first
    }
  }

  /// RFC 4180: a quoted field may hold commas, line breaks and doubled quotes.
  private static func records(_ bytes: [UInt8]) -> [[String]] {
    let (quote, comma, newline) = (UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"))
    var records: [[String]] = []
    var record: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    func close() {
      record.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    for byte in bytes {
      switch byte {
      case quote:
        if !isQuoted, wasQuoted { field.append(quote) }
        isQuoted.toggle()
        wasQuoted = true
      case comma where !isQuoted: close()
      case newline where !isQuoted:
        close()
        records.append(record)
        record = []
      default: field.append(byte)
      }
    }
    if !field.isEmpty || !record.isEmpty {
      close()
      records.append(record)
    }
    return records
  }
}
