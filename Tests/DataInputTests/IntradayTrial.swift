import CoreTypes
import TestSupport

@testable import DataInput

/// One intraday file written for one test and read back whole. Its security is S, or T where the file says so.
struct IntradayTrial {
  let text: String
  var columns = IntradayColumns(
    instant: "Datetime", close: "Close", open: "Open", high: "High", low: "Low", volume: "Volume")
  var layout = FileLayout()
  var security: String?
  var name = "S.csv"
  /// An hour behind UTC; `nil` = no zone is known.
  var hasClock = false

  init(_ text: String) { self.text = text }

  func read() throws -> IntradayInput {
    let folder = try ScratchFolder()
    let clock = LocalClock(name: "Test/Clock") { date, second in
      .unique(Int64(date.dayNumber) * 86_400 + Int64(second) + 3_600)
    }
    let source = IntradaySource(
      files: [try folder.input(text, as: name)], columns: columns, security: security, layout: layout,
      timeZone: nil, stamp: .start, barSeconds: 60)
    let everything = IntradayNeed(
      spans: [IntradayNeed.Span(first: 0, last: 4_000_000_000, keepsAll: true)],
      clock: hasClock ? clock : nil)
    return try IntradayReader.read(
      [source], needs: [[SecurityID("S"): everything, SecurityID("T"): everything]], jobs: 1,
      options: PriceReadingOptions(keepsTradedPrices: false))
  }

  /// Security, instant, open, close and line of every bar.
  func bars() throws -> [String] { IntradayTrial.bars(try read()) }

  static func bars(_ input: IntradayInput) -> [String] {
    input.seriesBySource[0].flatMap { series in
      series.bars.map {
        "\(series.security.text) \(Instant(secondsSinceEpoch: $0.stamp)) \($0.open) \($0.close) \($0.line)"
      }
    }
  }
}
