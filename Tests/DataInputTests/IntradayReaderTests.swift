import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Intraday files written for one test and read back.
@Suite struct IntradayReaderTests {
  /// 2022-03-17T16:00:00Z.
  private static let base: Int64 = 1_647_532_800
  /// An hour behind UTC, but for summer time from 2022-03-17T16:30 to the hour from 18:00 of the next day.
  private static let clock = LocalClock(name: "Test/Clock") { date, second in
    let local = Int64(date.dayNumber) * 86_400 + Int64(second)
    let sinceBase = local - base
    if (1_800..<5_400).contains(sinceBase) { return .skipped }
    if (93_600..<97_200).contains(sinceBase) { return .repeated }
    return .unique((5_400..<93_600).contains(sinceBase) ? local : local + 3_600)
  }

  private func read(
    _ texts: [String], security: String? = "S", columns: IntradayColumns? = nil,
    spans: [(Int64, Int64, Bool)] = [(0, 100_000, true)], stamp: IntradayStamp = .start, bar: Int? = 60,
    jobs: Int = 1, chunkBytes: Int = 1 << 20, clock: LocalClock? = nil
  ) throws -> IntradayInput {
    let folder = try ScratchFolder()
    let files = try texts.enumerated().map { number, text in
      InputFile(path: try folder.write(text.utf8, to: "\(number).csv"), name: "\(number).csv")
    }
    let source = IntradaySource(
      files: files, columns: columns ?? IntradayColumns(instant: "t", close: "c", volume: "v"),
      security: security, layout: FileLayout(), timeZone: nil, stamp: stamp, barSeconds: bar)
    let need = IntradayNeed(
      spans: spans.map {
        IntradayNeed.Span(first: Self.base + $0.0, last: Self.base + $0.1, keepsAll: $0.2)
      }, clock: clock)
    return try IntradayReader.read(
      [source], needs: [["S": need, "T": need].mapKeys(SecurityID.init)], jobs: jobs,
      options: PriceReadingOptions(keepsTradedPrices: false, chunkBytes: chunkBytes))
  }

  /// `seconds` after the base, the price, and the line.
  private func shown(_ input: IntradayInput, _ number: Int = 0) -> [String] {
    guard input.seriesBySource[0].indices.contains(number) else { return [] }
    return input.seriesBySource[0][number].bars.map { "\($0.stamp - Self.base) \($0.close) \($0.line)" }
  }

  private func row(_ seconds: Int, _ price: Double, volume: Int = 0) -> String {
    let at = Instant(secondsSinceEpoch: Self.base).advanced(bySeconds: seconds)
    return "\(at),\(price),\(volume)\n"
  }

  @Test func ofASpanEveryRowIsKeptOrTheLastOne() throws {
    let rows = [0, 60, 120, 300, 360, 420, 600].map { row($0, Double($0 + 1)) }.joined()
    let input = try read(["t,c,v\n" + rows], spans: [(60, 150, true), (290, 430, false)])
    #expect(shown(input) == ["60 61.0 3", "120 121.0 4", "420 421.0 7"])
    #expect(input.summaries[0].rowsRead == 7 && input.summaries[0].rowsRefused == 0)
    #expect(input.summaries[0].format == "bars" && input.diagnostics == [])
  }

  /// Of quotes of one moment the later line is the later price.
  @Test func theLastOfSeveralQuotesOfOneMoment() throws {
    let rows = row(300, 1) + row(420, 2) + row(420, 3) + row(360, 4)
    #expect(shown(try read(["t,c,v\n" + rows], spans: [(290, 430, false)], stamp: .quote)) == ["420 3.0 4"])
  }

  /// Instants without a blank lie in blocks that show their fields.
  @Test func `rows read together are those read one by one`() throws {
    let rows = (0..<40).map { row(60 * $0, Double($0 % 7), volume: $0) }.joined()
    let text = "t,c,v\n" + rows + "x,1,1\n,2,\n" + row(3_000, -1.5) + row(3_060, 2.5)
    let (together, apart) = (try read([text]), try read([text + " \n"]))
    #expect(shown(together) == shown(apart) && shown(together).count == 35)
    #expect(together.diagnostics == apart.diagnostics && together.summaries[0].rowsRefused == 9)
  }

