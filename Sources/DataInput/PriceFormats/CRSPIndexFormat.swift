extension PriceFileFormat {
  /// What WRDS gives of CRSP's daily and monthly index files (`dsi`, `msi`).
  package static let crspIndex = PriceFileFormat(
    id: "crsp-index",
    title: "CRSP market indexes",
    headerLines: [
      "caldt,vwretd,vwretx,ewretd,ewretx,sprtrn,spindx,totval,totcnt", "date,vwretd,ewretd,sprtrn",
    ],
    notes: [
      "One index a file: `security:` beside the files names it, otherwise the file's name without `.csv` does.",
      "Returns are `vwretd`, value-weighted with dividends; `columns: {return: ewretd}` beside the format takes the "
        + "equally weighted one, `sprtrn` the S&P 500's.",
      "A file without `vwretd` that has one of the other two gives that one's returns.",
    ],
    header: .usualNames(indexColumns),
    columns: PriceColumns(date: "caldt", returnColumn: "vwretd"),
    traits: .plain)

  private static let indexTitles: Set = [
    "caldt", "date", "vwretd", "vwretx", "ewretd", "ewretx", "sprtrn", "spindx", "totval", "totcnt", "usdval",
    "usdcnt",
  ]

  /// `caldt` and `vwretd` are CRSP's own names. Others call their date `date` too, and one of the returns must stand for
  /// all: such a file has no columns but those of the index files.
  @Sendable private static func indexColumns(_ header: [String]) -> PriceColumns? {
    let plain = header.map { $0.lowercased() }
    func title(_ name: String) -> String? { plain.firstIndex(of: name).map { header[$0] } }
    let returns = ["vwretd", "ewretd", "sprtrn"].compactMap(title)
    guard let date = title("caldt") ?? title("date"), let first = returns.first else { return nil }
    let isWhole = title("vwretd") != nil
    let isTheirs = isWhole && title("caldt") != nil
    guard
      isTheirs
        || ((isWhole || returns.count == 1) && indexTitles.isSuperset(of: plain.filter { !$0.isEmpty }))
    else { return nil }
    return PriceColumns(date: date, returnColumn: first)
  }
}
