extension PriceFileFormat {
  /// What WRDS gives of CRSP's daily stock file up to 2024.
  package static let crspDSF = PriceFileFormat(
    id: "crsp-dsf",
    title: "CRSP daily stock file, legacy (SIZ) form",
    headerLines: [
      "PERMNO,date,TICKER,PRC,VOL,RET,SHROUT,CFACPR,CFACSHR", "PERMNO,date,RET",
    ],
    notes: [
      "`PERMNO` names the security; `columns: {security: TICKER}` beside the format takes the ticker.",
      "A negative `PRC` is the midpoint of bid and ask, 0 is no price.",
      "Returns are `RET`, with dividends; `returns_from: prices` makes them from `PRC`, which is "
        + "as traded.",
      "An extract without `PRC` is one of returns alone, each since the row before it.",
      "The return of a delisting (`DLRET`) stands in another file, or in a column that is not read: give it as "
        + "`delisting_return` in the study's `securities` file.",
    ],
    header: .columns(["PERMNO", "date"], oneOf: ["PRC", "RET"]),
    columns: PriceColumns(
      date: "date", close: "PRC", returnColumn: "RET", security: "PERMNO", open: "OPENPRC", high: "ASKHI",
      low: "BIDLO", volume: "VOL"),
    traits: crspDSFTraits)

  /// CRSP's name of the returns of delistings.
  static let delistingReturns = "DLRET"

  private static var crspDSFTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.prices.isMagnitude = true
    traits.prices.zeroIsMissing = true
    traits.returns.missing = ["a", "b", "c", "d", "e"]
    traits.returns.missingCodes = [-44, -55, -66, -77, -88, -99]
    return traits
  }
}
