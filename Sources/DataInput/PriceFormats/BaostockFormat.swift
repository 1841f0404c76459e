extension PriceFileFormat {
  /// baostock's daily history, saved as CSV.
  package static let baostock = PriceFileFormat(
    id: "baostock",
    title: "baostock query_history_k_data_plus",
    headerLines: [
      "date,code,open,high,low,close,preclose,volume,amount,adjustflag,turn,tradestatus,pctChg,isST"
    ],
    notes: [
      "`code` names the security, such as `sz.002415`.",
      "Returns are `pctChg`, which knows dividends and splits; `returns_from: prices` makes them "
        + "from `close`, which is adjusted as `adjustflag` says.",
      "Some of the columns may be missing; `date`, `code`, `close` and `pctChg` are needed.",
    ],
    header: .columns(["date", "code", "close", "pctChg"]),
    columns: PriceColumns(
      date: "date", close: "close", returnColumn: "pctChg", security: "code",
      open: "open", high: "high", low: "low",
      volume: "volume", status: "tradestatus"),
    traits: baostockTraits)

  private static var baostockTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.closes = .asDownloaded
    traits.returns.divisor = 100
    traits.suspendedDays = .status
    return traits
  }
}
