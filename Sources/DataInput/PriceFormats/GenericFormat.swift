import CoreTypes

extension PriceFileFormat {
  /// Any file whose columns bear the usual names, in any order and letter case.
  package static let generic = PriceFileFormat(
    id: "generic",
    title: "columns with the usual names",
    headerLines: ["symbol,date,open,high,low,close,adj close,volume"],
    notes: [
      "Only a date and a close are required; further columns are ignored. In a table of two columns the one beside the "
        + "date is the close, whatever its name.",
      "One security a file where there is no `symbol`, `ticker` or `security` column.",
      "Returns are made from the adjusted close (`adj close`, `adjusted_close`, `Adj. Close` ...) where there is one, unless "
        + "the study says `price: close`.",
      "German, French, Spanish, Italian and Portuguese names as investing.com writes them (`Datum`, `Zuletzt`, `Eröffn.`, `Hoch`, "
        + "`Tief`) are known too; other names are given by `columns:` in the study.",
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
    let adjusted = adjustedClose(in: header)
    let date = column(["date", "day", "timestamp", "time", "observation_date"] + TranslatedColumns.dates)
    let close = column(closes)
    guard let date, close ?? adjusted != nil else {
      return TranslatedColumns.columns(in: header) ?? onlyOther(header, than: date)
    }
    return PriceColumns(
      date: date, close: close, adjustedClose: adjusted,
      security: column(["security", "symbol", "ticker"]), open: column(["open"]), high: column(["high"]),
      low: column(["low"]), volume: column(["volume", "vol", "vol."]))
  }

  /// The first column that is called adjusted close, whatever stands between the words (`Adj. Close`, `adj_close`).
  private static func adjustedClose(in header: [String]) -> String? {
    let names: Set = [
      "adjclose", "adjustedclose", "adjustedcloseprice", "closeadj", "closeadjusted", "adjprice",
    ]
    return header.first { names.contains(letters(of: $0)) }
  }

  /// A column that looks like a misspelled adjusted close (`Adj Clsoe`), where none is known, or like one of R's quantmod, which
  /// puts the security before a point (`NVDA.Adjusted`).
  static func likelyAdjustedClose(in header: [String]) -> String? {
    header.first {
      let letters = letters(of: $0.split(separator: ".").last.map(String.init) ?? $0)
      return ["adj", "adjusted"].contains(letters) || namesAdjustedPrice(letters)
        || NearestName.to(letters, among: ["adjclose", "adjustedclose"]) != nil
    }
  }

  /// `adjustedclosingprice`, but not that of the open.
  private static func namesAdjustedPrice(_ letters: String) -> Bool {
    letters.contains("adj") && ["clos", "price", "last", "prc", "px"].contains { letters.contains($0) }
      && !["open", "high", "low", "volume", "unadj"].contains { letters.contains($0) }
  }

  private static func letters(of name: String) -> String { name.lowercased().filter(\.isLetter) }

  /// What the close is usually called.
  private static let closes = ["close", "price", "level"]

  /// The close is not called one.
  static func isUnusual(close: String) -> Bool {
    !closes.contains(close.lowercased()) && !TranslatedColumns.isClose(close)
  }

  /// What columns that hold no close are called, whatever the table.
  static let noCloses: Set<String> = [
    "security", "symbol", "ticker", "volume", "vol", "vol.", "open", "high", "low", "return", "ret",
    "dividend", "dividends", "split", "splits", "stock splits", "volatility", "turnover", "amount", "shares",
    "market cap",
  ]

  /// A table of two columns has one series beside its dates, whatever it is called (`Date,SP500`, `Datum;Kurs`).
  private static func onlyOther(_ header: [String], than date: String?) -> PriceColumns? {
    guard let date, header.count == 2, let other = header.first(where: { $0 != date }) else { return nil }
    let known = noCloses.union(["shares outstanding", "beta", "yield", "pe", "p/e"])
      .union(TranslatedColumns.titles(besides: date))
    let isPrice =
      !other.isEmpty && !known.contains(other.lowercased()) && !ReturnTitles.isReturn(other)
      && other.contains { !$0.isNumber }
      && !other.lowercased().contains("adj")
    return isPrice ? PriceColumns(date: date, close: other) : nil
  }
}
