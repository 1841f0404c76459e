extension PriceFileFormat {
  /// Tushare's `daily`, saved as CSV.
  package static let tushare = PriceFileFormat(
    id: "tushare",
    title: "Tushare daily",
    headerLines: [
      "ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount"
    ],
    notes: [
      "`ts_code` names the security, such as `000001.SZ`; a first column without a name, as pandas "
        + "saves it, does no harm.",
      "Returns are `pct_chg`, which knows dividends and splits; `returns_from: prices` makes them "
        + "from `close`.",
    ],
    header: .columns(["ts_code", "trade_date", "close", "pct_chg"]),
    columns: PriceColumns(
      date: "trade_date", close: "close", returnColumn: "pct_chg", security: "ts_code",
      open: "open", high: "high", low: "low",
      volume: "vol"),
    traits: tushareTraits)

  /// Of both layouts: the newest row first, returns in percent, volumes in lots of 100 shares.
  static var tushareTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.order = .newestFirst
    traits.returns.divisor = 100
    traits.volumeUnit = 100
    return traits
  }
}
