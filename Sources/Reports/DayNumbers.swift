import CNumberText
import ImpactMeasures

/// The numbers of an event's rows of `abnormal_returns.csv`: return, benchmark, expected return, abnormal return, its
/// standard error and t. What is not written is not computed, and the decimals of a few days are found together.
struct DayNumbers {
  /// Days whose numbers are found together.
  private static let days = 8
  private static let columns = 6
  /// Where the first of the columns stands in a row.
  private static let firstColumn = 6

  /// Whether the columns are written, the numbers that a row then has, and the day behind those that were found.
  private let shows: InlineArray<6, Bool>
  private let count: Int
  private var end = 0
  private var values = InlineArray<48, Double>(repeating: 0)
  private var decimals = InlineArray<48, es_decimal>(repeating: es_decimal(digits: 0, exponent: 0))

  /// - Parameter text: at the start of a row.
  init(in text: borrowing CSVText) {
    var shows = InlineArray<6, Bool>(repeating: false)
    var count = 0
    for column in 0..<DayNumbers.columns where text.writes(after: DayNumbers.firstColumn + column) {
      shows[column] = true
      count += 1
    }
    self.shows = shows
    self.count = count
  }

  /// Writes the numbers of a day, the days one after the other from the first one on.
  @inline(__always)
  mutating func write(
    _ position: Int, of returns: AbnormalReturns, until days: Int, to text: inout CSVFields
  ) {
    if position == end { find(position..<min(days, position + DayNumbers.days), of: returns) }
    let first = position % DayNumbers.days * count
    values.span.withUnsafeBufferPointer { values in
      decimals.span.withUnsafeBufferPointer { decimals in
        guard let values = values.baseAddress, let decimals = decimals.baseAddress else { return }
        text.found(values + first, decimals + first, count: count, ofColumns: DayNumbers.columns)
      }
    }
  }

  private mutating func find(_ positions: Range<Int>, of returns: AbnormalReturns) {
    end = positions.upperBound
    var place = 0
    for position in positions {
      if shows[0] { add(returns.returns[position], &place) }
      if shows[1] { add(returns.benchmark[position], &place) }
      if shows[2] { add(returns.expected[position], &place) }
      if shows[3] { add(returns.abnormal[position], &place) }
      guard shows[4] || shows[5] else { continue }
      let deviation = returns.variance[position].squareRoot()
      if shows[4] { add(deviation, &place) }
      if shows[5] { add(returns.abnormal[position] / deviation, &place) }
    }
    values.span.withUnsafeBufferPointer { values in
      var found = decimals.mutableSpan
      found.withUnsafeMutableBufferPointer { decimals in
        es_find_decimals(values.baseAddress, place, decimals.baseAddress)
      }
    }
  }

  @inline(__always)
  private mutating func add(_ value: Double, _ place: inout Int) {
    values[place] = value
    place += 1
  }
}
