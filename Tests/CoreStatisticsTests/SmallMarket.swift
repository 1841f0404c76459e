import Foundation
import TestSupport
import Testing

/// The market of the small-market fixture, as far as conditional variances need it.
struct SmallMarket {
  let dates: [String]
  /// The market's simple returns by session; NaN on the first.
  let benchmark: [Double]
  private let prices: NumberTable
  private let events: NumberTable

  init() throws {
    let factors = try NumberTable(fixture: "Oracles/small-market/factors.csv")
    dates = try factors.rows.indices.map { try factors.text($0, "date") }
    benchmark = try factors.rows.indices.map { try factors.number($0, "mkt") }
    prices = try NumberTable(fixture: "Oracles/small-market/prices.csv")
    events = try NumberTable(fixture: "Oracles/small-market/events.csv")
  }

  /// Percent returns of an event's security and of the market on [-200, -11], days without a trade left out.
  func estimationWindow(of event: String) throws -> SimulatedSeries {
    let row = try #require(try events.rows.indices.first { try events.text($0, "event_id") == event })
    let security = try events.text(row, "security")
    let dayZero = try #require(dates.firstIndex(of: String(try events.text(row, "day_zero"))))
    var closes: [String: Double] = [:]
    for row in prices.rows.indices where try prices.text(row, "security") == security {
      closes[try prices.text(row, "date")] = try prices.number(row, "close")
    }
    var response: [Double] = []
    var market: [Double] = []
    for session in (dayZero - 200)...(dayZero - 11) {
      guard let before = closes[dates[session - 1]], let close = closes[dates[session]] else { continue }
      response.append(100 * (close / before - 1))
      market.append(100 * benchmark[session])
    }
    return SimulatedSeries(number: 0, response: response, benchmark: market)
  }

  static func logarithm(_ value: Double) -> Double { Foundation.log(value) }
}
