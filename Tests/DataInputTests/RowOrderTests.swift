import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Rows of many securities in any order come to the series that the same rows sorted by security come to.
@Suite struct RowOrderTests {
  private struct Row {
    let security: Int
    let day: Int
  }

  private static func text(_ rows: [Row]) -> String {
    "security,date,close\n"
      + rows.map {
        "S\($0.security),2019-\($0.day < 20 ? "10" : "11")-\(10 + $0.day % 20),\(10 + $0.security).\($0.day)\n"
      }
      .joined()
  }

  private static func described(
    _ rows: [Row], wanted: Set<SecurityID>?, jobs: Int = 1, chunkBytes: Int = 8 << 20,
    cache: InputCache? = nil
  ) throws -> [String] {
    let input = try PriceTrial(text(rows)).read(
      wanted: wanted, jobs: jobs, chunkBytes: chunkBytes, cache: cache)
    return input.seriesBySource.joined().map { series in
      "\(series.security) \(series.dates) \(series.values)"
    }
  }

  /// Days of all securities in turn, of some, backwards, and rows in no order at all.
  private static func orders(_ random: inout SeededGenerator) -> [[Row]] {
    let days = Array(0..<30)
    let securities = Array(0..<12)
    let byDate = days.flatMap { day in securities.map { Row(security: $0, day: day) } }
    let some = byDate.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
    let pairs = days.flatMap { day in securities.reversed().map { Row(security: $0 ^ 1, day: day) } }
    return [byDate, some, byDate.reversed(), pairs, byDate.shuffled(using: &random)]
  }

  @Test(arguments: [nil, Set(["S1", "S2", "S3", "S7", "S10", "S11"].map { SecurityID($0) })])
  func theOrderOfRowsDoesNotMatter(_ wanted: Set<SecurityID>?) throws {
    var random = SeededGenerator(seed: 5)
    for rows in Self.orders(&random) {
      let sorted = rows.sorted { ($0.security, $0.day) < ($1.security, $1.day) }
      let expected = try Self.described(sorted, wanted: wanted)
      #expect(expected.count == wanted?.count ?? 12)
      #expect(try Self.described(rows, wanted: wanted) == expected)
      #expect(try Self.described(rows, wanted: wanted, jobs: 2, chunkBytes: 500) == expected)
      let cache = try CacheTrial()
      for _ in 0..<2 {
        #expect(try Self.described(rows, wanted: wanted, cache: cache.cache) == expected)
      }
    }
  }

  /// Sorted by date: a run a day, not a row.
  @Test func rowsByDateTakeARunADay() throws {
    let rows = (0..<30).flatMap { day in (0..<12).map { Row(security: $0, day: day) } }
    let trial = try PriceTrial(Self.text(rows))
    let files = try PriceReader.readFiles(
      [trial.source], wanted: nil, jobs: 1,
      options: PriceReadingOptions(keepsTradedPrices: false))
    let store = try #require(files.first?.chunks.first?.store)
    #expect(store.count == 360 && store.runs.count == 30)
    #expect(store.rows == [Int](repeating: 30, count: 12))
    var stretches: [(Int, Range<Int>)] = []
    store.forEachStretch { stretches.append(($0, $1)) }
    #expect(stretches.map(\.0) == rows.map(\.security))
    #expect(stretches.map(\.1) == (0..<360).map { $0..<($0 + 1) })
  }

  /// A suspended day without a price is a day of the data all the same, and a total loss is a return.
  @Test func theLatestDateIsThatOfASuspendedRowToo() throws {
    var trial = try PriceTrial("date,close,status\n2019-10-07,10,1\n2019-10-08,,0\n")
    trial.columns = PriceColumns(date: "date", close: "close", status: "status")
    let input = try trial.read()
    #expect(input.latestDate?.description == "2019-10-08" && input.diagnostics.isEmpty)
    #expect(input.seriesBySource[0].first?.values == [10])
  }

  /// Also in a row with a fault elsewhere, which is looked at field by field.
  @Test func aTotalLossIsAReturn() throws {
    var trial = try PriceTrial(
      "date,ret,volume\n2019-10-07,0.1,5\n2019-10-08,-1,5\n2019-10-09,-1,x\n2019-10-10,-1.01,5\n")
    trial.columns = PriceColumns(date: "date", returnColumn: "ret", volume: "volume")
    let input = try trial.read()
    #expect(input.seriesBySource[0].first?.values == [0.1, -1, -1])
    #expect(input.diagnostics.map(\.id) == [.priceNotANumber, .returnBelowMinusOne])
  }

