/// The rows of a few securities, out of which one thread makes series in one go.
///
/// Unchecked: its columns are written by threads that own disjoint ranges of them, and it is emptied by the one
/// thread that makes its series, after these have been joined.
final class PriceSlab: @unchecked Sendable {
  /// A security's number and its rows.
  enum Part: Sendable {
    /// In the slab's own columns.
    case copied(security: Int, rows: Range<Int>)
    /// In these blocks of chunks, one behind the other.
    case inBlocks(security: Int, [SecurityRows])
  }

  private var parts: [Part]
  private let shape: PriceRowShape
  /// Room for the rows that are copied.
  private(set) var columns: PriceRowColumns?

  init(parts: [Part], copiedRows: Int, shape: PriceRowShape) {
    self.parts = parts
    self.shape = shape
    columns = PriceRowColumns(capacity: copiedRows, shape: shape)
  }

  /// Hands out each security with its rows, then gives back the memory: a block's where no other slab has rows in it.
  func empty(_ body: (_ security: Int, _ rows: SecurityRows) -> Void) {
    guard let columns else { return }
    for part in parts {
      switch part {
      case .copied(let security, let rows):
        body(security, SecurityRows(columns: columns, rows: rows, lineBase: 0, file: 0))
      case .inBlocks(let security, let pieces): body(security, SecurityRows.joined(pieces, shape))
      }
    }
    parts = []
    self.columns = nil
  }
}

/// The rows of one security, a part of some columns.
struct SecurityRows: Sendable {
  let columns: PriceRowColumns
  let rows: Range<Int>
  /// What the columns' lines are counted from.
  let lineBase: UInt32
  /// The index of the file in the entry, where the columns do not say.
  let file: UInt32

  /// Rows that are in one block stay where they are, if it has all the columns.
  fileprivate static func joined(_ pieces: [SecurityRows], _ shape: PriceRowShape) -> SecurityRows {
    if pieces.count == 1, pieces[0].columns.suffice(for: shape) { return pieces[0] }
    let count = pieces.reduce(0) { $0 + $1.rows.count }
    let columns = PriceRowColumns(capacity: count, shape: shape)
    var next = 0
    for piece in pieces {
      piece.columns.copy(
        from: piece.rows.lowerBound, count: piece.rows.count, into: columns, at: next,
        lineBase: piece.lineBase, file: piece.file)
      next += piece.rows.count
    }
    return SecurityRows(columns: columns, rows: 0..<count, lineBase: 0, file: 0)
  }

  func line(of row: Int) -> UInt32 { columns.lines[row] &+ lineBase }

  func file(of row: Int) -> Int { Int(columns.fileIndexes?[row] ?? file) }
}
