import CoreTypes
import Testing

@testable import DataInput

@Suite struct DateScanTests {
  @Test func everyDayInEveryForm() throws {
    var iso = DateScan(format: nil)
    var german = DateScan(format: DateFormat("DD.MM.YYYY"))
    var american = DateScan(format: DateFormat("MM/DD/YYYY"))
    var short = DateScan(format: DateFormat("D/M/YYYY"))
    var day = try #require(CalendarDate(year: 1895, month: 12, day: 1))
    let end = try #require(CalendarDate(year: 2105, month: 3, day: 1))
    while day < end {
      let text = day.description
      let (year, month, number) = day.components
      let (mm, dd) = (text.dropFirst(5).prefix(2), text.suffix(2))
      #expect(iso.date(text) == day)
      #expect(iso.date("\(year)\(mm)\(dd)") == day)
      #expect(iso.date(text + " 00:00:00-05:00") == day)
      #expect(german.date("\(dd).\(mm).\(year)") == day)
      #expect(american.date("\(month)/\(number)/\(year)") == day)
      #expect(short.date("\(number)/\(month)/\(year)") == day)
      day = day.advanced(by: 1)
    }
  }

  @Test(arguments: [
    ("YYMMDD", "180102", "2018-01-02"), ("YYMMDD", "690102", "1969-01-02"),
    ("YYMMDD", "681231", "2068-12-31"),
    ("DD/MM/YY", "2/1/18", "2018-01-02"), ("MMMM DD, YYYY", "January 02, 2018", "2018-01-02"),
    ("DD-MMMM-YYYY", "2-may-2018", "2018-05-02"), ("YYYY年MM月DD日", "2018年1月02日", "2018-01-02"),
    ("MM/DD/YYYY", "1/2/2018 4:00:00 PM", "2018-01-02"), ("MM/DD/YYYY", "1/2/2018 12:00am", "2018-01-02"),
  ])
  func otherForms(_ pattern: String, _ text: String, _ date: String) {
    var scan = DateScan(format: DateFormat(pattern))
    #expect(scan.date(text)?.description == date && scan.date(text)?.description == date)
  }

  /// A zero that a spreadsheet took away, letters behind a time, a name that is none.
  @Test(arguments: [
    ("YYMMDD", "80102"), ("YYYYMMDD", "2018012"), ("MM/DD/YYYY", "1/2/2018 4:00:00 P"),
    ("MM/DD/YYYY", "1/2/2018 4:00:00 PMx"), ("MM/DD/YYYY", "1/2/2018 4:00:00 AP"),
    ("MMMM DD, YYYY", "Jan 02, 2018"), ("DD/MM/YY", "02/01/2018"), ("YYYY年MM月DD日", "2018年1月02"),
  ])
  func notOfTheForm(_ pattern: String, _ text: String) {
    var scan = DateScan(format: DateFormat(pattern))
    #expect(DateFormat(pattern) != nil && scan.date(text) == nil)
  }

  /// The month of the row before is remembered; it must not let impossible days through.
  @Test(arguments: [
    "2019-02-29", "2019-02-00", "2019-02-3x", "2019-02-99", "2019-13-01", "2019-00-10", "2019-2-1",
    "2019/02/01",
    "20190229", "201902011", "2019-02-011", "2019-02-01x", "2019-02-01 x", "", "x", "1900-02-29",
    "0000-01-01",
    "2019-02-01T",
  ])
  func whatIsNoDateIsRefused(_ text: String) {
    var scan = DateScan(format: nil)
    #expect(scan.date(text) == nil)
    #expect(scan.date("2019-02-28") != nil)
    #expect(scan.date(text) == nil)
  }

  /// Whatever month was remembered before, a date reads as it does on its own.
  @Test func rememberedMonthsChangeNothing() {
    let texts = [
      "2019-02-28", "2019-02-27 00:00:00-05:00", "2019-02-27T16:00Z", "20190301", "2019-03-02", "20190331",
      "20190332",
      "201903311", "2019-03-31 x", " 2019-03-30", "2019-03-30 ", "2019-04-31", "2019-0303", "2019030-1",
      "19-03-31",
    ]
    let american = [
      "02/28/2019", "02/01/2019", "2/28/2019", "02/30/2019", "02/28/2020", "12/02/2019", "02/28/2019 16:00",
    ]
    let named = ["02JAN2018", "03JAN2018", "03jan2018", "32JAN2018", "03FEB2018", "3JAN2018"]
    // More bytes than two words hold: those of the month stand between them.
    let wide = ["2018年01月16日", "2018年02月14日", "2018年11月16日", "2019年01月16日", "2018年1月5日", "2018年02月30日"]
    let spaced = ["02  /  01  /  2018", "02  /  03  /  2018", "03  /  11  /  2018"]
    let patterns = [
      (nil, texts), ("MM/DD/YYYY", american), ("DDMMMYYYY", named), ("YYYY年MM月DD日", wide),
      ("YYYY년 MM월 DD일", wide.map { Self.korean($0) }), ("DD  /  MM  /  YYYY", spaced),
    ]
    for (pattern, texts) in patterns {
      let format = pattern.flatMap { DateFormat($0) }
      for first in texts {
        for second in texts {
          var (alone, after) = (DateScan(format: format), DateScan(format: format))
          _ = after.date(first)
          #expect(after.date(second) == alone.date(second), "\(second) after \(first)")
        }
      }
    }
  }

  private static func korean(_ text: String) -> String {
    text.replacing("年", with: "년 ").replacing("月", with: "월 ").replacing("日", with: "일")
  }

  @Test func formatsThatDoNotNameADay() {
    for pattern in ["", "YYYY-MM", "DD.MM", "DD.MM.YYYY YYYY", "dd.mm.yyyy", "YYY-MM-DD", "YY-YYYY-MM-DD"] {
      #expect(DateFormat(pattern) == nil)
    }
  }

  @Test func announcementsBecomeISO() throws {
    let format = try #require(DateFormat("DD.MM.YYYY"))
    #expect(DateScan.isoText("07.10.2019", format: format) == "2019-10-07")
    #expect(DateScan.isoText("7.10.2019 16:20:00", format: format) == "2019-10-07T16:20:00")
    #expect(DateScan.isoText("07.10.2019T16:20-04:00", format: format) == "2019-10-07T16:20-04:00")
    #expect(DateScan.isoText("2019-10-07", format: format) == nil)
  }
}
