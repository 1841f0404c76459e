extension PriceFileFormat {
  /// Any file whose columns bear the usual names, in any order and letter case.
  package static let generic = PriceFileFormat(
    id: "generic",
    title: "columns with the usual names",
    headerLines: ["symbol,date,open,high,low,close,adj close,volume"],
    notes: [
      "Only a date and a close are required; further columns are ignored.",
      "One security a file where there is no `symbol`, `ticker` or `security` column.",
      "Returns are made from the adjusted close where there is one, unless the study says `price: close`.",
      "Other names are given by `columns:` in the study.",
    ],
    header: .usualNames(usualColumns),
    columns: PriceColumns(date: "date", close: "close"),
    traits: genericTraits)

  private static var genericTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.order = .any
    traits.closes = .asDownloaded
    return traits
  }

  @Sendable private static func usualColumns(_ header: [String]) -> PriceColumns? {
    func column(_ names: [String]) -> String? {
      for name in names {
        if let found = header.first(where: { $0.lowercased() == name }) { return found }
      }
      return nil
    }
    let adjusted = column(["adj close", "adj_close", "adjclose", "adjusted close", "adjusted_close"])
    let close = column(["close", "price", "level"])
    guard let date = column(["date", "day", "timestamp", "time"]), close ?? adjusted != nil else {
      return nil
    }
    return PriceColumns(
      date: date, close: close, adjustedClose: adjusted,
      security: column(["security", "symbol", "ticker"]), open: column(["open"]), high: column(["high"]),
      low: column(["low"]), volume: column(["volume", "vol"]))
  }
}
