extension PriceFileFormat {
  /// What WRDS gives of CRSP's daily and monthly index files (`dsi`, `msi`).
  package static let crspIndex = PriceFileFormat(
    id: "crsp-index",
    title: "CRSP market indexes",
    headerLines: [
      "caldt,vwretd,vwretx,ewretd,ewretx,sprtrn,spindx,totval,totcnt"
    ],
    notes: [
      "One index a file: `security:` beside the files names it, otherwise the file's name without `.csv` does.",
      "Returns are `vwretd`, value-weighted with dividends; `columns: {return: ewretd}` beside the format takes the "
        + "equally weighted one, `sprtrn` the S&P 500's.",
    ],
    header: .columns(["caldt", "vwretd"]),
    columns: PriceColumns(date: "caldt", returnColumn: "vwretd"),
    traits: .plain)
}
