import CoreTypes
import Testing

/// Moments as people write them.
@Suite struct DateTimeTextTests {
  @Test(
    arguments: [
      ("2019-10-07", "2019-10-07", nil, nil), ("20191007", "2019-10-07", nil, nil),
      ("2019-10-07T16:20", "2019-10-07", 58_800, nil), ("2019-10-07 16:20:30.5", "2019-10-07", 58_830, nil),
      ("2019-10-07T16:20:00-04:00", "2019-10-07", 58_800, -14_400),
      ("20191007T162030Z", "2019-10-07", 58_830, 0), ("20191007T1620-0400", "2019-10-07", 58_800, -14_400),
      ("20191007T1620", "2019-10-07", 58_800, nil), ("20191007T16:20", "2019-10-07", 58_800, nil),
      ("2019-10-07T16:20\u{2212}04:00", "2019-10-07", 58_800, -14_400),
      ("2019-12-31T24:00Z", "2020-01-01", 0, 0), ("2019-12-31T24:00:00", "2020-01-01", 0, nil),
    ] as [(String, String, Int?, Int?)])
  func isRead(_ text: String, _ date: String, _ second: Int?, _ offset: Int?) throws {
    let read = try #require(DateTimeText(text))
    #expect(read.date.description == date && read.secondOfDay == second && read.offset == offset)
  }

  @Test(arguments: [
    "2019-10-07T1620", "2019-10-07T24:01", "2019-10-07T24:00:01", "2019-10-07T25:00", "20191007T16",
    "20191007T16203", "20191007T162061", "2019-10-07T16:20\u{2212}", "2019-10-07T16:20\u{2013}04:00",
    "20191307T1620", "2019-10-07T8", "2019-10-07 8:0", "20191007T820", "2019-10-07 :20", "2019-10-07 8:00 PM",
  ])
  func isNothingOfTheKind(_ text: String) { #expect(DateTimeText(text) == nil) }

  @Test func anHourBeforeTenMayHaveOneDigit() throws {
    #expect(DateTimeText("2020-03-04 8:00") == DateTimeText("2020-03-04T08:00"))
    #expect(DateTimeText("2020-03-04T0:00:30-05:00") == DateTimeText("2020-03-04T00:00:30-05:00"))
  }
}
