import CoreTypes
import Foundation
import Testing

@testable import DataInput

/// Columns of log returns: what becomes of their numbers, and how one is told by its title.
@Suite struct LogReturnsTests {
  private static let numbers = [0.0123, -0.0345, 0, 1e-9, -0.8, -2.5, 0.25]

  private func trial(_ numbers: [String], title: String = "x") throws -> PriceTrial {
    let rows = numbers.enumerated().map {
      "2019-\(10 + $0.offset / 18)-\(10 + $0.offset % 18),\($0.element)\n"
    }
    .joined()
    var trial = try PriceTrial("date,\(title)\n" + rows)
    trial.columns = PriceColumns(date: "date", returnColumn: title)
    return trial
  }

  /// Below -1 too, a fall of 92 %.
  @Test func areSimpleReturnsFromWhereTheyAreRead() throws {
    var trial = try trial(Self.numbers.map { "\($0)" })
    trial.returnsIn = .log
    let read = try trial.read()
    #expect(read.diagnostics.isEmpty)
    #expect(read.seriesBySource[0][0].kind == .returns)
    #expect(read.seriesBySource[0][0].values == Self.numbers.map(expm1))
    for (value, number) in zip(read.seriesBySource[0][0].values, Self.numbers) where number > -0.5 {
      #expect(abs(log1p(value) - number) <= number.ulp)
    }
  }

  @Test func inPercent() throws {
    let numbers = ["1.23", "-3.45", "0", "-250", "25", "  0.5", "+0.5"]
    var trial = try trial(numbers)
    trial.returnsIn = .logPercent
    let read = try trial.read()
    #expect(read.diagnostics.isEmpty)
    let expected = [1.23, -3.45, 0, -250, 25, 0.5, 0.5].map { expm1($0 / 100) }
    #expect(read.seriesBySource[0][0].values == expected)
  }

  /// The words of a format that are no returns stay none, and its unit is not its own any more.
  @Test func ofAFormatWithPercents() throws {
    var trial = try PriceTrial(
      "date,code,close,pctChg\n2019-10-07,sh.600000,10,\n2019-10-08,sh.600000,11,0.0953\n")
    trial.returnsIn = .log
    let read = try trial.read()
    #expect(read.diagnostics.isEmpty)
    let values = try #require(read.seriesBySource[0].first?.values)
    #expect(abs(values[1] / values[0] - exp(0.0953)) < 1e-15)
  }

  /// e to the 6.91 is 1002.
  @Test func aGainThatIsNoneIsRefused() throws {
    for (scale, good, bad, most) in [
      (PriceSource.ReturnScale.log, "6.9", "6.91", "6.909 (a gain of 100,000 %), found '6.91'"),
      (.logPercent, "690", "691", "690.9 % (a gain of 100,000 %), found '691'"),
    ] {
      var trial = try trial([good, bad])
      trial.returnsIn = scale
      let read = try trial.read()
      #expect(read.seriesBySource[0][0].count == 1)
      #expect(read.diagnostics.map(\.id) == [.returnAboveLargest])
      #expect(read.diagnostics[0].message == "a log return cannot be above \(most)")
    }
  }

  // MARK: Titles

  @Test(arguments: [
    "log_return", "LogRet", "LOGRETURN", "log ret", "ln_ret", "lnret", "ret_ln", "Daily Log Return",
    "AAPL.log.ret",
    "logreturns", "dailyLogReturn", "log-rtn",
  ])
  func aColumnThatIsCalledLogReturns(_ title: String) throws {
    var trial = try trial(["0.01", "-0.02"], title: title)
    let read = try trial.read()
    #expect(read.seriesBySource[0][0].values == [0.01, -0.02])
    #expect(read.diagnostics.map(\.id) == [.looksLikeLogReturns])
    #expect(read.diagnostics[0].help.contains("`returns_in: log`"))
    for scale in PriceSource.ReturnScale.allCases {
      trial.returnsIn = scale
      #expect(try trial.read().diagnostics.isEmpty, "\(scale)")
    }
  }

  @Test(arguments: ["ret", "return", "catalog return", "lnr", "retail", "blog_ret", "logistics"])
  func othersAreNot(_ title: String) throws {
    #expect(try trial(["0.01", "-0.02"], title: title).read().diagnostics.isEmpty)
  }

  /// One warning that says both, not two that contradict each other.
  @Test func percentsThatAreCalledLogReturns() throws {
    let numbers = (1...28).map { "\($0 % 2 == 0 ? "-" : "")0.\($0 + 20)" }
    let read = try trial(numbers, title: "log_ret").read()
    #expect(read.diagnostics.map(\.id) == [.looksLikeLogReturns])
    #expect(read.diagnostics[0].message.hasSuffix("larger than 0.35 in size, as percents are"))
    #expect(read.diagnostics[0].help.contains("`returns_in: log-percent`"))
  }

  private static let withoutColumns: [(header: String, row: String, help: String)] = [
    ("Date,log_return", "0.01", "say `columns: {date: Date, return: log_return}` and `returns_in: log`;"),
    ("Date,ret", "0.01", "say `columns: {date: Date, return: ret}`;"),
    ("Date,Daily Return", "0.01", "say `columns: {date: Date, return: 'Daily Return'}`;"),
    (
      "Date,symbol,ret", "AAA,0.01",
      "if 'ret' holds ready-made returns, say `columns: {security: symbol, date: Date, return: ret}`;"
    ),
    ("Date,log_ret,beta", "0.01,1", "say `columns: {date: Date, return: log_ret}` and `returns_in: log`;"),
  ]

  /// No price, though it stands alone beside the dates.
  @Test(arguments: withoutColumns)
  func whatToSayWhereNoColumnsAreNamed(_ header: String, _ row: String, _ help: String) throws {
    let read = try PriceTrial("\(header)\n2019-10-07,\(row)\n2019-10-08,\(row)\n").read()
    #expect(read.seriesBySource[0].isEmpty)
    #expect(read.diagnostics.map(\.id) == [.unknownColumn] && read.diagnostics[0].severity == .error)
    #expect(read.diagnostics[0].help.contains(help), "\(read.diagnostics[0].help)")
  }

  @Test func anIndexOfTotalReturnsIsAPrice() throws {
    let read = try PriceTrial("Date,Total Return Index\n2019-10-07,100\n2019-10-08,101\n").read()
    #expect(read.seriesBySource[0][0].values == [100, 101])
  }

  /// Beside a close that nothing adjusts, as other names of returns are.
  @Test func besideAClose() throws {
    var trial = try PriceTrial("date,close,log_ret\n2019-10-07,10,\n2019-10-08,11,0.0953\n")
    let read = try trial.read()
    #expect(read.seriesBySource[0][0].values == [10, 11])
    #expect(read.diagnostics.map(\.severity) == [.warning])
    #expect(read.diagnostics[0].message.hasPrefix("is 'log_ret' the day's log return?"))
    #expect(read.diagnostics[0].help.contains("return: log_ret}`, with `returns_in: log`; if not"))
    trial.returnsFrom = .prices
    #expect(try trial.read().diagnostics.isEmpty)
  }
}
