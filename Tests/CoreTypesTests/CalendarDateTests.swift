import CoreTypes
import Testing

@Suite struct CalendarDateTests {
  @Test func everyDayOfFourCenturiesRoundTrips() throws {
    var day = try #require(CalendarDate(year: 1800, month: 1, day: 1))
    let end = try #require(CalendarDate(year: 2200, month: 12, day: 31))
    while day < end {
      let (year, month, dayOfMonth) = day.components
      #expect(CalendarDate(year: year, month: month, day: dayOfMonth) == day)
      day = day.advanced(by: 1)
    }
  }

  @Test func knownDays() throws {
    let monday = try #require(CalendarDate(iso: "2019-10-07"))
    #expect(monday.dayNumber == 18_176)
    #expect(monday.weekday == 1)
    #expect(monday.description == "2019-10-07")
    #expect(CalendarDate(iso: "1969-12-31")?.dayNumber == -1)
  }

  @Test(arguments: ["2019-02-29", "2019-13-01", "2019-1-01", "20191007", "0000-01-01", "2019-10-0x"])
  func impossibleDaysAreRefused(_ text: String) {
    #expect(CalendarDate(iso: text) == nil)
  }
}
