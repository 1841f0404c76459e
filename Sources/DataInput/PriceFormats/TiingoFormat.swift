extension PriceFileFormat {
  /// The CSV of Tiingo's daily prices.
  package static let tiingo = PriceFileFormat(
    id: "tiingo",
    title: "Tiingo end of day",
    headerLines: [
      "date,close,high,low,open,volume,adjClose,adjHigh,adjLow,adjOpen,adjVolume,divCash,splitFactor"
    ],
    notes: [
      "One security a file, or many where the first column is `ticker`.",
      "`close` is as traded, `adjClose` adjusted for splits and dividends.",
    ],
    header: .columns(["date", "close", "adjClose"]),
    columns: PriceColumns(
      date: "date", close: "close", adjustedClose: "adjClose", security: "ticker", open: "open", high: "high",
      low: "low",
      volume: "volume"),
    traits: .plain)
}
