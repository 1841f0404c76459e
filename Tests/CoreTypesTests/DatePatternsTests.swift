import CoreTypes
import Testing

@Suite struct DatePatternsTests {
  @Test(arguments: [
    ("07/10/2019", ["DD/MM/YYYY", "MM/DD/YYYY"]), ("25/10/2019", ["DD/MM/YYYY"]),
    ("1/16/2018", ["MM/DD/YYYY"]),
    ("07.10.2019 16:20", ["DD.MM.YYYY"]), ("10.25.2019", ["MM.DD.YYYY"]), ("2019/10/7", ["YYYY/MM/DD"]),
    ("2019-10-7", ["YYYY-MM-DD"]), ("1/2/18", ["DD/MM/YY", "MM/DD/YY"]), ("1/16/18", ["MM/DD/YY"]),
    ("18/01/16", ["DD/MM/YY", "YY/MM/DD"]), ("99/12/31", ["YY/MM/DD"]),
  ])
  func patternsThatReadADate(_ text: String, _ patterns: [String]) {
    #expect(DatePatterns.reading(text) == patterns)
  }

  /// No pattern mends them, or none is needed.
  @Test(arguments: [
    "", "soon", "2019-11-29T23:59:60Z", "2020-02-28T24:00:01", "0000-00-00", "2019-10-07", "31/31/2019",
    "1/2", "1/2/3", "1/2/19999",
  ])
  func textsThatNoPatternReads(_ text: String) { #expect(DatePatterns.reading(text).isEmpty) }
}
