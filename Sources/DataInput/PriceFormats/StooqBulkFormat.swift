extension PriceFileFormat {
  /// The files that stooq.com and Finam give for many securities, with angle brackets.
  package static let stooqBulk = PriceFileFormat(
    id: "stooq-bulk",
    title: "Stooq bulk files and Finam exports, many securities a file",
    headerLines: [
      "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>"
    ],
    notes: [
      "`<TICKER>` names the security, such as `AAPL.US`.",
      "Daily rows only (`<PER>` is `D`): several rows of one day contradict each other.",
      "Finam's files have no `<OPENINT>`.",
    ],
    header: .columns(["<TICKER>", "<DATE>", "<CLOSE>"]),
    columns: PriceColumns(
      date: "<DATE>", close: "<CLOSE>", security: "<TICKER>", open: "<OPEN>", high: "<HIGH>", low: "<LOW>",
      volume: "<VOL>"),
    traits: stooqBulkTraits)

  private static var stooqBulkTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.closes = .splits
    return traits
  }
}
