import CoreTypes

/// Which header names hold what in an intraday file (`columns:` of an `intraday` entry).
package struct IntradayColumns: Sendable, Equatable {
  /// The instants, or the dates where `time` is given.
  package var instant: String
  /// The times of day where they stand in a column of their own.
  package var time: String?
  /// The close of a bar, or the one price of a quote.
  package var close: String
  package var security: String?
  package var open: String?
  package var high: String?
  package var low: String?
  package var volume: String?

  package init(
    instant: String, close: String, security: String? = nil, open: String? = nil, high: String? = nil,
    low: String? = nil, volume: String? = nil, time: String? = nil
  ) {
    self.instant = instant
    self.time = time
    self.close = close
    self.security = security
    self.open = open
    self.high = high
    self.low = low
    self.volume = volume
  }
}

/// One `intraday` entry of the study, with its globs expanded.
package struct IntradaySource: Sendable {
  package let files: [InputFile]
  package let columns: IntradayColumns
  /// The one security of these files; `nil` = the column, or else the file's stem.
  package let security: String?
  package let layout: FileLayout
  /// The IANA zone of local times; `nil` = that of the security's own exchange.
  package let timeZone: String?
  /// Where it stands in the study file, for messages.
  package var timeZoneLocation: SourceLocation?
  package let stamp: IntradayStamp
  /// The length of a bar in seconds; `nil` = the most frequent distance of neighboring rows.
  package let barSeconds: Int?

  package init(
    files: [InputFile], columns: IntradayColumns, security: String?, layout: FileLayout, timeZone: String?,
    stamp: IntradayStamp, barSeconds: Int?
  ) {
    self.files = files
    self.columns = columns
    self.security = security
    self.layout = layout
    self.timeZone = timeZone
    self.stamp = stamp
    self.barSeconds = barSeconds
  }

  /// The same for the machinery that reads daily prices: the instant takes the place of the date.
  func priceSource(needs: [SecurityID: IntradayNeed]) -> PriceSource {
    var source = PriceSource(
      files: files, format: stamp == .quote ? "quotes" : "bars",
      columns: PriceColumns(
        date: columns.instant, close: columns.close, security: columns.security, open: columns.open,
        high: columns.high, low: columns.low, volume: columns.volume),
      security: security, layout: layout, basis: .close, returnsFrom: nil)
    source.intraday = needs
    source.timeColumn = columns.time
    return source
  }
}
