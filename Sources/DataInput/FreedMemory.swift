import CMemory

/// Memory that was freed but is still the program's: many small pieces are, until the system is told.
package enum FreedMemory {
  /// Events after which it is worth the while: some 15 MB.
  private static let events = 16_384
  /// Rows of prices after which it is: some 2 MB, which a thread frees at a time.
  private static let rows = 131_072

  /// Gives whole free pages back to the system.
  package static func giveBack() { malloc_trim(0) }

  /// Worth the while: a multiple of `events` has passed with the last ones.
  package static func isMuch(afterEvents last: Range<Int>) -> Bool {
    last.lowerBound / events != last.upperBound / events
  }

  /// The same of rows whose blocks were freed.
  package static func isMuch(afterRows last: Range<Int>) -> Bool {
    last.lowerBound / rows != last.upperBound / rows
  }
}
