import CoreTypes

/// Values of a factor that no market has had: larger than 20 % in size and than 30 times the size that half of the
/// column's values exceed. A lost decimal point makes them.
///
/// The largest daily return of the American market is 17 % (1987), 35 times the middle size; the largest monthly one 39 %
/// (1933), 13 times.
enum FactorOutliers {
  private static let size = 0.2
  private static let multiple = 30.0
  private static let fewest = 20

  /// The largest such value of each column: its row and the middle size.
  static func largest(in values: [Double]) -> (row: Int, middle: Double)? {
    var sizes = values.filter { $0.isFinite && $0 != 0 }.map(abs)
    guard sizes.count >= fewest else { return nil }
    sizes.sort()
    let middle = sizes[sizes.count / 2]
    guard let largest = sizes.last, largest > max(size, multiple * middle),
      let row = values.firstIndex(where: { abs($0) == largest })
    else { return nil }
    return (row, middle)
  }
}
