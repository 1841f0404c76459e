extension PriceFileFormat {
  /// The file that Yahoo Finance gave for download, one security a file.
  package static let yahoo = PriceFileFormat(
    id: "yahoo",
    title: "Yahoo Finance download",
    headerLines: ["Date,Open,High,Low,Close,Adj Close,Volume"],
    notes: [
      "One security a file; its id is the file's name without `.csv`.",
      "`Close` is adjusted for splits, `Adj Close` for splits and dividends; returns are made from `Adj Close` "
        + "unless the study says `price: close`.",
      "`null` stands for a missing value.",
      "Files that yfinance has written since version 0.2.51 are not of this format: their `Close` is adjusted.",
    ],
    header: .columns(["Date", "Open", "High", "Low", "Close", "Adj Close", "Volume"]),
    columns: PriceColumns(
      date: "Date", close: "Close", adjustedClose: "Adj Close", open: "Open", high: "High", low: "Low",
      volume: "Volume"),
    traits: yahooTraits)

  private static var yahooTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.closes = .splits
    traits.suspendedDays = .zeroVolume
    return traits
  }
}
