import CoreTypes
import DataInput

/// What the reader of bars and quotes owes to bytes: the same rows and words, however it cuts them up.
enum IntradayPromises {
  /// Columns as the fixtures call them: instants, or dates and times apart, and yfinance's.
  private static let columns = [
    IntradayColumns(instant: "instant", close: "close"),
    IntradayColumns(
      instant: "Datetime", close: "Close", open: "Open", high: "High", low: "Low", volume: "Volume"),
    IntradayColumns(
      instant: "<DATE>", close: "<CLOSE>", security: "<TICKER>", open: "<OPEN>", high: "<HIGH>", low: "<LOW>",
      volume: "<VOL>", time: "<TIME>"),
    IntradayColumns(instant: "date", close: "close", time: "open"),
  ]

  /// Headers that few inputs have of themselves.
  private static let headers = [
    "", "Price,Close,High,Low,Open,Volume\nTicker,S,S,S,S,S\nDatetime,,,,,\n",
    "<TICKER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>\n",
    "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\nS,1,20220317,160500,1,2,1,2,0\n",
  ]

  static func check(_ bytes: UnsafeBufferPointer<UInt8>) {
    for header in headers {
      (Array(header.utf8) + bytes).withUnsafeBufferPointer { bytes in
        for columns in columns {
          let whole = read(bytes, columns, chunkBytes: 1 << 20)
          let pieces = read(bytes, columns, chunkBytes: 61)
          precondition(whole == pieces, "read in pieces it is something else")
        }
      }
    }
  }

  /// The prices in their order, the counts of rows, and what is told.
  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ columns: IntradayColumns, chunkBytes: Int
  ) -> [String]? {
    var found: [String]?
    let everything = IntradayNeed.Span(first: .min / 4, last: .max / 4, keepsAll: true)
    let clock = LocalClock(name: "UTC") { date, second in
      .unique(Int64(date.dayNumber) * 86_400 + Int64(second))
    }
    let need = IntradayNeed(spans: [everything], clock: clock)
    let needs = ["S", "AMBA", "AAPL.US", "SPY"].map { (SecurityID($0), need) }
    ScratchInput.with(bytes) { file in
      let source = IntradaySource(
        files: [file], columns: columns, security: columns.security == nil ? "S" : nil,
        layout: FileLayout(), timeZone: nil, stamp: .start, barSeconds: 60)
      let input = try? IntradayReader.read(
        [source], needs: [Dictionary(uniqueKeysWithValues: needs)], jobs: 1,
        options: PriceReadingOptions(keepsTradedPrices: false, chunkBytes: chunkBytes))
      found = input.map { input in
        input.seriesBySource.joined().flatMap { series in
          series.bars.map { "\(series.security.text) \($0)" }
        } + input.summaries.map { "\($0.rowsRead) \($0.rowsRefused)" }
          + input.diagnostics.map { "\($0.location?.line ?? 0) \($0.id.rawValue) \($0.message)" }
      }
    }
    return found
  }
}
