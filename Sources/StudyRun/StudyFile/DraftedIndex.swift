/// A series that is an index by its name, for a study that is yet to be written.
struct DraftedIndex {
  let id: String
  /// Where its file lies.
  let folder: String
  /// The exchanges whose securities it is made of, the one whose sessions it has first; empty where its name does not say.
  let exchanges: [String]

  /// Names of files and columns that usually are an index.
  private static let known: [(exchanges: [String], names: [String])] = [
    (["XNYS", "XNAS"], ["SPY", "S&P 500", "GSPC", "SPX", "INX", "VWRETD"]),
    (
      ["XSHG", "XSHE"],
      ["CSI 300", "Shanghai Shenzhen CSI 300", "Shanghai Shenzhen 300", "000300", "sh.000300"]
    ),
    (["XETR"], ["DAX", "GDAXI"]),
    (["XLON"], ["FTSE", "FTSE 100"]),
    (["XTKS"], ["N225", "Nikkei 225", "TOPIX"]),
    (["XHKG"], ["HSI", "Hang Seng"]),
    ([], ["STOXX", "SX5E", "INDEX", "MARKET", "BENCHMARK", "MKT"]),
  ]

  /// `nil` for a name that no index has.
  init?(_ id: String, in folder: String) {
    let name = DraftedIndex.plain(id)
    guard
      let known = DraftedIndex.known.first(where: { $0.names.contains { DraftedIndex.plain($0) == name } })
    else { return nil }
    self.id = id
    self.folder = folder
    exchanges = known.exchanges
  }

  /// Letters and digits alone, in lower case: `^GSPC`, `S&P 500 Historical Data`, as investing.com calls its files, `^spx_d`, as
  /// Stooq does.
  private static func plain(_ name: String) -> String {
    let lower = name.lowercased()
    let ofStooq = ["_us_d", "_d"].first(where: lower.hasSuffix)
    let plain = lower.dropLast(ofStooq?.count ?? 0).filter { $0.isLetter || $0.isNumber }
    let ending = "historicaldata"
    return plain.hasSuffix(ending) ? String(plain.dropLast(ending.count)) : plain
  }
}