  @Test(arguments: [1, 7, 64, 1_000], [1, 3])
  func piecesAndThreadsChangeNothing(_ chunkBytes: Int, _ jobs: Int) throws {
    var generator = SeededGenerator(seed: 5)
    var lines = (0..<200).map { row($0 * 30, Double($0 + 1)) }
    lines.insert(row(900, 7), at: 50)
    lines[20] = "x,1,1\n"
    lines.shuffle(using: &generator)
    let files = ["t,c,v\n" + lines[..<90].joined(), "t,c,v\n" + lines[90...].joined()]
    let spans: [(Int64, Int64, Bool)] = [(0, 1_000, false), (1_001, 2_500, true), (2_600, 9_000, false)]
    let whole = try read(files, spans: spans)
    let pieces = try read(files, spans: spans, jobs: jobs, chunkBytes: chunkBytes)
    // Of a span whose last row alone counts each piece keeps its own; the last of all is the same.
    func inside(_ input: IntradayInput, _ span: ClosedRange<Int64>) -> [String] {
      input.seriesBySource[0][0].bars.filter { span.contains($0.stamp - Self.base) }.map { "\($0)" }
    }
    #expect(inside(pieces, 1_001...2_500) == inside(whole, 1_001...2_500))
    #expect(inside(pieces, 1_001...2_500).count == 50)
    #expect(inside(pieces, 0...1_000).last == inside(whole, 0...1_000).last)
    #expect(inside(pieces, 2_600...9_000).last == inside(whole, 2_600...9_000).last)
    #expect(pieces.diagnostics == whole.diagnostics && pieces.summaries == whole.summaries)
  }