  /// Two rows of a day that differ in what the day was like contradict each other, though their closes are equal.
  @Test(arguments: [
    "2019-10-08,10,11,5,1", "2019-10-08,9,11,5,1", "2019-10-08,10,11,0,1", "2019-10-08,10,11,5,0",
  ])
  func rowsOfADayAreEqualInEveryColumnThatCounts(_ other: String) throws {
    let first = "2019-10-08,10,11,5,1"
    var trial = try PriceTrial(
      "date,open,close,volume,status\n2019-10-07,10,10,0,0\n\(first)\n\(other)\n2019-10-09,11,12,5,1\n")
    trial.columns = PriceColumns(
      date: "date", close: "close", open: "open", volume: "volume", status: "status")
    let input = try trial.read()
    #expect(input.seriesBySource[0].first?.values == (other == first ? [10, 11, 12] : [10, 12]))
    #expect(Set(input.diagnostics.map(\.id)) == [.priceDayDuplicated])
    #expect(input.summaries[0].rowsRefused == (other == first ? 1 : 2))
  }

  /// The close as traded, where it is given beside the adjusted one, must be a price.
  @Test(arguments: [("0", DiagnosticID.priceNotPositive), ("x", .priceNotANumber)])
  func aRowWhoseTradedCloseIsNoPriceIsRefused(_ close: String, _ id: DiagnosticID) throws {
    let trial = try PriceTrial(
      "Date,Open,High,Low,Close,Adj Close,Volume\n2019-10-07,40,44,39,42,21,100\n"
        + "2019-10-08,40,44,39,\(close),21,100\n2019-10-09,40,44,39,42,22,100\n")
    let input = try trial.read()
    #expect(input.seriesBySource[0].first?.values == [21, 22])
    #expect(input.diagnostics.map(\.id) == [id] && input.summaries[0].rowsRefused == 1)
  }

  /// The first days of a month, the newest first as vendors write them, are in order: nothing is exchanged in them.
  @Test func theFirstDaysOfAMonthNewestFirstAreInOrder() throws {
    let days = (0..<10).map { CalendarDate(dayNumber: 18_017 + $0) }  // 1 to 10 May 2019
    let rows = days.reversed().enumerated().map { "\($1),\(10 + Double($0) / 8)\n" }.joined()
    let read = try PriceTrial("date,close\n" + rows, name: "A.csv").read()
    #expect(read.diagnostics.isEmpty && read.seriesBySource[0].first?.dates == days)
  }

  /// Day and month exchanged wherever both could be either: the rows of 90 days that follow each other say so.
  @Test(arguments: [false, true]) func exchangedDaysAreRefused(_ isDescending: Bool) throws {
    let days = (0..<90).map { CalendarDate(dayNumber: 19_300 + $0) }
    func text(_ dates: [CalendarDate]) -> String {
      "date,close\n" + dates.enumerated().map { "\($1),\(10 + Double($0) / 8)\n" }.joined()
    }
    let order = isDescending ? days.reversed() : days
    let exchanged = order.map { date in
      let parts = date.components
      return parts.day <= 12
        ? CalendarDate(year: parts.year, month: parts.day, day: parts.month) ?? date : date
    }
    let count = zip(order, exchanged).count { $0 != $1 }
    let read = try PriceTrial(text(exchanged), name: "A.csv").read()
    #expect(read.seriesBySource[0].isEmpty)
    #expect(read.diagnostics.map(\.id) == [.dateOutOfOrder] && read.diagnostics.map(\.severity) == [.error])
    #expect(
      read.diagnostics[0].message.hasPrefix("in \(count) of the 90 dates of A day and month are exchanged"))
    #expect(read.summaries[0].rowsRefused == 90)
    #expect(try PriceTrial(text(order), name: "A.csv").read().diagnostics.isEmpty)
    // One row elsewhere, and nothing is proved.
    var others = exchanged
    others.swapAt(3, 70)
    #expect(try PriceTrial(text(others), name: "A.csv").read().seriesBySource[0].count == 1)
  }

  /// Each file is sorted, and some days stand in both; a mistyped year in one of them is told.
  @Test(arguments: [true, false]) func filesThatOverlapAreInOrder(_ isMistyped: Bool) throws {
    var trial = try PriceTrial()
    func text(_ days: Range<Int32>, _ mistyped: Int32?) -> String {
      "security,date,close\n"
        + days.map {
          "A,\(CalendarDate(dayNumber: 18_000 + ($0 == mistyped ? $0 - 3650 : $0))),\(10 + Double($0) / 8)\n"
        }
        .joined()
    }
    try trial.add(text(0..<150, nil).utf8, name: "1.csv")
    try trial.add(text(147..<300, isMistyped ? 200 : nil).utf8, name: "2.csv")
    let read = try trial.read()
    #expect(read.seriesBySource[0].first?.dates.count == 300)
    let repeated = [DiagnosticID](repeating: .priceDayDuplicated, count: 3)
    #expect(
      read.diagnostics.map(\.id).sorted { $0.rawValue > $1.rawValue } == repeated
        + (isMistyped ? [.dateOutOfOrder] : []))
  }
}
