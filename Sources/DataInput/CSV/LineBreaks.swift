import Glibc

/// Line breaks in raw bytes.
enum LineBreaks {
  /// The offset behind the first `newline`, or `nil`.
  static func endOfFirst(_ bytes: UnsafePointer<UInt8>, count: Int, newline: UInt8) -> Int? {
    guard count > 0, let found = memchr(bytes, Int32(newline), count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(bytes) + 1
  }

  /// The offset behind the last `newline`; 0 where there is none.
  static func endOfLast(_ bytes: UnsafePointer<UInt8>, count: Int, newline: UInt8) -> Int {
    var end = count
    while end > 0, bytes[end - 1] != newline { end -= 1 }
    return end
  }
}
