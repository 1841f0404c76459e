/// A column of numbers that is read two at a time: sums of even and odd rows side by side take half the time of a sum that
/// goes on row by row, and lose fewer digits.
///
/// The order is part of the results: even rows in one sum, odd rows in the other, the two added at the end.
@frozen @usableFromInline
package struct PairedColumn {
  @usableFromInline let start: UnsafeRawPointer?
  @usableFromInline package let count: Int

  @inlinable @inline(__always)
  package init(_ values: UnsafeBufferPointer<Double>) {
    start = UnsafeRawPointer(values.baseAddress)
    count = values.count
  }

  /// The rows `row` and `row + 1`; `isWhole` is false for the last row of an odd number, with 0 beside it.
  @inlinable @inline(__always)
  package func pair(at row: Int, _ isWhole: Bool) -> SIMD2<Double> {
    let place = start.unsafelyUnwrapped + row &* MemoryLayout<Double>.stride
    return isWhole
      ? place.loadUnaligned(as: SIMD2<Double>.self) : SIMD2(place.loadUnaligned(as: Double.self), 0)
  }

  /// Calls `step` for the first row of each pair in `count` rows, and says whether both are there.
  @inlinable @inline(__always)
  package static func pairs(of count: Int, _ step: (_ row: Int, _ isWhole: Bool) -> Void) {
    let whole = count & ~1
    var row = 0
    while row < whole {
      step(row, true)
      row &+= 2
    }
    if whole < count { step(whole, false) }
  }
}

extension SIMD2<Double> {
  /// The sum of both.
  @inlinable @inline(__always)
  package var total: Double { self[0] + self[1] }

  /// One in the first place, and in the second where `isWhole`.
  @inlinable @inline(__always)
  package static func ones(_ isWhole: Bool) -> SIMD2<Double> { SIMD2(1, isWhole ? 1 : 0) }
}
