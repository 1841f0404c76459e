import CoreTypes

/// What a security's own columns say about their quality, day by day (METHODS 0.28).
///
/// Nothing of it changes a result; rows that were refused are not in the columns, so whoever read the file counts them.
package struct SeriesQuality: Sendable {
  package private(set) var findings: [QualityFinding] = []
  package private(set) var firstSession: CalendarDate?
  package private(set) var lastSession: CalendarDate?
  package private(set) var longestZeroVolumeRun = 0
  package private(set) var longestStaleRun = 0
  /// The return of the largest size, from one row to the next or ready-made, and its day.
  package private(set) var largestReturn: Double?
  package private(set) var largestReturnDate: CalendarDate?

  /// Equal prices on so many sessions in a row are stale.
  private static let staleRows = 5
  /// A return is an outlier beyond so many robust standard deviations, and beyond the least size.
  private static let outlierDeviations = 10.0
  /// What makes the median size of normal returns their standard deviation.
  private static let medianToDeviation = 1.4826
  private static let outlierSize = 0.1
  /// Units in which prices are given by mistake are factors of these (pence and pounds; a slipped decimal point).
  private static let scales = [10.0, 100, 1_000]
  private static let scaleTolerance = 0.15
  /// The ratio of adjusted to traded close never falls by more than rounding: each split and dividend raises it.
  private static let ratioTolerance = 0.005

  /// Of a security without a single row that can be used.
  package static let none = SeriesQuality()

  private init() {}

  package init(_ trades: TradedSeries, asOf: CalendarDate) {
    let series = trades.series
    let count = series.firstRow(notBefore: asOf.advanced(by: 1))
    let dates = trades.calendar.sessionDates
    firstSession = trades.sessions.first.map { dates[Int($0)] }
    lastSession = trades.sessions.last.map { dates[Int($0)] }
    findMissing(trades, dates, rows: count)
    findRuns(series, rows: count)
    // A return from or to a day on which the exchange was closed is none of the study's.
    let closed = Set(findings.lazy.filter { $0.kind == .closedDay }.map(\.date))
    if closed.isEmpty {
      findReturns(series, rows: 0..<count)
    } else {
      findReturns(series, rows: (0..<count).filter { !closed.contains(series.dates[$0]) })
    }
    guard series.kind == .prices else { return }
    findRatios(series, rows: count)
  }

  // MARK: Days

  /// Sessions between the first and the last trade without a row and outside declared suspensions, and rows on
  /// days on which the exchange was closed.
  private mutating func findMissing(_ trades: TradedSeries, _ dates: [CalendarDate], rows count: Int) {
    guard let first = trades.sessions.first, let last = trades.sessions.last else { return }
    let series = trades.series
    var row = series.firstRow(notBefore: dates[Int(first)])
    for session in Int(first)...Int(last) {
      while row < count, series.dates[row] < dates[session] {
        findings.append(QualityFinding(.closedDay, series.dates[row]))
        row += 1
      }
      if row < count, series.dates[row] == dates[session] {
        row += 1
      } else if !trades.declared.contains(where: { $0.contains(session) }) {
        findings.append(QualityFinding(.missingSession, dates[session]))
      }
    }
  }

  // MARK: Runs

  private mutating func findRuns(_ series: PriceSeries, rows count: Int) {
    let hasVolume = series.zeroVolume.contains(false)
    var zeros = 0
    var equals = 0
    for row in 0..<count {
      let isZero = hasVolume && series.zeroVolume[row]
      zeros = isZero ? zeros + 1 : 0
      longestZeroVolumeRun = max(longestZeroVolumeRun, zeros)
      if isZero { findings.append(QualityFinding(.zeroVolume, series.dates[row])) }
      guard series.kind == .prices else { continue }
      let isEqual = row > 0 && !isZero && series.tradedClose(ofRow: row) == series.tradedClose(ofRow: row - 1)
      equals = isEqual ? equals + 1 : 0
      longestStaleRun = max(longestStaleRun, equals + 1 >= SeriesQuality.staleRows ? equals + 1 : 0)
      if equals + 1 == SeriesQuality.staleRows {
        for stale in (row - equals)...row {
          findings.append(QualityFinding(.stalePrice, series.dates[stale]))
        }
      } else if equals + 1 > SeriesQuality.staleRows {
        findings.append(QualityFinding(.stalePrice, series.dates[row]))
      }
    }
  }

  // MARK: Changes

  /// Outliers by the median size of the returns that are not 0, which outliers do not move.
  private mutating func findReturns<Rows: RandomAccessCollection<Int>>(
    _ series: PriceSeries, rows: Rows
  ) where Rows.Index == Int {
    let first = series.kind == .prices ? 1 : 0
    guard rows.count > first else { return }
    let returns = (first..<rows.count).map { place in
      let value = series.values[rows[place]]
      return series.kind == .prices ? value / series.values[rows[place - 1]] - 1 : value
    }
    for (index, change) in returns.enumerated() where abs(change) > abs(largestReturn ?? 0) {
      largestReturn = change
      largestReturnDate = series.dates[rows[index + first]]
    }
    // The median of most securities is not asked for: none of their returns is as large as that.
    guard let largestReturn, abs(largestReturn) > SeriesQuality.outlierSize,
      let size = returns.map({ abs($0) }).filter({ $0 > 0 }).upperMedian
    else { return }
    let limit = max(
      SeriesQuality.outlierSize, SeriesQuality.outlierDeviations * SeriesQuality.medianToDeviation * size)
    for (index, change) in returns.enumerated() where abs(change) > limit {
      let isScale = SeriesQuality.isScale(1 + change)
      findings.append(
        QualityFinding(isScale ? .scaleJump : .returnOutlier, series.dates[rows[index + first]]))
    }
  }

  private static func isScale(_ ratio: Double) -> Bool {
    scales.contains { scale in
      abs(ratio / scale - 1) <= scaleTolerance || abs(ratio * scale - 1) <= scaleTolerance
    }
  }

  private mutating func findRatios(_ series: PriceSeries, rows count: Int) {
    guard !series.close.isEmpty else { return }
    var before = Double.nan
    for row in 0..<count where series.close[row] > 0 {
      let ratio = series.values[row] / series.close[row]
      if ratio < before * (1 - SeriesQuality.ratioTolerance) {
        findings.append(QualityFinding(.adjustedCloseOddity, series.dates[row]))
      }
      before = ratio
    }
  }
}
