import CoreTypes
import Testing

@testable import StudyRun

@Suite struct SparsePricesTests {
  private func message(_ days: [Int]) -> String? {
    let start = CalendarDate(year: 2019, month: 1, day: 7)?.dayNumber ?? 0
    let dates = days.map { CalendarDate(dayNumber: start + Int32($0)) }
    let series = PriceSeries(
      security: SecurityID("A"), kind: .prices, dates: dates, values: days.map { 50 + Double($0 % 7) },
      lines: days.indices.map { UInt32($0 + 2) }, files: ["a.csv"])
    return SparsePrices.diagnostic(of: series)?.message
  }

  @Test func aBeatIsNamed() {
    #expect(
      message((0..<40).map { $0 * 7 })?.hasPrefix("the prices of 'A' are one a week, from 2019-01-07") == true
    )
    // Fridays with some Thursdays before holidays, and a week without any.
    #expect(
      message((0..<40).filter { $0 != 20 }.map { $0 * 7 - ($0 % 9 == 0 ? 1 : 0) })?.contains("a week") == true
    )
    #expect(message((0..<40).map { $0 * 61 / 2 })?.contains("a month") == true)
    #expect(message((0..<14).map { $0 * 91 })?.contains("a quarter") == true)
  }

  @Test func dailyAndSeldomTradedPricesHaveNone() {
    #expect(message((0..<300).filter { $0 % 7 < 5 }) == nil)
    #expect(message((0..<40).map { $0 * 7 + ($0 * $0 * 5) % 6 }) == nil)
    #expect(message((0..<12).map { $0 * 7 }) == nil)
    #expect(message([0, 400]) == nil)
    #expect(message([]) == nil)
  }
}
