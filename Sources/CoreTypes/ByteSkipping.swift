extension UnsafeBufferPointer<UInt8> {
  /// Passes `byte` where it stands at `position`; false, and nothing passed, where another or none does.
  @inlinable
  package func skip(_ byte: UInt8, at position: inout Int) -> Bool {
    guard position < count, self[position] == byte else { return false }
    position += 1
    return true
  }
}
