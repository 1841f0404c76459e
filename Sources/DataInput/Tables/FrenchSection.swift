import CoreTypes

/// The first section of a file of Kenneth French's data library, daily or monthly: where its header line stands.
///
/// The header is the last line with text before the first line that begins with a date `YYYYMMDD`, or where there is
/// none a month `YYYYMM`, and a delimiter.
struct FrenchSection: Sendable, Equatable {
  /// Offset and number (from 1) of the header line.
  let offset: Int
  let line: Int
  /// The header's first cell is empty, and other text stands before it: nobody else writes that.
  let isUnmistakable: Bool
  /// 8 for days, 6 for months.
  let digits: Int

  private static let searchedBytes = 64 * 1_024

  /// `nil` where no daily or monthly row begins in the first 64 KiB.
  static func find(in file: borrowing OpenFile, called input: InputFile) throws(RunFailure) -> FrenchSection?
  {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: searchedBytes)
    defer { buffer.deallocate() }
    guard let count = file.read(at: 0, count: searchedBytes, into: buffer) else {
      throw OpenFile.readFailure(input)
    }
    let bytes = UnsafeBufferPointer(start: buffer, count: count)
    return find(in: bytes, digits: 8) ?? find(in: bytes, digits: 6)
  }

  static func find(in bytes: UnsafeBufferPointer<UInt8>, digits: Int) -> FrenchSection? {
    var header: (offset: Int, line: Int)?
    var hasTextBefore = false
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count
      let text = FieldText.trimmed(UnsafeBufferPointer(rebasing: bytes[start..<end]))
      if beginsWithDate(text, digits), let header {
        let isFirstCellEmpty = bytes[header.offset..<end].first { $0 != 32 }.map(isDelimiter) ?? false
        return FrenchSection(
          offset: header.offset, line: header.line, isUnmistakable: isFirstCellEmpty && hasTextBefore,
          digits: digits)
      }
      if !text.isEmpty {
        if header != nil { hasTextBefore = true }
        header = (start, line)
      }
      start = end + 1
      line += 1
      if end < bytes.count, bytes[end] == 13, start < bytes.count, bytes[start] == 10 { start += 1 }
    }
    return nil
  }

  /// The number of rows of the section: those up to the first one that has neither a date nor as many cells as the header and
  /// a first cell, such as a remark, or the header of another section. Where the dates of the next row go on ascending, such
  /// a row is a damaged one of the section.
  static func rowCount(of rows: CSVTextTable, cells: Int, digits: Int) -> Int {
    var last: Int?
    return (0..<rows.count).first { row in
      if let own = date(of: row, in: rows, digits) {
        last = own
        return false
      }
      let count = rows.fieldCount(of: row)
      guard count > 0 else { return !rows.isBroken(row) }
      if row + 1 < rows.count, let last, let next = date(of: row + 1, in: rows, digits), next > last {
        return false
      }
      // Titles of further sections come with as many empty cells as the rows have in some files.
      let first = rows.text(ofField: 0, of: row)
      let isTitle =
        first.first?.isLetter == true && (1..<count).allSatisfy { rows.length(ofField: $0, of: row) == 0 }
      return count != cells || first.isEmpty || isTitle
    } ?? rows.count
  }

  /// The digits with which a row begins, as a number.
  private static func date(of row: Int, in rows: CSVTextTable, _ digits: Int) -> Int? {
    guard rows.fieldCount(of: row) > 0 else { return nil }
    return rows.withField(0, of: row) { text in
      beginsWithDate(text, digits, needsDelimiter: false)
        ? text[..<digits].reduce(0) { $0 * 10 + Int($1 - 48) } : nil
    }
  }

  private static func beginsWithDate(
    _ text: UnsafeBufferPointer<UInt8>, _ digits: Int, needsDelimiter: Bool = true
  ) -> Bool {
    guard text.count >= digits, text[..<digits].allSatisfy({ $0 &- 48 <= 9 }) else { return false }
    return text[digits...].first { $0 != 32 }.map(isDelimiter) ?? !needsDelimiter
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool { CSVOpening.delimiters.contains(byte) }
}
