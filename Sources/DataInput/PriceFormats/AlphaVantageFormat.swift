extension PriceFileFormat {
  /// The CSV of Alpha Vantage's TIME_SERIES_DAILY and TIME_SERIES_DAILY_ADJUSTED.
  package static let alphaVantage = PriceFileFormat(
    id: "alpha-vantage",
    title: "Alpha Vantage daily, adjusted or not",
    headerLines: [
      "timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient",
      "timestamp,open,high,low,close,volume",
    ],
    notes: [
      "One security a file; its id is the file's name without `.csv`.",
      "Returns are made from `adjusted_close` where there is one; `close` alone is as traded, so "
        + "that splits look like falls.",
      "The service answers errors and limits as JSON in place of the table; such a file is refused "
        + "with its text.",
    ],
    header: .columns(["timestamp", "open", "high", "low", "close", "volume"]),
    columns: PriceColumns(
      date: "timestamp", close: "close", adjustedClose: "adjusted_close", open: "open", high: "high",
      low: "low",
      volume: "volume"),
    traits: alphaVantageTraits)

  private static var alphaVantageTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.order = .newestFirst
    return traits
  }
}
