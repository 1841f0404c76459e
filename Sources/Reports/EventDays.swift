import CoreTypes
import EventTime
import ExpectedReturns

/// The numbers that an event's models are made of, day by day: the table that `explain --format csv` prints. Least squares on its
/// usable returns gives the coefficients of `models.csv` again.
package struct EventDays: Sendable {
  /// The header line; each factor of the study follows, by its name.
  package static let columns = [
    "event_id", "security", "benchmark", "day", "session", "window", "usable", "span", "close",
    "adjusted_close",
    "price_file", "price_line", "return", "benchmark_value", "benchmark_file", "benchmark_line",
    "benchmark_return",
  ]

  let event: AlignedEvent
  let sample: EstimationSample
  let trades: TradedSeries
  /// nil without one.
  let benchmark: BenchmarkReturns?
  /// The columns behind the others.
  let factors: [String]

  package init(
    _ event: AlignedEvent, sample: EstimationSample, trades: TradedSeries, benchmark: BenchmarkReturns?,
    factors: [String]
  ) {
    self.event = event
    self.sample = sample
    self.trades = trades
    self.benchmark = benchmark
    self.factors = factors
  }

  /// The days that are known, and the one before, on whose price the first return stands. An estimation window after the event ends
  /// with its last return.
  var days: ClosedRange<Int> {
    let (axis, returns) = (sample.returns.axis, sample.returns.returns)
    let before = axis.first - 1
    let lastReturn = axis.days.last { returns[sample.returns.position(of: $0)].isFinite } ?? before
    return before...max(lastReturn, min(axis.last, event.lastKnownDay), before)
  }

  /// The window that the day belongs to; empty between the two. An estimation window before and after the event reaches over it.
  func window(of day: Int) -> String {
    if sample.eventWindow.contains(day) { return "event" }
    return sample.estimationWindow.contains(day) ? "estimation" : ""
  }

  /// Whether models may be estimated on the day's return; nil outside the estimation window.
  func isUsable(on day: Int) -> Bool? {
    guard window(of: day) == "estimation" else { return nil }
    let position = sample.returns.position(of: day)
    return sample.isUsable[day - sample.estimationWindow.first] && sample.returns.returns[position].isFinite
      && (benchmark == nil || sample.returns.benchmark[position].isFinite)
  }
}

extension AlignedEvent {
  /// The row of the security's price, or ready-made return, of an event day; nil where it did not trade.
  func priceRow(on day: Int, in trades: TradedSeries) -> Int? {
    dayZero?.clock.session(of: day).flatMap(trades.trade(on:)).map(trades.row(of:))
  }

  /// The row of a benchmark's last value up to the end of an event day; nil without one.
  func lastRow(on day: Int, in series: PriceSeries) -> Int? {
    date(of: day).flatMap(series.lastRow(notAfter:))
  }
}

extension CSVText {
  /// The rows of one event.
  package mutating func append(_ days: EventDays) {
    for day in days.days { append(day, of: days) }
  }

  private mutating func append(_ day: Int, of days: EventDays) {
    let returns = days.sample.returns
    let position = returns.axis.contains(day) ? returns.position(of: day) : nil
    field(days.event.id.text)
    field(days.event.security.text)
    field(days.event.benchmark?.text)
    field(day)
    field(days.event.date(of: day))
    field(days.window(of: day))
    field(days.isUsable(on: day).map { "\($0)" })
    field(position.flatMap { returns.spans[$0] > 0 ? Int(returns.spans[$0]) : nil })
    price(days.event.priceRow(on: day, in: days.trades), of: days.trades.series)
    field(position.map { returns.returns[$0] })
    let series = days.benchmark?.series
    let row = series.flatMap { days.event.lastRow(on: day, in: $0) }
    field(series.flatMap { series in row.flatMap { series.kind == .prices ? series.values[$0] : nil } })
    location(row, in: series)
    field(position.map { returns.benchmark[$0] })
    for factor in days.factors.map({ returns.factors[$0] }) {
      field(position.flatMap { position in factor.map { $0[position] } })
    }
    endRow()
  }

  /// The close as traded, and the adjusted one where there is one beside it; of ready-made returns only where they stand.
  private mutating func price(_ row: Int?, of series: PriceSeries) {
    let hasPrices = series.kind == .prices
    field(row.flatMap { hasPrices ? series.tradedClose(ofRow: $0) : nil })
    field(row.flatMap { hasPrices && !series.close.isEmpty ? series.values[$0] : nil })
    location(row, in: series)
  }

  private mutating func location(_ row: Int?, in series: PriceSeries?) {
    let place = row.flatMap { row in series?.location(ofRow: row) }
    field(place?.file)
    field(place?.line)
  }
}
