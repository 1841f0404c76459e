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
  /// Rows whose return was made from the closes, or is not known at all: those have no level.
  private(set) var unlinked: [Int] = []

  /// Rows whose return could be compared with that of the closes, and those of them where the two differ.
  private(set) var compared = 0
  private(set) var contradicting: [Int] = []

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
      compare(row, value, traded)
      level *= 1 + value
    } else if value.isNaN, close.isNaN {
      // Nothing says how the price came here from rows that have returns alone.
      unlinked.append(row)
      (close, isBehindHole) = (traded, false)
      return
    } else {
      unlinked.append(row)
      level *= traded.isNaN || close.isNaN ? 1 + value : traded / close
    }
    isBehindHole = false
    close = traded.isNaN ? close * (1 + value) : traded
    guard level.isFinite else { return }
    rows.append(row)
    levels.append(level)
  }

  /// Returns and closes come from the same market: on most days, those without dividends and splits, they say the same but
  /// for the last decimals of both.
  private mutating func compare(_ row: Int, _ value: Double, _ traded: Double) {
    guard close > 0, traded > 0 else { return }
    compared += 1
    let difference = abs(traded / close - 1 - value)
    if difference > ReturnChain.roundingOfReturns + ReturnChain.roundingOfPrices / close {
      contradicting.append(row)
    }
  }

  /// More than one in ten of at least `fewestCompared` returns differs: they are in another unit, or another column's
  /// numbers.
  var isContradicted: Bool { compared >= ReturnChain.fewestCompared && contradicting.count * 10 > compared }

  private static let fewestCompared = 20
  /// What the last decimals of a return, and those of two closes, may come to.
  private static let roundingOfReturns = 0.002
  private static let roundingOfPrices = 0.01
}
