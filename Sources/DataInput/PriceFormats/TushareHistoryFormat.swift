extension PriceFileFormat {
  /// Tushare's old `get_hist_data`, saved as CSV.
  package static let tushareHistory = PriceFileFormat(
    id: "tushare-history",
    title: "Tushare get_hist_data, one security a file",
    headerLines: [
      "date,open,high,close,low,volume,price_change,p_change,ma5,ma10,ma20,v_ma5,v_ma10,v_ma20,turnover"
    ],
    notes: [
      "One security a file; its id is the file's name without `.csv`.",
      "Returns are `p_change`, which knows dividends and splits; `returns_from: prices` makes them "
        + "from `close`.",
    ],
    header: .columns(["date", "close", "p_change"]),
    columns: PriceColumns(
      date: "date", close: "close", returnColumn: "p_change", security: "code",
      open: "open", high: "high", low: "low",
      volume: "volume"),
    traits: tushareTraits)
}
