/// Puts the positions of values in ascending order of the values, in memory that its owner keeps.
///
/// Each value becomes a whole number of 16 bits, by its distance to the smallest one, and the numbers are dealt by their
/// lower and then by their upper eight bits: without a comparison, whose outcome no processor can guess. Values that share a
/// number, one pair in the 271 returns of an event, and all that follows from rounding, are put in order by insertion.
/// Where too many share one, as with an outlier, an ordinary sort does the work instead.
struct PositionSort {
  /// None of them NaN.
  let values: UnsafeBufferPointer<Double>
  /// Room for a position a value, as `dealt`; the result.
  let order: UnsafeMutableBufferPointer<UInt32>
  let dealt: UnsafeMutableBufferPointer<UInt32>
  /// `digits` numbers.
  let counts: UnsafeMutableBufferPointer<UInt32>

  static let digits = 256
  /// So few values are put in order by insertion alone.
  private static let few = 24

  /// Returns whether some values are equal.
  func sort(_ spread: ValueSpread) -> Bool {
    let isDealt = values.count > PositionSort.few && deal(spread)
    if !isDealt { number() }
    if isDealt || values.count <= PositionSort.few, let hasTies = insertionSort() { return hasTies }
    number()
    var all = UnsafeMutableBufferPointer(rebasing: order[..<values.count])
    all.sort { values[Int($0)] < values[Int($1)] }
    return true
  }

  /// The positions as they are.
  private func number() {
    for index in 0..<values.count { order[index] = UInt32(truncatingIfNeeded: index) }
  }

  /// Puts the positions in the order of the values' numbers; `false` where the values have no spread or no end, or are
  /// too many.
  private func deal(_ spread: ValueSpread) -> Bool {
    let count = values.count
    let scale = Double(UInt16.max) / (spread.high - spread.low)
    guard scale.isFinite, scale > 0, count <= UInt16.max, let order = order.baseAddress,
      let dealt = dealt.baseAddress, let counts = counts.baseAddress
    else { return false }
    // In the lower half of a count those of the lower digit, in the upper half those of the upper one.
    counts.update(repeating: 0, count: PositionSort.digits)
    @inline(__always) func enter(_ scaled: Double, _ index: Int) {
      let number = UInt32(truncatingIfNeeded: scaled.bitPattern)
      order[index] = number << 16 | UInt32(truncatingIfNeeded: index)
      counts[Int(number & 0xff)] &+= 1
      counts[Int(number >> 8)] &+= 0x1_0000
    }
    let column = PairedColumn(values)
    PairedColumn.pairs(of: count) { row, isWhole in
      // Adding 2^52 leaves the nearest whole number in the lowest bits.
      let scaled = (column.pair(at: row, isWhole) - spread.low) * scale + 0x1p52
      enter(scaled[0], row)
      if isWhole { enter(scaled[1], row &+ 1) }
    }
    var total: UInt32 = 0
    for digit in 0..<PositionSort.digits {
      let own = counts[digit]
      counts[digit] = total
      total &+= own
    }
    for index in 0..<count {
      let digit = Int(PositionSort.byte(2, of: order + index))
      let place = counts[digit]
      counts[digit] = place &+ 1
      dealt[Int(place & 0xffff)] = order[index]
    }
    for index in 0..<count {
      let digit = Int(PositionSort.byte(3, of: dealt + index))
      let place = counts[digit]
      counts[digit] = place &+ 0x1_0000
      order[Int(place >> 16)] = dealt[index] & 0xffff
    }
    return true
  }

  /// A byte of a number, the lowest one first, as a load of its own, which costs less than to shift it out. Every platform
  /// that the program is built for keeps the lowest byte first; a test ranks values whose order that would change.
  @inline(__always)
  private static func byte(_ place: Int, of number: UnsafeMutablePointer<UInt32>) -> UInt8 {
    UnsafeRawPointer(number).load(fromByteOffset: place, as: UInt8.self)
  }

  /// Whether some values are equal; `nil` where putting them in order would take too long.
  private func insertionSort() -> Bool? {
    let count = values.count
    var before = -Double.infinity
    var (moves, ties) = (0, 0)
    for start in 0..<count {
      let position = order[start]
      let value = values[Int(position)]
      guard value <= before else {
        before = value
        continue
      }
      guard value < before else {
        ties &+= 1
        continue
      }
      var place = start
      repeat {
        order[place] = order[place &- 1]
        place &-= 1
      } while place > 0 && value < values[Int(order[place &- 1])]
      order[place] = position
      ties &+= place > 0 && values[Int(order[place &- 1])] == value ? 1 : 0
      moves &+= start &- place
      guard moves <= 12 &* count else { return nil }
    }
    return ties > 0
  }
}

/// The smallest and the largest of some values, and whether all are numbers.
struct ValueSpread {
  private(set) var low: Double
  private(set) var high: Double
  /// False where some value is NaN or infinite, or so large that their sum is.
  let isFinite: Bool

  /// Even and odd places side by side: each comparison has to wait for the one before it.
  init(_ values: UnsafeBufferPointer<Double>) {
    let first = values.first ?? 0
    var (even, odd) = ((low: first, high: first, sum: 0.0), (low: first, high: first, sum: 0.0))
    @inline(__always) func add(_ value: Double, to side: inout (low: Double, high: Double, sum: Double)) {
      side.low = value < side.low ? value : side.low
      side.high = value > side.high ? value : side.high
      side.sum += value
    }
    let whole = values.count & ~1
    var index = 0
    while index < whole {
      add(values[index], to: &even)
      add(values[index &+ 1], to: &odd)
      index &+= 2
    }
    if whole < values.count { add(values[whole], to: &even) }
    low = min(even.low, odd.low)
    high = max(even.high, odd.high)
    isFinite = (even.sum + odd.sum).isFinite
  }
}
