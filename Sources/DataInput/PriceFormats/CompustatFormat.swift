extension PriceFileFormat {
  /// What WRDS gives of Compustat's daily security files.
  package static let compustat = PriceFileFormat(
    id: "compustat",
    title: "Compustat security daily (secd, g_secd)",
    headerLines: [
      "gvkey,iid,datadate,tic,cusip,conm,cshtrd,prccd,prchd,prcld,prcod,ajexdi,trfd"
    ],
    notes: [
      "`gvkey` names the security, its leading zeros with it; `columns: {security: tic}` beside "
        + "the format takes the ticker.",
      "Returns are made from the total-return price `prccd / ajexdi * trfd`; without a `trfd`, and "
        + "before a security's first one, it is `prccd / ajexdi`. A row without one after that is left out.",
      "Firms with several issues (`iid`) have several rows a day: keep the one that `prirow` names.",
    ],
    header: .columns(["gvkey", "datadate", "prccd", "ajexdi"]),
    columns: PriceColumns(
      date: "datadate", close: "prccd", divisor: "ajexdi", factor: "trfd", security: "gvkey",
      open: "prcod", high: "prchd", low: "prcld",
      volume: "cshtrd"),
    traits: compustatTraits)

  private static var compustatTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.delimiter = .tab
    traits.prices.zeroIsMissing = true
    return traits
  }
}
