import CoreTypes
import Foundation
import Testing

@testable import DataInput

/// Tables with a column of ready-made returns a security.
@Suite struct WideReturnsTests {
  private static let table = """
    Date,AAA,BBB,MKT
    2019-10-07,0.01,-0.02,0.003
    2019-10-08,,0.5,-0.004
    2019-10-09,-0.0125,NA,0
    2019-10-10,1e-3,-1,-0.9

    """

  /// The same numbers as a table of one return a row.
  private static var long: String {
    let lines = table.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    return lines.dropFirst().reduce("security,date,ret\n") { text, cells in
      text
        + zip(lines[0], cells).dropFirst().filter { !$0.1.isEmpty && $0.1 != "NA" }
        .map { "\($0.0),\(cells[0]),\($0.1)\n" }.joined()
    }
  }

  private func series(_ input: PriceInput) -> [String: [String]] {
    let all = input.seriesBySource[0]
    return Dictionary(
      uniqueKeysWithValues: all.map { series in
        (
          "\(series.security) \(series.kind)",
          (0..<series.count).map { "\(series.dates[$0]) \(series.values[$0])" }
        )
      })
  }

  @Test(arguments: PriceSource.ReturnScale.allCases, [nil, "wide"])
  func areReadAsAColumnOfReturns(_ scale: PriceSource.ReturnScale, _ format: String?) throws {
    var wide = try PriceTrial(Self.table)
    (wide.format, wide.returnsIn) = (format, scale)
    var long = try PriceTrial(Self.long)
    long.columns = PriceColumns(date: "date", returnColumn: "ret", security: "security")
    long.returnsIn = scale
    let (read, expected) = try (wide.read(), long.read())
    #expect(read.diagnostics.isEmpty && expected.diagnostics.isEmpty)
    #expect(series(read) == series(expected) && series(read).count == 3)
    #expect(Set(series(read).keys) == ["AAA returns", "BBB returns", "MKT returns"])
    #expect(read.summaries[0].rowsRead == 10 && read.summaries[0].format == "wide")
    let cache = try CacheTrial()
    for _ in 1...2 { #expect(try wide.read(cache: cache.cache).described == read.described) }
    wide.returnsIn = scale == .log ? .percent : .log
    #expect(try series(wide.read(cache: cache.cache)) == series(wide.read()))
  }

  @Test func decimalCommasAndFaultsAreToldOneByOne() throws {
    var rows = (10...29).map { "2019-10-\($0);0,\($0);-0,\($0)\n" }
    rows[3] = "2019-10-13;-1,5;-0,01\n"
    rows[5] = "2019-10-15;x;0,01\n"
    var trial = try PriceTrial("Date;AAA;BBB\n" + rows.joined())
    (trial.format, trial.returnsIn) = ("wide", .fraction)
    let read = try trial.read()
    #expect(read.diagnostics.map(\.id) == [.numberFormatDetected, .returnBelowMinusOne, .priceNotANumber])
    #expect(read.diagnostics[1].security?.text == "AAA" && read.diagnostics[1].location?.line == 5)
    #expect(read.seriesBySource[0].map(\.count) == [18, 20])
    #expect(read.seriesBySource[0][1].values[0] == -0.1)
  }

  // MARK: Returns that nobody declared

  private static let likely: [(text: @Sendable (Int) -> String, unit: String)] = [
    ({ "\($0 % 2 == 0 ? "-" : "")0.0\($0 % 9 + 1)" }, "fraction"),
    ({ $0 % 3 == 0 ? "0" : $0 % 3 == 1 ? "-0.00\($0 % 9 + 1)" : "0.01" }, "fraction"),
    ({ "\($0 % 2 == 0 ? "-" : "")\($0 % 4).\($0 % 9 + 1)" }, "percent"),
  ]

  private static func table(_ cell: (Int) -> String) -> String {
    (0..<18).reduce("Date,AAA,BBB,MKT\n") { text, row in
      text + "2019-10-\(10 + row)," + (0..<3).map { cell(3 * row + $0) }.joined(separator: ",") + "\n"
    }
  }

  @Test(arguments: [0, 1, 2]) func areToldInOneMessage(_ place: Int) throws {
    let (cell, unit) = Self.likely[place]
    for format in [nil, "wide"] {
      var trial = try PriceTrial(Self.table(cell))
      trial.format = format
      let read = try trial.read()
      #expect(read.seriesBySource[0].isEmpty)
      #expect(read.diagnostics.map(\.id) == [.looksLikeReturns])
      #expect(read.diagnostics.map(\.severity) == [.error])
      #expect(read.diagnostics[0].help.contains("`returns_in: \(unit)`"))
      trial.returnsIn = .init(rawValue: unit)
      #expect(try trial.read().diagnostics.isEmpty)
    }
  }

  /// Zeros in place of missing prices, a bad column among good ones, cheap shares, too few values.
  @Test func othersAreNot() throws {
    let zeros = try PriceTrial(Self.table { $0 < 30 ? "0" : "0.5" }).read()
    #expect(Set(zeros.diagnostics.map(\.id)) == [.priceNotPositive] && zeros.diagnostics.count == 30)
    let column = try PriceTrial(Self.table { $0 % 3 == 0 ? "-1" : "20" }).read()
    #expect(Set(column.diagnostics.map(\.id)) == [.priceNotPositive] && column.seriesBySource[0].count == 2)
    #expect(try PriceTrial(Self.table { "0.0\($0 + 10)" }).read().diagnostics.isEmpty)
    let few = try PriceTrial("Date,AAA,BBB\n2019-10-07,-0.1,0.2\n").read()
    #expect(few.diagnostics.map(\.id) == [.priceNotPositive])
  }

  /// `returns_in` where nothing is a return.
  @Test func theUnitOfReturnsThatAFileDoesNotHave() throws {
    var trial = try PriceTrial("Date,Close\n2019-10-07,10\n2019-10-08,11\n")
    trial.returnsIn = .percent
    let read = try trial.read()
    #expect(read.seriesBySource[0][0].values == [10, 11])
    #expect(read.diagnostics.map(\.id) == [.unknownColumn] && read.diagnostics[0].severity == .warning)
    #expect(
      read.diagnostics[0].message.hasSuffix("no column of them is known: returns are made from 'Close'"))
    var wide = try PriceTrial(Self.table)
    wide.returnsFrom = .column
    #expect(try wide.read().diagnostics[0].help.hasPrefix("say `returns_in: fraction`"))
  }
}
