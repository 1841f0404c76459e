/// Rows of a series that are looked at together, because few series hold what is looked for.
@usableFromInline
package enum RowsTogether {
  @inlinable package static var count: Int { 32 }

  /// It is one of the rows. A plain loop over a fixed number, which the compiler does side by side where `isSought` is one
  /// comparison without a division.
  @inlinable @inline(__always)
  package static func hold(_ isSought: (_ row: Int) -> Bool) -> Bool {
    var found = 0
    var row = 0
    while row < count {
      found |= isSought(row) ? 1 : 0
      row &+= 1
    }
    return found != 0
  }
}
