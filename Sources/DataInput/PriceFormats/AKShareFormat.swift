extension PriceFileFormat {
  /// AKShare's daily A-share history, saved as CSV.
  package static let akshare = PriceFileFormat(
    id: "akshare",
    title: "AKShare stock_zh_a_hist",
    headerLines: [
      "日期,股票代码,开盘,收盘,最高,最低,成交量,成交额,振幅,涨跌幅,涨跌额,换手率"
    ],
    notes: [
      "`股票代码` names the security, its leading zeros with it; without the column it is the file's "
        + "name.",
      "Returns are `涨跌幅`; `returns_from: prices` makes them from `收盘`. Nothing in the file says "
        + "whether it was adjusted.",
    ],
    header: .columns(["日期", "开盘", "收盘", "涨跌幅", "换手率"]),
    columns: PriceColumns(
      date: "日期", close: "收盘", returnColumn: "涨跌幅", security: "股票代码",
      open: "开盘", high: "最高", low: "最低",
      volume: "成交量"),
    traits: akshareTraits)

  private static var akshareTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.closes = .asDownloaded
    traits.returns.divisor = 100
    traits.volumeUnit = 100
    return traits
  }
}
