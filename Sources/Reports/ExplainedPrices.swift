import CoreTypes
import EventTime

extension EventExplanation {
  /// The prices that day 0's returns are made of, with file and line.
  mutating func prices() {
    guard let trades = context.trades, let session = event.dayZero?.clock.dayZero,
      let trade = trades.trade(on: session)
    else { return }
    for (name, number) in [("price before", trade - 1), ("price day 0", trade)] where number >= 0 {
      step(name, trades.series.shown(trades.row(of: number)))
    }
    guard trade > 0 else { return }
    let interval = Int(trades.sessions[trade - 1])...session
    if let benchmark = context.benchmark {
      prices(of: benchmark, "benchmark", over: interval, trades.calendar)
    }
    for factor in context.factors {
      guard let returns = factor.returns else { continue }
      prices(of: returns, "factor", "\(factor.name)  ", over: interval, trades.calendar)
    }
  }

  /// Those of a series, or of each member of a portfolio below its share and return.
  private mutating func prices(
    of returns: BenchmarkReturns, _ name: String, _ prefix: String = "", over interval: ClosedRange<Int>,
    _ calendar: ExchangeCalendar
  ) {
    if let series = returns.series { prices(of: series, name, prefix, over: interval, calendar) }
    let total = returns.members.reduce(0) { $0 + $1.weight }
    for member in returns.members {
      let value = member.returns.over(from: interval.lowerBound, to: interval.upperBound)
      let change = value.isNaN ? "no return" : percent(value)
      let security = member.returns.series?.security.text ?? ""
      step(name, "\(prefix)\(security)  share \(percent(member.weight / total))  \(change)")
      guard let series = member.returns.series else { continue }
      prices(of: series, name, "\(prefix)\(security)  ", over: interval, calendar)
    }
  }

  private mutating func prices(
    of series: PriceSeries, _ name: String, _ prefix: String, over interval: ClosedRange<Int>,
    _ calendar: ExchangeCalendar
  ) {
    let rows = [interval.lowerBound, interval.upperBound].map { session in
      series.lastRow(notAfter: calendar.sessionDates[session])
    }
    for case let row? in rows[0] == rows[1] ? [rows[0]] : rows {
      step(name, prefix + series.shown(row))
    }
  }
}

extension PriceSeries {
  /// A row as its file has it, and what returns are made from where that is another number:
  /// `2019-09-30  32.3 (adjusted 33.11)  prices/002415.csv:307`.
  fileprivate func shown(_ row: Int) -> String {
    var price = kind == .prices ? "\(tradedClose(ofRow: row))" : "return \(values[row])"
    if !close.isEmpty, close[row] != values[row] { price += " (adjusted \(values[row]))" }
    return "\(dates[row])  \(price)  \(location(ofRow: row).text)"
  }
}
