import CoreTypes
import TestSupport
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

  /// Across every era: the day after 28 February of 400, 300, 4 and 1, before and after the year 0.
  @Test(arguments: [
    (-2_147_483_648, -5_877_641, 6, 23), (2_147_483_647, 5_881_580, 7, 11), (-719_528, 0, 1, 1),
    (-719_469, 0, 2, 29), (-719_529, -1, 12, 31), (2_932_896, 9_999, 12, 31), (11_016, 2000, 2, 29),
    (-25_508, 1900, 3, 1),
  ])
  func componentsOfDaysFarAway(_ dayNumber: Int, _ year: Int, _ month: Int, _ day: Int) {
    let components = CalendarDate(dayNumber: Int32(dayNumber)).components
    #expect(components == (year, month, day))
  }

  @Test func textExistsForTheYearsOfFourDigits() {
    #expect(CalendarDate(dayNumber: -719_528).description == "0000-01-01")
    #expect(CalendarDate(dayNumber: -719_529).description == "00-1-12-31")
    #expect(CalendarDate(dayNumber: 2_932_896).description == "9999-12-31")
    #expect(CalendarDate(dayNumber: 2_932_897).description == "10000-01-01")
  }

  /// Written by pairs of digits side by side: the same as from the parts, on every day of eleven centuries.
  @Test func textOfEveryDay() throws {
    var day = try #require(CalendarDate(year: 1350, month: 1, day: 1))
    while day.components.year < 2450 {
      let (year, month, dayOfMonth) = day.components
      #expect(
        day.description == paddedDecimal(year, 4) + "-" + paddedDecimal(month, 2) + "-"
          + paddedDecimal(dayOfMonth, 2))
      day = day.advanced(by: 1)
    }
  }

  @Test func momentsAsTheirClocksShowThem() throws {
    let date = try #require(CalendarDate(iso: "2019-10-08"))
    func text(_ second: Int, _ offset: Int?) -> String {
      ISOMoment(date: date, secondOfDay: second, offset: offset).description
    }
    #expect(text(86_399, nil) == "2019-10-08T23:59:59Z")
    #expect(text(0, 0) == "2019-10-08T00:00:00+00:00")
    #expect(text(43_201, -16_200) == "2019-10-08T12:00:01-04:30")
    #expect(text(600, -17_762) == "2019-10-08T00:10:00-04:56:02")
    for second in 0..<86_400 {
      let clock = [second / 3_600, second / 60 % 60, second % 60].map { paddedDecimal($0, 2) }.joined(
        separator: ":")
      #expect(text(second, nil) == "2019-10-08T\(clock)Z")
    }
    let far = ISOMoment(date: CalendarDate(dayNumber: 2_932_897), secondOfDay: 60, offset: 3_600)
    #expect(far.description == "10000-01-01T00:01:00+01:00")
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

  /// A date in the month of the one before needs only its day: the same text, whatever was written before.
  @Test func textOfDatesInTheWrittenMonth() {
    var generator = SeededGenerator(seed: 11)
    var day: Int32 = 0
    for _ in 0..<200 {
      var month = WrittenMonth()
      day = Int32.random(in: -800_000..<3_000_000, using: &generator)
      for _ in 0..<60 {
        var bytes = [UInt8](repeating: 0, count: CalendarDate.isoLength)
        let date = CalendarDate(dayNumber: day)
        let isWritten = bytes.withUnsafeMutableBytes { text in
          text.baseAddress.map { month.write(date, to: $0) } ?? false
        }
        #expect(isWritten == (0...9_999).contains(date.components.year))
        if isWritten { #expect(String(decoding: bytes, as: UTF8.self) == date.description) }
        day += Int32.random(in: -10...25, using: &generator)
      }
    }
  }
}
