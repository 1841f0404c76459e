import Testing

@testable import DataInput

/// Intraday files whose numbers and dates nobody described.
@Suite struct IntradayLayoutTests {
  @Test(arguments: [("96,5", "96,2"), ("1.096,5", "1.096,2"), ("1 096,50", "1 096,20")])
  func `decimal commas behind semicolons`(_ close: String, _ open: String) throws {
    var trial = IntradayTrial(
      "Datetime;Open;Close\n2022-03-17T20:05:00Z;\(open);\(close)\n2022-03-17T20:06:00Z;97;98\n")
    trial.columns = IntradayColumns(instant: "Datetime", close: "Close", open: "Open")
    let input = try trial.read()
    let thousand = close.hasPrefix("1") ? "10" : ""
    #expect(
      IntradayTrial.bars(input) == [
        "S 2022-03-17T20:05:00Z \(thousand)96.2 \(thousand)96.5 2", "S 2022-03-17T20:06:00Z 97.0 98.0 3",
      ])
    #expect(input.diagnostics.map(\.id) == [.numberFormatDetected])
    #expect(input.diagnostics[0].help == "`decimal: \",\"` in the entry of `intraday` says so for good")
    trial.layout.decimalComma = true
    #expect(IntradayTrial.bars(try trial.read()) == IntradayTrial.bars(input))
  }

  /// `96,500` may be either: the row is refused as in a price file.
  @Test func `a comma that nothing tells apart stays a fault`() throws {
    var trial = IntradayTrial("Datetime;Close\n2022-03-17T20:05:00Z;96,500\n")
    trial.columns = IntradayColumns(instant: "Datetime", close: "Close")
    let input = try trial.read()
    #expect(input.seriesBySource[0].isEmpty && input.diagnostics.map(\.id) == [.priceNotANumber])
    #expect(input.diagnostics[0].help.contains("in the entry of `intraday`"))
  }

  @Test func `dates that only one order fits, before their times`() throws {
    var trial = IntradayTrial("Datetime,Close\n17.03.2022 20:05:00Z,96.5\n18.03.2022 08:00Z,97.5\n")
    trial.columns = IntradayColumns(instant: "Datetime", close: "Close")
    let input = try trial.read()
    #expect(
      IntradayTrial.bars(input) == ["S 2022-03-17T20:05:00Z nan 96.5 2", "S 2022-03-18T08:00:00Z nan 97.5 3"])
    #expect(input.diagnostics.map(\.id) == [.dateFormatDetected])
    #expect(
      input.diagnostics[0].help == "`date_format: DD.MM.YYYY` in the entry of `intraday` says so for good")
    let open = IntradayTrial("Datetime,Close\n03/04/2022 20:05:00Z,96.5\n")
    #expect(try open.read().diagnostics.map(\.id).contains(.dateUnreadable))
  }

  @Test func `rows that all end with a delimiter`() throws {
    var trial = IntradayTrial("Datetime,Close\n2022-03-17T20:05:00Z,96.5,\n2022-03-17T20:06:00Z,97.5,\n")
    trial.columns = IntradayColumns(instant: "Datetime", close: "Close")
    let input = try trial.read()
    #expect(IntradayTrial.bars(input).count == 2 && input.diagnostics.isEmpty)
  }
}
