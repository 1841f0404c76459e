/// A series that is an index by its name, for a study that is yet to be written.
struct DraftedIndex {
  let id: String
  /// Where its file lies.
  let folder: String
  /// The exchanges whose securities it is made of, the one whose sessions it has first; empty where its name does not say.
  let exchanges: [String]

  /// Names of files and columns that usually are an index.
  private static let known: [(exchanges: [String], names: [String])] = [
    (["XNYS", "XNAS"], ["SPY", "SP500", "GSPC", "^GSPC", "SPX", "^SPX", "INX", "VWRETD"]),
    (["XSHG", "XSHE"], ["CSI300", "000300", "sh.000300"]),
    (["XETR"], ["DAX", "^GDAXI"]),
    (["XLON"], ["FTSE", "^FTSE"]),
    (["XTKS"], ["N225", "^N225", "TOPIX"]),
    (["XHKG"], ["HSI", "^HSI"]),
    ([], ["STOXX", "SX5E", "INDEX", "MARKET", "BENCHMARK", "MKT"]),
  ]

  /// `nil` for a name that no index has.
  init?(_ id: String, in folder: String) {
    let name = id.lowercased()
    guard let known = DraftedIndex.known.first(where: { $0.names.contains { $0.lowercased() == name } })
    else { return nil }
    self.id = id
    self.folder = folder
    exchanges = known.exchanges
  }
}
