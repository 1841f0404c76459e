/// Which columns of a table are written: all of them, or some, in the table's order either way.
package struct ColumnChoice: Sendable, Equatable {
  /// A bit a column, that of the first one lowest.
  fileprivate let shown: UInt64

  package static let all = ColumnChoice(shown: .max)

  private init(shown: UInt64) { self.shown = shown }

  /// - Parameters:
  ///   - names: the columns to write, in any order; none that the table does not have.
  ///   - columns: all columns of the table, 64 at most.
  package init(_ names: [String], of columns: [String]) {
    precondition(columns.count <= UInt64.bitWidth, "a column of a table is a bit of a word")
    shown = columns.indices.reduce(0) { names.contains(columns[$1]) ? $0 | 1 << UInt64($1) : $0 }
  }
}

/// Where a row stands: the column of its next field, and whether that one is written.
struct ColumnCursor {
  private let shown: UInt64
  private var next: UInt64 = 0

  init(_ columns: ColumnChoice) { shown = columns.shown }

  /// Some columns are left out.
  @inline(__always)
  var takesSome: Bool { shown != .max }

  @inline(__always)
  var writesNext: Bool { shown &>> next & 1 != 0 }

  /// The same of the field that many columns behind it.
  @inline(__always)
  func writes(after columns: Int) -> Bool { shown &>> (next &+ UInt64(columns)) & 1 != 0 }

  /// Whether the next field is written; goes on to the one behind it.
  @inline(__always)
  mutating func takesNext() -> Bool {
    defer { next &+= 1 }
    return writesNext
  }

  @inline(__always)
  mutating func skip(_ columns: Int) { next &+= UInt64(columns) }

  @inline(__always)
  mutating func restart() { next = 0 }
}
