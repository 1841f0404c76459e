import CoreTypes
import Testing

@testable import DataInput

/// Intraday files with the date in one column and the time of day in another.
@Suite struct IntradayTimeColumnTests {
  private func trial(_ text: String, hasClock: Bool = true) -> IntradayTrial {
    var trial = IntradayTrial(text)
    trial.columns = IntradayColumns(
      instant: "<DATE>", close: "<CLOSE>", security: "<TICKER>", open: "<OPEN>", volume: "<VOL>",
      time: "<TIME>")
    trial.hasClock = hasClock
    return trial
  }

  private static let header = "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<CLOSE>,<VOL>\n"

  @Test(arguments: [
    ("20220317", "160500"), ("20220317", "1605"), ("2022-03-17", "16:05:00"), ("2022-03-17", "16:05"),
    ("20220317", " 16:05:00 "), ("\"20220317\"", "\"160500\""), ("2022-03-17", "16:05:00.000"),
    ("2022-03-17", "17:05Z"), ("2022-03-17", "13:05:00-0400"), ("20220317", "160500.25"),
    ("2022-03-17", "4:05 PM"), ("2022-03-17", "04:05:00 p.m."),
  ])
  func `a date and a time are an instant`(_ date: String, _ time: String) throws {
    let text = Self.header + "S,1,\(date),\(time),96.2,96.5,7\nT,1,20220318,000000,10,11,7\n"
    let input = try trial(text).read()
    #expect(
      IntradayTrial.bars(input) == [
        "S 2022-03-17T17:05:00Z 96.2 96.5 2", "T 2022-03-18T01:00:00Z 10.0 11.0 3",
      ])
    #expect(input.diagnostics.isEmpty && input.summaries[0].rowsRefused == 0)
    // A blank in it, and the block is not one that shows its fields.
    #expect(try trial(text + " \n").bars() == IntradayTrial.bars(input))
  }

  @Test func `the time may stand before the date`() throws {
    let text =
      "<TIME>,<DATE>,<TICKER>,<OPEN>,<CLOSE>,<VOL>\n9:30,2022-03-17,S,1,2,3\n9:31,2022-03-17,S,1,2,3\n"
    #expect(
      try trial(text).bars() == ["S 2022-03-17T10:30:00Z 1.0 2.0 2", "S 2022-03-17T10:31:00Z 1.0 2.0 3"])
  }

  @Test func `local times need a zone here too`() throws {
    let rows = "S,1,20220317,160500,96.2,96.5,7\nS,1,20220317,160600,96.2,96.5,7\n"
    let input = try trial(Self.header + rows, hasClock: false).read()
    #expect(input.seriesBySource[0].isEmpty && input.diagnostics.map(\.id) == [.unknownTimeZone])
    #expect(input.summaries[0].rowsRefused == 2)
  }

  @Test func `titles above, decimal commas and dates of another form`() throws {
    let text = """
      minute bars
      <TICKER>;<DATE>;<TIME>;<OPEN>;<CLOSE>;<VOL>
      S;17/03/2022;160500;96,2;96,5;7
      S;18/03/2022;160600;96,2;97,5;7

      """
    let input = try trial(text).read()
    #expect(
      IntradayTrial.bars(input) == [
        "S 2022-03-17T17:05:00Z 96.2 96.5 3", "S 2022-03-18T17:06:00Z 96.2 97.5 4",
      ])
    #expect(
      input.diagnostics.map(\.id) == [.headerBelowOtherLines, .dateFormatDetected, .numberFormatDetected])
  }

  @Test(arguments: [
    ("20220317", "93000", 4, "expected a time such as 09:30:00 or 093000, found '93000'"),
    ("20220317", "250000", 4, "expected a time such as 09:30:00 or 093000, found '250000'"),
    ("20220317", "160560", 4, "expected a time such as 09:30:00 or 093000, found '160560'"),
    ("20220317", "9", 4, "expected a time such as 09:30:00 or 093000, found '9'"),
    ("20220317", "16:05x", 4, "expected a time such as 09:30:00 or 093000, found '16:05x'"),
    ("20220317", "", 4, "the time is missing"), ("", "160500", 3, "the date is missing"),
    ("20220230", "160500", 3, "expected a date such as 2022-03-17, found '20220230'"),
    ("2022-03-17 16:05", "160500", 3, "expected a date such as 2022-03-17, found '2022-03-17 16:05'"),
  ])
  func `what is none is told in its column`(
    _ date: String, _ time: String, _ column: Int, _ message: String
  ) throws {
    let good = "S,1,20220317,170000,1,2,3\n"
    let text = Self.header + good + "S,1,\(date),\(time),96.2,96.5,7\n"
    let input = try trial(text).read()
    #expect(IntradayTrial.bars(input) == ["S 2022-03-17T18:00:00Z 1.0 2.0 2"])
    #expect(input.diagnostics.map(\.id) == [.instantUnreadable])
    #expect(input.diagnostics[0].message == message && input.summaries[0].rowsRefused == 1)
    let place = "S,1,".count + 1 + (column == 4 ? date.count + 1 : 0)
    #expect(input.diagnostics[0].location?.column == place && input.diagnostics[0].location?.line == 3)
  }

  /// What a refused row had is no part of the next one.
  @Test func `a row without a time does not take that of the row before`() throws {
    let text = Self.header + "S,1,20220317,160500,1,2,3\nS,1,20220318,,1,2,3\nS,1,,160700,1,2,3\n"
    let input = try trial(text + "S,1,20220318,160800,1,2,3\n").read()
    #expect(
      IntradayTrial.bars(input) == ["S 2022-03-17T17:05:00Z 1.0 2.0 2", "S 2022-03-18T17:08:00Z 1.0 2.0 5"])
    #expect(input.diagnostics.map(\.message) == ["the time is missing", "the date is missing"])
  }

  @Test func `a column of times that is not there`() throws {
    let input = try trial("<TICKER>,<DATE>,<OPEN>,<CLOSE>,<VOL>\nS,20220317,1,2,3\n").read()
    #expect(input.seriesBySource[0].isEmpty && input.diagnostics.map(\.id) == [.unknownColumn])
    #expect(input.diagnostics[0].message.contains("there is no column '<TIME>'"))
  }
}
