extension PriceFileFormat {
  /// The file that nasdaq.com gives for one security.
  package static let nasdaq = PriceFileFormat(
    id: "nasdaq",
    title: "Nasdaq.com historical quotes",
    headerLines: [
      "Date,Close/Last,Volume,Open,High,Low"
    ],
    notes: [
      "One security a file; its id is the file's name without `.csv`.",
      "Prices are adjusted for splits but not for dividends; a volume of `N/A` is none.",
    ],
    header: .columns(["Date", "Close/Last"]),
    columns: PriceColumns(
      date: "Date", close: "Close/Last", open: "Open", high: "High", low: "Low",
      volume: "Volume"),
    traits: nasdaqTraits)

  private static var nasdaqTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.dates = .pattern("MM/DD/YYYY")
    traits.order = .newestFirst
    traits.closes = .splits
    traits.prices.hasMarks = true
    return traits
  }
}
