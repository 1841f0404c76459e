import Glibc

extension [Bool] {
  /// `contains`, as fast as memory is read: a `Bool` is a byte of 0 or 1.
  package func holds(_ value: Bool) -> Bool {
    withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0, value ? 1 : 0, bytes.count) != nil } ?? false
    }
  }
}
