import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Which columns of a price file are used, and what is said where others may be meant.
@Suite struct PriceColumnsTests {
  // MARK: returns_from
  private static let asking:
    [(format: String?, text: String, returnsFrom: PriceSource.ReturnsFrom, message: String)] = [
      ("crsp-dsf", "PERMNO,date,PRC,RETT\n1,20191007,10,0.1\n", PriceSource.ReturnsFrom.column, "'RET'"),
      (nil, "Date,Close,ret\n2019-10-07,10,0.1\n", .column, "no column of them is known"),
      ("datastream", "Name,FIRM A\nCode,AAA(P)\n2019-10-07,10\n", .column, "no column of them is known"),
      ("crsp-index", "caldt,vwretd\n20191007,0.1\n", .prices, "no column of them is known"),
      ("crsp-dsf", "PERMNO,date,RET\n1,20191007,0.1\n", .prices, "no column of them is known"),
    ]

  @Test(arguments: asking)
  func whatReturnsAreMadeFromMustBeThere(
    _ format: String?, _ text: String, _ returnsFrom: PriceSource.ReturnsFrom, _ message: String
  ) throws {
    var trial = try PriceTrial(text)
    trial.format = format
    trial.returnsFrom = returnsFrom
    let input = try trial.read()
    #expect(input.seriesBySource[0].isEmpty)
    #expect(input.diagnostics.map(\.id) == [.unknownColumn] && input.diagnostics[0].severity == .error)
    #expect(input.diagnostics[0].message.contains(message))
  }

  @Test func aStudyThatNamesItsColumnsChoosesToo() throws {
    var trial = try PriceTrial("Day,Px,R\n2019-10-07,10,0\n2019-10-08,5,0.1\n")
    trial.columns = PriceColumns(date: "Day", close: "Px", returnColumn: "R")
    trial.returnsFrom = .prices
    #expect(try trial.read().seriesBySource[0].first?.values == [10, 5])
    trial.returnsFrom = .column
    #expect(try trial.read().seriesBySource[0].first?.values == [10, 11])
  }

