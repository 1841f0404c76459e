extension PriceFileFormat {
  /// The file that stooq.com gives for one security.
  package static let stooq = PriceFileFormat(
    id: "stooq",
    title: "Stooq, one security a file",
    headerLines: [
      "Date,Open,High,Low,Close,Volume"
    ],
    notes: [
      "One security a file; its id is the file's name without `.csv`.",
      "Prices are adjusted for splits, and for dividends where the download asked for it.",
      "Others write the same header line; nothing but the name depends on who did.",
    ],
    header: .exactly(["Date", "Open", "High", "Low", "Close", "Volume"]),
    columns: PriceColumns(
      date: "Date", close: "Close", open: "Open", high: "High", low: "Low",
      volume: "Volume"),
    traits: stooqTraits)

  private static var stooqTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.closes = .asDownloaded
    return traits
  }
}
