import CoreTypes
import Testing

@Suite struct DateMistakeTests {
  @Test(arguments: [
    ("44896", "spreadsheet"), ("44896.0", "spreadsheet"), ("20221201.0", "write 20221201"),
    ("20240230", "no such day"),
    ("2024-02-30", "no such day"), ("2024-02-30T16:20", "no such day"), ("2024-13-01", "no such day"),
    ("0000-00-00", "no such day"), ("2019-11-29T23:59:60Z", "no time of day"),
    ("2019-11-29T23:59-25:00", "no offset"), ("2020-02-28T24:00:01", "no time of day"),
    ("1669852800", "seconds since 1970"), ("1669852800000", "milliseconds since 1970"),
  ])
  func usualFaultsAreKnown(_ text: String, _ words: String) {
    #expect(DateMistake.help(for: text)?.contains(words) == true)
  }

  @Test(arguments: [
    "", "soon", "2024-02-29", "1/2/2024", "70000", "123", "2024-2-3", "24-02-30", "01312024", "20240229",
    "2024-02-29T16:20",
  ])
  func othersAreNot(_ text: String) { #expect(DateMistake.help(for: text) == nil) }
}
