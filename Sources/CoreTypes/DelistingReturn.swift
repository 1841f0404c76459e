/// What a security's holders got after its last price: a simple return that the price files do not have.
package struct DelistingReturn: Sendable, Equatable {
  /// In fractions, at least -1.
  package let value: Double
  /// The day it belongs to; nil = the session after the last price.
  package let date: CalendarDate?
  /// Where it stands.
  package let location: SourceLocation

  package init(value: Double, date: CalendarDate?, location: SourceLocation) {
    self.value = value
    self.date = date
    self.location = location
  }
}

extension PriceSeries {
  /// The series with one more row of that return on `date`, which comes after the last one.
  package func adding(_ delisting: DelistingReturn, on date: CalendarDate) -> PriceSeries {
    guard let last = values.last else { return self }
    let growth = 1 + delisting.value
    let indexes = fileIndexes.isEmpty ? [UInt32](repeating: 0, count: count) : fileIndexes
    var series = PriceSeries(
      security: security, kind: kind, dates: dates + [date],
      values: values + [kind == .prices ? last * growth : delisting.value],
      open: open.isEmpty ? [] : open + [.nan],
      close: close.isEmpty ? [] : close + [close[count - 1] * growth],
      zeroVolume: zeroVolume.isEmpty ? [] : zeroVolume + [false],
      suspended: suspended.isEmpty ? [] : suspended + [false],
      midpoint: midpoint.isEmpty ? [] : midpoint + [false],
      durations: durations.isEmpty ? [] : durations + [.unknown],
      lines: lines + [UInt32(delisting.location.line ?? 0)],
      fileIndexes: indexes + [UInt32(files.count)], files: files + [delisting.location.file])
    series.isLinked = isLinked
    series.refusedDates = refusedDates
    series.endsWithDelisting = true
    return series
  }
}
