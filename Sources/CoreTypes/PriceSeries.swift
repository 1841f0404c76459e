/// Which sessions a ready-made return covers where some were missed before it, as its vendor says.
package enum ReturnDuration: UInt8, Sendable, BitwiseCopyable {
  case unknown
  case oneSession
  /// All since the last price.
  case sinceLast
  /// What holders got after the last price: the delisting return is in it.
  case delisting

  /// By the first letter of CRSP's flag: `D1`, `P`.
  package init(code: UInt8?) {
    self =
      switch code {
      case UInt8(ascii: "D"), UInt8(ascii: "d"): .oneSession
      case UInt8(ascii: "P"), UInt8(ascii: "p"): .sinceLast
      default: .unknown
      }
  }
}

/// One security's daily series as read: one row a date, ascending, without duplicates.
///
/// Columns are parallel arrays. A missing number is NaN in `open` and `close` only; a row without a usable
/// `value` is not in the series.
package struct PriceSeries: Sendable {
  /// What `values` holds.
  package enum Kind: Sendable, Equatable {
    /// Prices or index levels, on the adjusted basis where the file has one.
    case prices
    /// Ready-made simple returns in fractions, each ending on its date.
    case returns
  }

  package let security: SecurityID
  package let kind: Kind
  /// `values` are levels that a vendor's returns were linked to, and stand in no file.
  package var isLinked = false
  /// Days of which a file has a row that says that the security traded, but no price that can be used; ascending.
  package var refusedDates: [CalendarDate] = []
  /// The last row is no trade but what holders got after the last one: the vendor's row says so, or `securities` adds it.
  package var endsWithDelisting = false
  package var dates: [CalendarDate]
  /// The number that returns are made from: greater than 0 for prices, at least -1 for returns.
  package var values: [Double]
  /// Opening price as traded, NaN where the row has none; empty where no file has the column.
  package var open: [Double]
  /// Closing price as traded; empty where it is `values` itself.
  package var close: [Double]
  /// The row had volume 0; empty where no file has a volume.
  package var zeroVolume: [Bool]
  /// The row's status says that the security was suspended; empty where no file has a status.
  package var suspended: [Bool]
  /// The row's price is the midpoint of bid and ask, by its sign; empty where no file says so.
  package var midpoint: [Bool]
  /// What each ready-made return covers; empty where no file says so.
  package var durations: [ReturnDuration]
  /// The line of each row in its file; empty where row `k` stands on line `firstLine + k`, as in most files.
  private let lineNumbers: [UInt32]
  private let firstLine: UInt32
  /// For each row the index of its file in `files`; empty where all rows are from `files[0]`.
  package var fileIndexes: [UInt32]
  /// The files the rows came from, as they stand in the manifest.
  package var files: [String]

  package init(
    security: SecurityID, kind: Kind, dates: [CalendarDate], values: [Double], open: [Double] = [],
    close: [Double] = [], zeroVolume: [Bool] = [], suspended: [Bool] = [],
    midpoint: [Bool] = [], durations: [ReturnDuration] = [], lines: [UInt32], fileIndexes: [UInt32] = [],
    files: [String]
  ) {
    precondition(dates.count == values.count && dates.count == lines.count, "columns of one length")
    self.security = security
    self.kind = kind
    self.dates = dates
    self.values = values
    self.open = open
    self.close = close
    self.zeroVolume = zeroVolume
    self.suspended = suspended
    self.midpoint = midpoint
    self.durations = durations
    let first = lines.first ?? 0
    let isRun = lines.indices.allSatisfy { lines[$0] == first &+ UInt32(truncatingIfNeeded: $0) }
    firstLine = first
    lineNumbers = isRun ? [] : lines
    self.fileIndexes = fileIndexes
    self.files = files
  }

  package var count: Int { dates.count }

  /// The line of each row in its file, from 1.
  package var lines: [UInt32] { (0..<count).map(line(ofRow:)) }

  private func line(ofRow row: Int) -> UInt32 {
    lineNumbers.isEmpty ? firstLine &+ UInt32(truncatingIfNeeded: row) : lineNumbers[row]
  }

  /// Where row `row` was read.
  package func location(ofRow row: Int) -> SourceLocation {
    SourceLocation(
      file: files[fileIndexes.isEmpty ? 0 : Int(fileIndexes[row])], line: Int(line(ofRow: row)))
  }

  /// The closing price as traded of row `row`.
  package func tradedClose(ofRow row: Int) -> Double { close.isEmpty ? values[row] : close[row] }

  /// The row of `date`, or `nil`.
  package func row(of date: CalendarDate) -> Int? {
    let row = firstRow(notBefore: date)
    return row < dates.count && dates[row] == date ? row : nil
  }

  /// The first row whose date is not before `date`; `count` where there is none.
  package func firstRow(notBefore date: CalendarDate) -> Int {
    // Often asked for the end of the data.
    if let last = dates.last, last < date { return dates.count }
    return dates.firstPosition(notBefore: date)
  }

  /// The last row whose date is not after `date`, or `nil`.
  package func lastRow(notAfter date: CalendarDate) -> Int? {
    let next = firstRow(notBefore: date.advanced(by: 1))
    return next > 0 ? next - 1 : nil
  }
}