  /// Nothing needs the price's change, which is not in every such file; a change alone is no return.
  @Test func tushareHistoryNeedsNoChangeOfThePrice() throws {
    let read = try PriceTrial("date,close,p_change\n2019-10-08,11,10\n2019-10-07,10,1\n").read()
    #expect(read.summaries[0].format == "tushare-history" && read.diagnostics.isEmpty)
    #expect(
      try PriceTrial("date,close,change\n2019-10-08,11,1\n2019-10-07,10,1\n").read().diagnostics.isEmpty)
  }

  // MARK: Names that are nearly right

  @Test(arguments: [
    ("gvkey,iid,datadate,prccd,ajexdi,trdf\nA,01,2019-10-07,10,1,1\n", "is 'trdf' the return factor 'trfd'?"),
    (
      "gvkey,datadate,prccd,ajexdi,trfd (USD)\nA,2019-10-07,10,1,1\n",
      "is 'trfd (USD)' the return factor 'trfd'?"
    ),
    ("PERMNO,date,PRC,VOL,RETX\n1,20191007,10,5,C\n", "is 'RETX' the return 'RET'?"),
    ("permno,dlycaldt,dlyrets,dlyprc\n1,20191007,,10\n", "is 'dlyrets' the return 'DlyRet'?"),
    ("Price,Adj Closes,Close\nTicker,A,A\nDate,,\n2019-10-07,9,10\n", "is 'Adj Closes' the adjusted close?"),
    (
      "date,close,Adjusted Closing Price\n2019-10-07,10,9\n",
      "is 'Adjusted Closing Price' the adjusted close?"
    ),
    ("date,close,adj\n2019-10-07,10,9\n", "is 'adj' the adjusted close?"),
    (
      "date,code,close,volume,pct_Chg\n2019-10-07,A,10,5,1\n",
      "is 'pct_Chg' the return 'pctChg' of format baostock?"
    ),
    ("date,close,pct_chg\n2019-10-07,10,1\n", "is 'pct_chg' the day's return? Returns are made from 'close'"),
    ("date,close,change_pct\n2019-10-07,10,1\n", "is 'change_pct' the day's return?"),
    ("date,close,pchange\n2019-10-07,10,1\n", "is 'pchange' the day's return?"),
    (
      "date,close,volume,price_change,p_chnage\n2019-10-07,10,5,0,1\n",
      "is 'p_chnage' the return 'p_change' of format tushare-history?"
    ),
  ])
  func aSlipOfTheFingerIsTold(_ text: String, _ message: String) throws {
    var trial = try PriceTrial(text)
    let input = try trial.read()
    #expect(input.seriesBySource[0].count == 1)
    #expect(input.diagnostics.map(\.id) == [.unknownColumn] && input.diagnostics[0].severity == .warning)
    #expect(input.diagnostics[0].message.hasPrefix(message))
    guard !message.contains("factor") else { return }
    trial.returnsFrom = message.contains("return") ? .prices : nil
    trial.basis = .close
    #expect(try trial.read().diagnostics.isEmpty)
  }

  @Test func delistingReturnsAreNotReadFromPrices() throws {
    let read = try PriceTrial("PERMNO,date,PRC,RET,DLRET\n1,20191007,10,0.1,\n1,20191008,,,-0.5\n").read()
    #expect(read.diagnostics.map(\.id) == [.unknownColumn, .priceMissing])
    #expect(read.diagnostics[0].help.contains("`delisting_return`"))
  }

  @Test func whatTheHelpSaysIsUnderstood() throws {
    var trial = try PriceTrial("date,code,close,pct_Chg\n2019-10-07,A,10,1\n2019-10-08,A,10,2\n")
    trial.format = "baostock"
    trial.columns = PriceColumns(date: "", returnColumn: "pct_Chg")
    let input = try trial.read()
    #expect(input.diagnostics.isEmpty)
    #expect(input.seriesBySource[0].first?.values == [10, 10.2])
  }

  // MARK: Columns that stand twice

  @Test(arguments: [
    "Price,Close,Close\nTicker,A,A\nDate,,\n2019-10-07,10,11\n",
    "Name,FIRM A,FIRM A\nCode,A(P),A(P)\n2019-10-07,10,11\n",
    "Price,Close,Close,Close\nTicker,A,A,B\nDate,,,\n2019-10-07,10,11,12\n",
    "A US Equity,,A US Equity,\nDate,PX_LAST,Date,PX_LAST\n2019-10-07,10,2019-10-08,11\n",
    "date,close,Close\n2019-10-07,10,11\n",
  ])
  func theFirstOfTwoIsUsed(_ text: String) throws {
    let input = try PriceTrial(text).read()
    let series = try #require(input.seriesBySource[0].first)
    #expect(series.values == [10] && series.dates.map(\.description) == ["2019-10-07"])
    #expect(input.diagnostics.map(\.id) == [.columnDuplicated])
  }

  @Test func aStudyThatSpellsTheNameMeansThatColumn() throws {
    var trial = try PriceTrial("date,close,Close\n2019-10-07,10,11\n")
    trial.columns = PriceColumns(date: "date", close: "Close")
    let input = try trial.read()
    #expect(input.seriesBySource[0].first?.values == [11] && input.diagnostics.isEmpty)
  }

  // MARK: CRSP

  private static let faultyNumbers: [(row: String, id: DiagnosticID, message: String, column: Int)] = [
    ("10,1,0", DiagnosticID.priceNotPositive, "return factor must be greater than 0, found '0'", 19),
    ("10,x,1", .priceNotANumber, "adjustment factor must be a number, found 'x'", 17),
    ("10,1,x", .priceNotANumber, "return factor must be a number, found 'x'", 19),
    ("10,-1,1", .priceNotPositive, "adjustment factor must be greater than 0, found '-1'", 17),
    ("10,,1", .priceMissing, "adjustment factor is missing", 17),
    ("0,1,1", .priceMissing, "close is missing", 14),
  ]

  @Test(arguments: faultyNumbers)
  func theFaultyNumberIsNamed(_ row: String, _ id: DiagnosticID, _ message: String, _ column: Int) throws {
    let input = try PriceTrial(ReturnExtractsTests.compustat + "A,2019-10-07,\(row)\n").read()
    #expect(input.seriesBySource[0].isEmpty)
    #expect(input.diagnostics.map(\.id) == [id] && input.diagnostics[0].message == message)
    #expect(input.diagnostics[0].location?.column == column)
  }

  // MARK: Headers that are none
  private static let noHeaders: [(text: String, format: String?, help: String)] = [
    ("Date,Close\n2019-10-07,10\n", nil, "the study says `delimiter: \";\"`"),
    ("Date,Close\n2019-10-07,10\n", "yahoo", "the study says `delimiter: \";\"`"),
    ("Price,Close\nTicker,A\nDatetime,\n2019-10-07 09:30:00-04:00,10\n", nil, "yfinance writes `Datetime`"),
    (
      "Price,Close\nTicker,A\nDatetime,\n2019-10-07 09:30:00-04:00,10\n", "yfinance",
      "yfinance writes `Datetime`"
    ),
  ]

  @Test(arguments: noHeaders)
  func theLikelyCauseIsNamed(_ text: String, _ format: String?, _ help: String) throws {
    var trial = try PriceTrial(text)
    trial.format = format
    trial.layout.delimiter = help.contains("delimiter") ? UInt8(ascii: ";") : nil
    let input = try trial.read()
    #expect(input.diagnostics.map(\.id) == [.unknownColumn])
    #expect(input.diagnostics[0].help.hasPrefix(help))
  }

  /// The only column beside the dates is the close, unless its name says that it is something else.
  @Test(arguments: [
    ("Close", 0), ("spx", 0), ("Index level of New York", 1), ("rsi", 1), ("Dividends", nil),
    ("turnover", nil),
    ("P/E", nil),
  ])
  func theOnlyColumnBesideTheDates(_ name: String, _ notes: Int?) throws {
    let read = try PriceTrial("Date,\(name)\n2019-10-07,1.5\n2019-10-08,2\n", name: "SPX.csv").read()
    guard let notes else {
      #expect(read.seriesBySource[0].isEmpty && read.diagnostics.map(\.severity) == [.error])
      return
    }
    #expect(read.seriesBySource[0].map(\.values) == [[1.5, 2]])
    #expect(read.diagnostics.map(\.severity) == Array(repeating: .note, count: notes))
  }
}
