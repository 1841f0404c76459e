import Testing

@testable import DataInput

/// Intraday files whose header is more than their first line.
@Suite struct IntradayHeaderTests {
  private static let rows = """
    2022-03-17 20:05:00+00:00,96.5,96.7,96,96.2,100
    2022-03-17 20:06:00+00:00,97.5,97.5,97.1,97.2,0

    """
  private static let bars = ["S 2022-03-17T20:05:00Z 96.2 96.5 4", "S 2022-03-17T20:06:00Z 97.2 97.5 5"]
  private static let names = "Price,Close,High,Low,Open,Volume\n"
  private static let tickers = "Ticker,S,S,S,S,S\n"

  @Test(arguments: ["Datetime", "Price", "datetime", "Ticker"], [names + tickers, tickers + names])
  func `three header lines of yfinance`(_ instant: String, _ lines: String) throws {
    var trial = IntradayTrial(lines + "Datetime,,,,,\n" + Self.rows)
    trial.columns.instant = instant
    trial.name = "minutes.csv"
    let input = try trial.read()
    #expect(IntradayTrial.bars(input) == Self.bars && input.diagnostics.isEmpty)
    #expect(input.summaries[0].rowsRead == 2 && input.summaries[0].rowsRefused == 0)
  }

  /// As older versions write them.
  @Test func `three header lines without names before them`() throws {
    let trial = IntradayTrial(",Close,High,Low,Open,Volume\n,S,S,S,S,S\nDatetime,,,,,\n" + Self.rows)
    let input = try trial.read()
    #expect(IntradayTrial.bars(input) == Self.bars && input.diagnostics.isEmpty)
  }

  @Test func `what the study calls the security goes before what the file says`() throws {
    var trial = IntradayTrial(
      Self.names + "Ticker,GME,GME,GME,GME,GME\nDatetime,,,,,\n" + Self.rows)
    trial.security = "S"
    #expect(try trial.bars() == Self.bars)
    trial.security = nil
    #expect(try trial.read().securitiesByFile[0].securities.map(\.text) == ["GME"])
  }

  @Test func `of several securities in three header lines the study says which`() throws {
    var trial = IntradayTrial(
      """
      Price,Close,Close,Open,Open
      Ticker,S,T,S,T
      Datetime,,,,
      2022-03-17 20:05:00+00:00,96.5,10.5,96.2,10.2

      """)
    trial.columns = IntradayColumns(instant: "Datetime", close: "Close", open: "Open")
    trial.security = "T"
    let input = try trial.read()
    #expect(IntradayTrial.bars(input) == ["T 2022-03-17T20:05:00Z 10.2 10.5 4"])
    #expect(input.diagnostics.isEmpty)
    for other in [nil, "U"] {
      trial.security = other
      let refused = try trial.read()
      #expect(refused.seriesBySource[0].isEmpty && refused.diagnostics.map(\.id) == [.unknownColumn])
      #expect(
        refused.diagnostics[0].message == "the file has bars of S, T, so that no row of it can be used")
      #expect(refused.diagnostics[0].help.contains("`security: S` in the entry of `intraday`"))
    }
  }

  @Test func `a column that three header lines lack is told with those they have`() throws {
    var trial = IntradayTrial(Self.names + Self.tickers + "Datetime,,,,,\n" + Self.rows)
    trial.columns = IntradayColumns(instant: "t", close: "Close")
    let input = try trial.read()
    #expect(input.seriesBySource[0].isEmpty && input.diagnostics.map(\.id) == [.unknownColumn])
    #expect(input.diagnostics[0].help.contains("Datetime, Close, High, Low, Open, Volume"))
  }

  @Test(arguments: [
    "Exported by X\nS minute bars\n\n", "\"Bars, of a minute\"\nsource,X\nfrom,2022-03-17\n",
    "sep=,\nminute bars\n\n",
  ])
  func `titles above the header`(_ titles: String) throws {
    let trial = IntradayTrial(titles + "Datetime,Close,High,Low,Open,Volume\n" + Self.rows)
    let input = try trial.read()
    #expect(IntradayTrial.bars(input).map { $0.dropLast(2) } == Self.bars.map { $0.dropLast(2) })
    #expect(input.diagnostics.map(\.id) == [.headerBelowOtherLines])
    #expect(input.diagnostics[0].location?.line == 4 && input.summaries[0].rowsRead == 2)
  }

  @Test func `a header that is nowhere is told at the first line`() throws {
    let input = try IntradayTrial("S minute bars\nt,Close\n2022-03-17 20:05:00+00:00,96.5\n").read()
    #expect(input.diagnostics.map(\.id).contains(.unknownColumn))
    #expect(input.diagnostics[0].message.contains("there is no column 'Datetime'"))
    #expect(input.diagnostics[0].location?.line == 1)
  }
}
