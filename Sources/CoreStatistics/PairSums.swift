/// Sums of two columns of one length, of their squares and of their products, in one pass: what says nearly always that
/// two return series are complete and not alike.
package struct PairSums: Sendable {
  package let count: Int
  package let x: Double
  package let y: Double
  package let xx: Double
  package let yy: Double
  package let xy: Double

  package init(_ first: UnsafeBufferPointer<Double>, _ second: UnsafeBufferPointer<Double>) {
    precondition(first.count == second.count, "columns of one length")
    let (left, right) = (PairedColumn(first), PairedColumn(second))
    var (x, y) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    var (xx, yy, xy) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
    PairedColumn.pairs(of: first.count) { row, isWhole in
      let (a, b) = (left.pair(at: row, isWhole), right.pair(at: row, isWhole))
      x += a
      y += b
      xx += a * a
      yy += b * b
      xy += a * b
    }
    count = first.count
    (self.x, self.y) = (x.total, y.total)
    (self.xx, self.yy, self.xy) = (xx.total, yy.total, xy.total)
  }

  /// Of the rows that may be used and have both numbers, one after the other.
  package init(
    _ first: UnsafeBufferPointer<Double>, _ second: UnsafeBufferPointer<Double>,
    where isUsable: UnsafeBufferPointer<Bool>
  ) {
    precondition(first.count == second.count && first.count == isUsable.count, "columns of one length")
    var (count, x, y, xx, yy, xy) = (0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for row in first.indices where isUsable[row] && (first[row] + second[row]).isFinite {
      let (a, b) = (first[row], second[row])
      count &+= 1
      x += a
      y += b
      xx += a * a
      yy += b * b
      xy += a * b
    }
    self.count = count
    (self.x, self.y) = (x, y)
    (self.xx, self.yy, self.xy) = (xx, yy, xy)
  }

  /// Every value of both columns is a number. False also for values whose squares are none.
  package var areFinite: Bool { (xx * 0 + yy * 0) == 0 }

  /// False where the correlation is certainly below 0.99; true where rounding may have taken what is left of the sums.
  package var mayBeAlike: Bool {
    let rows = Double(count)
    let (left, right) = (xx - x * x / rows, yy - y * y / rows)
    let products = xy - x * y / rows
    guard left > 1e-6 * xx, right > 1e-6 * yy else { return true }
    return products * abs(products) > 0.99 * left * right
  }
}