  @Test func anInstantThatStandsTwiceIsTold() throws {
    let rows = [row(60, 2), row(0, 1), row(60, 2), row(120, 3), row(120, 4), row(180, 5)]
    let input = try read(["t,c,v\n" + rows.joined()])
    #expect(shown(input) == ["0 1.0 3", "60 2.0 2", "180 5.0 7"])
    #expect(input.diagnostics.map(\.id) == [.barDuplicated, .barDuplicated, .barDuplicated])
    #expect(input.diagnostics.map(\.severity) == [.warning, .error, .error])
    #expect(
      input.diagnostics[1].message
        == "S has another row for 2022-03-17T16:02:00Z with different prices at 0.csv:6")
    #expect(input.summaries[0].rowsRefused == 3)
  }

  /// Seconds after the base are whole; the fraction orders the prices of one.
  @Test(arguments: [1 << 20, 40])
  func `of the prices of one second none is lost`(_ chunkBytes: Int) throws {
    let times = ["00.900", "00.100", "00.5", "01", "00.100", "02.25", "02.75"]
    let rows = times.enumerated().map { "2022-03-17T16:00:\($1)Z,\($0 + 1),0\n" }.joined()
    let input = try read(
      ["t,c,v\n" + rows], spans: [(0, 1, true), (2, 9, false)], stamp: .quote, chunkBytes: chunkBytes)
    #expect(shown(input).prefix(5) == ["0 2.0 3", "0 5.0 6", "0 3.0 4", "0 1.0 2", "1 4.0 5"])
    #expect(shown(input).last == "2 7.0 8")
    #expect(input.diagnostics == [] && input.summaries[0].rowsRefused == 0)
  }

  @Test func quotesOfAnotherFileSayTheSameOrSomethingElse() throws {
    let file = "t,c,v\n" + row(0, 1) + row(0, 2) + row(60, 3)
    let same = try read([file, file], stamp: .quote)
    #expect(shown(same) == ["0 1.0 2", "0 2.0 3", "60 3.0 4"])
    #expect(same.diagnostics.map(\.severity) == [.warning, .warning, .warning])
    let other = try read([file, "t,c,v\n" + row(0, 1) + row(60, 3)], stamp: .quote)
    #expect(shown(other) == ["60 3.0 4"])
    #expect(other.diagnostics.map(\.severity) == [.error, .error, .error, .warning])
  }

  @Test func localTimesAreThoseOfTheClock() throws {
    let times = ["17 16:00:00", "17 16:45:00", "17 18:10:00", "18 18:10:00", "18 20:00:00", "19 01:00:00"]
    let text = "t,c,v\n" + times.map { "2022-03-\($0),1.5,0\n" }.joined()
    let input = try read([text], spans: [(0, 200_000, true)], clock: Self.clock)
    #expect(shown(input) == ["3600 1.5 2", "7800 1.5 4", "104400 1.5 6", "122400 1.5 7"])
    #expect(input.diagnostics.map(\.id) == [.instantSkipped, .instantRepeated])
    #expect(input.diagnostics.map { $0.location?.line } == [3, 5])
    #expect(
      input.diagnostics[0].message == "the clocks in Test/Clock skipped this time, so it does not exist")
    #expect(input.summaries[0].rowsRefused == 2)
  }

  /// Bars one and two minutes apart, as often as each other: a gap is likelier than bars that overlap.
  @Test func ofEquallyFrequentDistancesTheShortestIsTheLengthOfABar() throws {
    let rows = [0, 60, 180, 240, 360].map { row($0, 2) }.joined()
    let input = try read(["t,c,v\n" + rows], bar: nil)
    #expect(input.seriesBySource[0].map(\.barSeconds) == [60])
  }

  @Test func aLocalTimeWithoutAZoneIsToldOnce() throws {
    let rows = (0..<5).map { "2022-03-17 16:0\($0):00,1,0\n" }.joined()
    let input = try read(["t,c,v\n" + rows])
    #expect(input.seriesBySource[0].isEmpty)
    #expect(input.diagnostics.map(\.id) == [.unknownTimeZone])
    #expect(input.summaries[0].rowsRefused == 5)
  }

  @Test func badRowsAreToldLikeThoseOfDailyPrices() throws {
    let text = "t,c,v\n" + row(0, 1) + "2022-03-17,1,0\n" + row(60, -1) + row(120, 2) + ",1,0\n"
    let input = try read([text + "2022-03-17T16:04:00Z,abc,0\n2022-03-17T16:05:00Z,1\n"])
    #expect(shown(input) == ["0 1.0 2", "120 2.0 5"])
    #expect(
      input.diagnostics.map(\.id) == [
        .instantUnreadable, .priceNotPositive, .instantUnreadable, .priceNotANumber, .fieldCountDiffers,
      ])
    #expect(input.summaries[0].rowsRefused == 5)
  }

  @Test func theLengthOfABarIsTheMostFrequentDistance() throws {
    let rows = [0, 300, 600, 660, 1_200, 1_500].map { row($0, 1) }.joined()
    #expect(try read(["t,c,v\n" + rows], bar: nil).seriesBySource[0][0].barSeconds == 300)
    #expect(try read(["t,c,v\n" + rows], stamp: .quote, bar: nil).seriesBySource[0][0].barSeconds == 0)
    let one = try read(["t,c,v\n" + row(0, 1)], bar: nil)
    #expect(one.seriesBySource[0][0].barSeconds == 0 && one.diagnostics.map(\.id) == [.barLengthUnknown])
  }

  @Test func aLongFileHoldsSeveralSecuritiesOfWhichSomeAreNeeded() throws {
    let rows = ["S", "U", "T", "S"].enumerated().map { "\($1)," + row($0 * 60, Double($0 + 1)) }.joined()
    let input = try read(
      ["s,t,c,v\n" + rows], security: nil,
      columns: IntradayColumns(instant: "t", close: "c", security: "s", volume: "v"))
    #expect(input.seriesBySource[0].map(\.security.text) == ["S", "T"])
    #expect(shown(input) == ["0 1.0 2", "180 4.0 5"] && shown(input, 1) == ["120 3.0 4"])
    #expect(input.securitiesByFile[0].securities.map(\.text) == ["S", "T", "U"])
    #expect(input.summaries[0].rowsRead == 4)
  }
}

extension Dictionary {
  fileprivate func mapKeys<Other: Hashable>(_ change: (Key) -> Other) -> [Other: Value] {
    [Other: Value](uniqueKeysWithValues: map { (change($0.key), $0.value) })
  }
}
