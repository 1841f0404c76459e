/// A vendor's returns linked to a price that knows dividends and splits.
///
/// Each return leads from the last row with a price to its own row, whatever sessions lie between, as the vendors
/// define it: the level after it is the level before times `1 + return`. The first level is the first close, so that
/// the levels have the size of prices. Where a row has a price but no return, or stands behind a row that could not be
/// read, the ratio of the closes takes the place of the return, and the row is reported.
struct ReturnChain {
  /// The rows that have a level, in order.
  private(set) var rows: [Int] = []
  private(set) var levels: [Double] = []
  /// Rows whose return was made from the closes.
  private(set) var unlinked: [Int] = []

  private var level = Double.nan
  private var close = Double.nan
  private var isBehindHole = false

  mutating func add(row: Int, return value: Double, close traded: Double) {
    if value.isNaN, traded.isNaN {
      isBehindHole = true
      return
    }
    // A total loss is the end of a security.
    if level == 0 { return }
    if level.isNaN {
      level = traded.isNaN ? 1 : traded
    } else if !value.isNaN, !isBehindHole {
      level *= 1 + value
    } else {
      unlinked.append(row)
      level *= traded.isNaN || close.isNaN ? 1 + value : traded / close
    }
    isBehindHole = false
    close = traded.isNaN ? close * (1 + value) : traded
    guard !level.isNaN else { return }
    rows.append(row)
    levels.append(level)
  }
}
