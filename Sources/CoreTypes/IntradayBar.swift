/// One row of an intraday file: a bar, or a quote (a bar of one price).
///
/// A bar with volume 0 outside regular hours is a quote and counts like any other.
package struct IntradayBar: Sendable, Equatable {
  /// The row's instant as the file gives it, in seconds since 1970-01-01T00:00:00Z.
  package let stamp: Int64
  /// NaN where the file has no such column or the field is empty.
  package let open: Double
  package let high: Double
  package let low: Double
  /// The price at the end of the bar; greater than 0.
  package let close: Double
  package let volume: Double
  /// The line in its file, from 1.
  package var line: UInt32
  /// The index of its file in the series' `files`.
  package var file: UInt32

  package init(
    stamp: Int64, open: Double, high: Double, low: Double, close: Double, volume: Double, line: UInt32,
    file: UInt32
  ) {
    self.stamp = stamp
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
    self.line = line
    self.file = file
  }
}

/// What the instant of an intraday row is (the study's `stamp:`).
package enum IntradayStamp: String, Sendable {
  /// The beginning of the bar: its price is known when the bar is over.
  case start
  /// The end of the bar.
  case end
  /// The moment of one price; bars do not say so, entries with a `price` column do.
  case quote
}

/// A security's intraday prices as far as a study needs them, ascending by instant, each instant once.
///
/// A class, though it never changes, because every event of the security holds it.
package final class IntradaySeries: Sendable {
  package let security: SecurityID
  package let stamp: IntradayStamp
  /// The length of a bar in seconds; 0 for quotes.
  package let barSeconds: Int
  package let bars: [IntradayBar]
  /// The files the bars came from, as they stand in the manifest.
  package let files: [String]

  package init(
    security: SecurityID, stamp: IntradayStamp, barSeconds: Int, bars: [IntradayBar], files: [String]
  ) {
    self.security = security
    self.stamp = stamp
    self.barSeconds = barSeconds
    self.bars = bars
    self.files = files
  }

  /// Where a bar was read.
  package func location(of bar: IntradayBar) -> SourceLocation {
    SourceLocation(file: files[Int(bar.file)], line: Int(bar.line))
  }
}
