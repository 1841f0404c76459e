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
    let (shows, count) = (self.shows, self.count)
    var values = self.values.mutableSpan
    var decimals = self.decimals.mutableSpan
    values.withUnsafeMutableBufferPointer { values in
      var place = 0
      /// The numbers of a column, each among those of its day.
      @inline(__always) func put(_ column: Int, _ number: (_ position: Int) -> Double) {
        guard shows[column] else { return }
        var next = place
        for position in positions {
          values[next] = number(position)
          next &+= count
        }
        place += 1
      }
      returns.returns.withUnsafeBufferPointer { own in put(0) { own[$0] } }
      returns.benchmark.withUnsafeBufferPointer { benchmark in put(1) { benchmark[$0] } }
      returns.expected.withUnsafeBufferPointer { expected in put(2) { expected[$0] } }
      returns.abnormal.withUnsafeBufferPointer { abnormal in
        returns.variance.withUnsafeBufferPointer { variance in
          put(3) { abnormal[$0] }
          put(4) { variance[$0].squareRoot() }
          put(5) { abnormal[$0] / variance[$0].squareRoot() }
        }
      }
      decimals.withUnsafeMutableBufferPointer {
        es_find_decimals(values.baseAddress, positions.count * count, $0.baseAddress)
      }
    }
  }
}
