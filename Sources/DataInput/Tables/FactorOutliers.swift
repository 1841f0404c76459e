import CoreTypes

/// Numbers of a factors file that no market has had, as a lost decimal point or a missing value written as 0 makes them.
enum FactorOutliers {
  private static let fewest = 20
  private static let multiple = 30.0

  /// Larger than this in size, a value is out of line where it is also 30 times the size that half of the column's values
  /// exceed.
  ///
  /// The largest daily return of the American market is 17 % (1987), 35 times the middle size; the largest monthly one 39 %
  /// (1933), 13 times. The largest riskless rate of a month is 1.4 % (1981), 5 times.
  private static func size(_ name: String) -> Double { name == FactorsFile.risklessRate ? 0.02 : 0.2 }

  /// The largest such value of a column: its row and the middle size.
  static func largest(in values: [Double], called name: String) -> (row: Int, middle: Double)? {
    let sizes = values.filter { $0.isFinite && $0 != 0 }.map(abs)
    // The middle is looked for only where it decides.
    guard sizes.count >= fewest, let largest = sizes.max(), largest > size(name),
      let middle = sizes.upperMedian, largest > multiple * middle,
      let row = values.firstIndex(where: { abs($0) == largest })
    else { return nil }
    return (row, middle)
  }

  /// Rows on which all of two or more factors are exactly 0; the riskless rate often is and does not count. None of the 25,795
  /// days of the French library is such a day.
  static func zeroRows(_ columns: [[Double]], called names: [String]) -> [Int] {
    let factors = zip(names, columns).filter { $0.0 != FactorsFile.risklessRate }.map(\.1)
    guard factors.count > 1, let first = factors.first else { return [] }
    return first.indices.filter { row in factors.allSatisfy { $0[row] == 0 } }
  }

  static func outOfLine(
    _ name: String, _ value: Double, middle: Double, on date: CalendarDate, at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      .factorOutOfLine, at: location,
      message:
        "the factor \(name) is \(ShownNumber.percent(value)) % on \(date), where half of its values are below "
        + "\(ShownNumber.percent(middle)) % in size",
      help: "correct the number if a digit or the decimal point is wrong; it is used as it is")
  }

  static func isZero(_ date: CalendarDate, others: Int, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .factorRowZero, at: location,
      message: "every factor is 0 on \(date), as missing values are written by some"
        + (others > 0 ? "; so it is on \(others.counted("more day", "more days"))" : ""),
      help: "leave the fields empty if there are no values; the zeros are used as they are")
  }
}
