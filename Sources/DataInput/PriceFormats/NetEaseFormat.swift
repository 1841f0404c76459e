extension PriceFileFormat {
  /// The files that quotes.money.163.com gave, in GBK.
  package static let netease = PriceFileFormat(
    id: "netease",
    title: "NetEase (163.com) quotes",
    headerLines: [
      "日期,股票代码,名称,收盘价,最高价,最低价,开盘价,前收盘,涨跌额,涨跌幅,换手率,成交量,成交金额,总市值,流通市值"
    ],
    notes: [
      "`股票代码` names the security without the apostrophe before it.",
      "Returns are `涨跌幅`; `returns_from: prices` makes them from `收盘价`.",
      "`None` is a missing value.",
    ],
    header: .columns(["日期", "股票代码", "收盘价", "涨跌幅"]),
    columns: PriceColumns(
      date: "日期", close: "收盘价", returnColumn: "涨跌幅", security: "股票代码",
      open: "开盘价", high: "最高价", low: "最低价",
      volume: "成交量"),
    traits: neteaseTraits)

  private static var neteaseTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.encoding = .gb18030
    traits.order = .newestFirst
    traits.prices.zeroIsMissing = true
    traits.returns.divisor = 100
    traits.securityPrefix = UInt8(ascii: "'")
    traits.suspendedDays = .zeroPrice
    return traits
  }
}
