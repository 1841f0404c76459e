extension PriceFileFormat {
  /// What WRDS gives of CRSP's daily stock file since 2025 (dsf_v2).
  package static let crspCIZ = PriceFileFormat(
    id: "crsp-ciz",
    title: "CRSP daily stock file, flat file 2.0 (CIZ) form",
    headerLines: [
      "PERMNO,DlyCalDt,DlyRet,DlyClose,DlyPrc,DlyVol,DlyDelFlg,DlyRetMissFlg", "PERMNO,DlyCalDt,DlyRet",
    ],
    notes: [
      "`PERMNO` names the security; `columns: {security: Ticker}` beside the format takes the ticker.",
      "`DlyPrc` is the close or the midpoint of bid and ask (`DlyPrcFlg`).",
      "Returns are `DlyRet`, with dividends and delisting returns (rows whose `DlyDelFlg` is Y); `returns_from: prices` makes "
        + "them from `DlyPrc`.",
      "An extract without `DlyPrc` is one of returns alone. After missing sessions `DlyRetDurFlg` says what one covers: "
        + "`P..` all since the last price, `D..` one session; without it `return_after_gap` decides.",
    ],
    header: .columns(["permno", "dlycaldt"], oneOf: ["DlyPrc", "DlyRet"]),
    columns: PriceColumns(
      date: "DlyCalDt", close: "DlyPrc", returnColumn: "DlyRet", security: "PERMNO", open: "DlyOpen",
      high: "DlyHigh", low: "DlyLow", volume: "DlyVol",
      duration: "DlyRetDurFlg", delisted: "DlyDelFlg"),
    traits: crspCIZTraits)

  private static var crspCIZTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.prices.isMagnitude = true
    traits.prices.zeroIsMissing = true
    return traits
  }
}
