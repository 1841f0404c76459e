import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Extracts of research databases: returns with prices and without, index files, return factors.
@Suite struct ReturnExtractsTests {
  /// An extract without prices: returns alone, with the letters and codes of the format.
  @Test func returnsWithoutPrices() throws {
    let rows = ["1,20191004,C", "1,20191007,0.1", "1,20191008,-66.0", "1,20191009,-0.2", "2,20191007,B"]
    let input = try PriceTrial("PERMNO,date,RET\n" + rows.joined(separator: "\n")).read()
    #expect(input.summaries[0].format == "crsp-dsf")
    let series = try #require(input.seriesBySource[0].first)
    #expect(series.kind == .returns && series.values == [0.1, -0.2])
    #expect(input.diagnostics.map(\.id) == [.priceMissing, .priceMissing, .priceMissing])
    let ciz = try PriceTrial("PERMNO,DlyCalDt,DlyRet\n1,2019-10-07,0.1\n").read()
    #expect(ciz.summaries[0].format == "crsp-ciz" && ciz.seriesBySource[0].first?.kind == .returns)
  }

  /// A row that is flagged as a delisting ends the series with what holders got, with prices beside the returns and without;
  /// such a flag on another row says nothing of its end, and prices alone know of no delisting return.
  @Test(arguments: [
    ("DlyRet,DlyPrc,DlyDelFlg\n", ["0.1,11,N", "-0.3,,Y"], true),
    ("DlyDelFlg,DlyRet\n", ["N,0.1", "Y,-0.3"], true),
    ("DlyRet,DlyDelFlg,DlyRetDurFlg\n", ["0.1,N,D1", "-0.3,y,D1"], true),
    ("DlyRetDurFlg,DlyDelFlg,DlyRet\n", ["D1,Y,0.1", "D1,N,-0.3"], false),
    ("DlyRet,DlyDelFlg\n", ["0.1,N", "-0.3,"], false),
  ])
  func delistingReturnsAreMarked(_ header: String, _ rows: [String], _ isMarked: Bool) throws {
    let days = ["2019-10-07", "2019-10-08"]
    for ending in ["", " \n"] {
      let lines = zip(days, rows).map { "1,\($0),\($1)\n" }
      let trial = try PriceTrial("PERMNO,DlyCalDt," + header + lines.joined() + ending)
      let series = try #require(try trial.read().seriesBySource[0].first)
      #expect(series.endsWithDelisting == isMarked && series.count == 2)
    }
  }

  @Test func pricesKnowNoDelistingReturn() throws {
    var trial = try PriceTrial(
      "PERMNO,DlyCalDt,DlyRet,DlyPrc,DlyDelFlg\n1,2019-10-07,0.1,11,N\n1,2019-10-08,-0.3,7.7,Y\n")
    trial.returnsFrom = .prices
    #expect(try trial.read().seriesBySource[0].first?.endsWithDelisting == false)
  }

  /// One entry may hold both kinds of extracts: the returns of a security that is in both are linked to its prices.
  @Test func returnsBesideFilesWithPrices() throws {
    var trial = try PriceTrial()
    try trial.add("PERMNO,date,PRC,RET\n1,20191007,10,C\n1,20191008,11,0.1\n".utf8, name: "prices.csv")
    try trial.add(
      "PERMNO,date,RET\n1,20191009,0.5\n2,20191008,0.2\n2,20191009,-0.3\n".utf8, name: "returns.csv")
    let input = try trial.read()
    let series = input.seriesBySource[0]
    #expect(series.map(\.kind) == [.prices, .returns])
    #expect(series[0].values == [10, 11, 16.5] && series[0].close[2].isNaN)
    #expect(series[1].values == [0.2, -0.3] && series[1].close.isEmpty)
    #expect(input.diagnostics.isEmpty)
  }
  private static let indexFiles: [(text: String, returns: String?, value: Double)] = [
    ("DATE,vwretd,ewretd,sprtrn\n20191007,0.1,0.2,0.3\n", nil, 0.1),
    ("date,sprtrn\n20191007,-0.3\n", nil, -0.3), ("caldt,ewretd,totval\n20191007,0.2,5\n", nil, 0.2),
    ("caldt,sprtrn,spindx\n20191007,0.3,2900\n", "sprtrn", 0.3),
    ("caldt,vwretd,ewretd,sprtrn\n20191007,0.1,0.2,0.3\n", "ewretd", 0.2),
  ]

  @Test(arguments: indexFiles)
  func indexFilesWithOtherHeaders(_ text: String, _ returns: String?, _ value: Double) throws {
    var trial = try PriceTrial(text, name: "index.csv")
    if let returns {
      trial.format = "crsp-index"
      trial.columns = PriceColumns(date: "", returnColumn: returns)
    }
    let input = try trial.read()
    #expect(input.summaries[0].format == "crsp-index" && input.diagnostics.isEmpty)
    #expect(input.seriesBySource[0].first?.values == [value])
  }

  @Test func theDateOfAnIndexFileCanBeNamed() throws {
    var trial = try PriceTrial("day,vwretd,note\n20191007,0.1,x\n")
    trial.format = "crsp-index"
    trial.columns = PriceColumns(date: "day")
    #expect(try trial.read().seriesBySource[0].first?.values == [0.1])
  }

  /// Two returns to choose from, or columns of another file: not an index file's header.
  @Test(arguments: ["date,close,sprtrn", "date,ewretd,sprtrn", "date,ticker,vwretd"])
  func otherFilesAreNoIndexFiles(_ header: String) throws {
    let input = try PriceTrial(header + "\n2019-10-07,1,2\n").read()
    #expect(input.summaries[0].format != "crsp-index")
  }

  // MARK: Compustat

  static let compustat = "gvkey,datadate,prccd,ajexdi,trfd\n"

  /// A return factor that is missing is 1 before a security's first one and unknown after it, whatever the order of rows.
  @Test func aHoleInTheReturnFactors() throws {
    let rows = [
      "A,2019-10-04,10,1,", "A,2019-10-07,10,1,1.5", "A,2019-10-08,10,1,", "A,2019-10-09,10,1,1.5",
      "B,2019-10-04,7,1,", "B,2019-10-07,8,1,",
    ]
    for (order, line) in [(rows, 4), (rows.reversed(), 5)] {
      let trial = try PriceTrial(Self.compustat + order.joined(separator: "\n") + "\n")
      for chunkBytes in [8 << 20, 30] {
        let input = try trial.read(chunkBytes: chunkBytes)
        #expect(input.seriesBySource[0].map(\.values) == [[10, 15, 15], [7, 8]])
        #expect(input.diagnostics.map(\.id) == [.priceMissing])
        #expect(input.diagnostics[0].location == SourceLocation(file: "prices.csv", line: line, column: 19))
        #expect(input.diagnostics[0].message == "return factor is missing")
        #expect(input.summaries[0].rowsRefused == 1)
      }
    }
  }
}
