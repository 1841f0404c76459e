extension PriceFileFormat {
  /// The daily aggregates of Polygon (Massive).
  package static let polygon = PriceFileFormat(
    id: "polygon",
    title: "Polygon / Massive daily flat files",
    headerLines: [
      "ticker,volume,open,close,high,low,window_start,transactions"
    ],
    notes: [
      "One file a day with all securities, usually compressed (`.csv.gz`).",
      "Prices are as traded: a split looks like a fall, and `looks-like-a-split` says so.",
    ],
    header: .columns(["ticker", "close", "window_start"]),
    columns: PriceColumns(
      date: "window_start", close: "close", security: "ticker", open: "open", high: "high", low: "low",
      volume: "volume"),
    traits: polygonTraits)

  private static var polygonTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.dates = .epochNanoseconds
    return traits
  }
}
