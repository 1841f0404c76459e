import CoreStatistics

/// The residuals of events with the same missing days, without these days: one row an event, so that a stretch of days is a
/// stretch of memory.
struct UnitResiduals {
  /// A sum of scaled residuals, a day each, and the number of events in it. Two of them hold the correlations of all pairs
  /// with an event of each.
  typealias Sum = (count: Double, sum: [Double])

  private let values: [Double]
  private let rows: Int
  private let days: Int

  /// - Parameter values: rows of `days` residuals.
  init(values: [Double], days: Int) {
    self.values = values
    self.days = days
    rows = days == 0 ? 0 : values.count / days
  }

  init(_ group: CorrelationGroup, of sample: EventSample) {
    let days = group.dates.count
    let values = [Double](unsafeUninitializedCapacity: group.events.count * days) { target, count in
      for event in group.events {
        sample.withResiduals(of: event) { residuals in
          for residual in residuals where !residual.isNaN {
            target.initializeElement(at: count, to: residual)
            count += 1
          }
        }
      }
    }
    self.init(values: values, days: days)
  }

  /// Number and sum of the correlations of all pairs of a group: zero, and no rounding, for a single event.
  static func within(_ group: Sum) -> (pairs: Double, correlations: Double) {
    guard group.count > 1 else { return (0, 0) }
    let squares = group.sum.sumOfSquares
    return (group.count * (group.count - 1) / 2, (squares - group.count) / 2)
  }

  /// The same of all pairs with one event of each group, on the same days.
  static func between(_ first: Sum, _ second: Sum) -> (pairs: Double, correlations: Double) {
    (first.count * second.count, innerProduct(first.sum, second.sum))
  }

  /// The sum over events of the residuals at `places` (ascending, among the group's days), each event's scaled to mean zero
  /// and length one; events without dispersion have no correlation and do not count.
  func sum(at places: [Int]) -> Sum {
    var sum = [Double](repeating: 0, count: places.count)
    var count = 0.0
    guard let first = places.first, let last = places.last else { return (0, sum) }
    let isStretch = last - first == places.count - 1
    var chosen = isStretch ? [] : sum
    values.withUnsafeBufferPointer { values in
      for row in 0..<rows {
        let start = row * days
        if isStretch {
          let stretch = UnsafeBufferPointer(rebasing: values[(start + first)...(start + last)])
          count += UnitResiduals.add(stretch, to: &sum)
        } else {
          for index in places.indices { chosen[index] = values[start + places[index]] }
          count += chosen.withUnsafeBufferPointer { UnitResiduals.add($0, to: &sum) }
        }
      }
    }
    return (count, sum)
  }

  /// Adds one event's scaled residuals; 0 where they have no dispersion, else 1.
  private static func add(_ values: UnsafeBufferPointer<Double>, to sum: inout [Double]) -> Double {
    let count = Double(values.count)
    let mean = laneSum(values) { $0 } / count
    let level = SIMD8<Double>(repeating: mean)
    let squares = laneSum(values) { ($0 - level) * ($0 - level) }
    // As `Moments.isConstant`.
    let rounding = 8 * Double.ulpOfOne * abs(mean)
    guard squares > count * rounding * rounding else { return 0 }
    let scale = 1 / squares.squareRoot()
    sum.withUnsafeMutableBufferPointer { sum in
      for index in 0..<values.count { sum[index] += (values[index] - mean) * scale }
    }
    return 1
  }

  /// The sum of `term` of each value, in eight parts side by side: one sum would wait for itself.
  @inline(__always)
  private static func laneSum(
    _ values: UnsafeBufferPointer<Double>, _ term: (SIMD8<Double>) -> SIMD8<Double>
  ) -> Double {
    var parts = SIMD8<Double>.zero
    let whole = values.count / 8 * 8
    let bytes = UnsafeRawBufferPointer(values)
    for place in stride(from: 0, to: whole, by: 8) {
      parts += term(bytes.loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self))
    }
    var total = parts.sum()
    for place in whole..<values.count { total += term(SIMD8(repeating: values[place]))[0] }
    return total
  }
}
