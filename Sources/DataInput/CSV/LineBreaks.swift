import Glibc

/// Line breaks in raw bytes.
///
/// The lines of a file are those that its `newline` ends: LF, also for CR LF, or CR. The other kind alone ends a row for libcsv
/// but no line for anybody who looks for one by its number.
enum LineBreaks {
  /// The offset behind the first `newline`, or `nil`.
  static func endOfFirst(_ bytes: UnsafePointer<UInt8>, count: Int, newline: UInt8) -> Int? {
    guard count > 0, let found = memchr(bytes, Int32(newline), count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(bytes) + 1
  }

  /// The offset behind the first line break of the other kind that stands alone, not at the end of the bytes; `nil` where
  /// there is none.
  static func endOfFirstOther(_ bytes: UnsafePointer<UInt8>, count: Int, newline: UInt8) -> Int? {
    let other: UInt8 = newline == 10 ? 13 : 10
    var at = 0
    while let end = endOfFirst(bytes + at, count: count - at, newline: other) {
      at += end
      if isOther(bytes + at - 1, count: count - at + 1, newline: newline) { return at }
    }
    return nil
  }

  /// A line break of the other kind begins here that stands alone, not at the end of the bytes.
  static func isOther(_ bytes: UnsafePointer<UInt8>, count: Int, newline: UInt8) -> Bool {
    newline == 10 ? bytes[0] == 13 && count > 1 && bytes[1] != 10 : bytes[0] == 10 && count > 1
  }

  /// The offset behind the last `newline`; 0 where there is none.
  static func endOfLast(_ bytes: UnsafePointer<UInt8>, count: Int, newline: UInt8) -> Int {
    var end = count
    while end > 0, bytes[end - 1] != newline { end -= 1 }
    return end
  }

  /// The first line that begins at `offset` or behind it; the file's size where there is none.
  static func firstLine(of file: borrowing OpenFile, notBefore offset: Int, newline: UInt8) -> Int {
    let step = 4_096
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step)
    defer { buffer.deallocate() }
    var at = offset - 1
    while at < file.size, let count = file.read(at: at, count: step, into: buffer), count > 0 {
      if let end = LineBreaks.endOfFirst(buffer, count: count, newline: newline) { return at + end }
      at += count
    }
    return file.size
  }

  /// Where the last line of a file begins that has no line break at its end; `nil` where it has one, -1 where the line
  /// is longer than 1 MiB.
  static func openLine(of file: borrowing OpenFile, newline: UInt8) -> Int? {
    let step = 4_096
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step)
    defer { buffer.deallocate() }
    var end = file.size
    while end > max(0, file.size - 1_048_576) {
      let start = max(0, end - step)
      guard file.read(at: start, count: end - start, into: buffer) == end - start else { return -1 }
      let lineStart = endOfLast(buffer, count: end - start, newline: newline)
      if start + lineStart == file.size { return nil }
      if lineStart > 0 || start == 0 { return start + lineStart }
      end = start
    }
    return -1
  }
}
