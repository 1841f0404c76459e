import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Daily dates that are written as moments: midnights of the exchange, its own time, or dates in UTC.
@Suite struct MomentEvidenceTests {
  /// Clocks `offset` hours ahead of UTC, and one more from October to March where they have a summer time.
  private static func clock(_ zone: String, offset: Int, hasSummer: Bool = false) -> ExchangeClock {
    ExchangeClock(zone: zone, rules: "test") { instant in
      let month = CalendarDate(dayNumber: Int32(instant.secondsSinceEpoch / 86_400)).components.month
      let isSummer = hasSummer && (month < 4 || month > 9)
      let seconds = 3_600 * (offset + (isSummer ? 1 : 0))
      let local = instant.secondsSinceEpoch + Int64(seconds)
      return (CalendarDate(dayNumber: Int32(local / 86_400)), Int(local % 86_400), seconds)
    }
  }

  private static let tokyo = clock("Tokyo", offset: 9)
  private static let sydney = clock("Sydney", offset: 10, hasSummer: true)
  private static let newYork = clock("New York", offset: -5)

  private func read(
    _ dates: [String], on clock: ExchangeClock?, cache: InputCache? = nil, format: String? = nil
  ) throws -> PriceInput {
    var trial = try PriceTrial(
      "date,close\n" + dates.enumerated().map { "\($1),\(10 + $0)\n" }.joined(), name: "S.csv")
    trial.clocks = ExchangeClocks(usual: clock, bySecurity: [:])
    trial.layout.dateFormat = format.flatMap(DateFormat.init)
    return try trial.read(cache: cache)
  }

  private func days(_ input: PriceInput) -> [String] {
    input.seriesBySource.joined().flatMap { $0.dates.map { String($0.description.dropFirst(5)) } }
  }

  @Test func midnightsOfTheExchangeAreItsDates() throws {
    let read = try read(["2018-01-03T15:00:00.000Z", "2018-01-04T15:00Z", "2018-01-09"], on: Self.tokyo)
    #expect(days(read) == ["01-04", "01-05", "01-09"])
    #expect(read.diagnostics.map(\.id) == [.dateFormatDetected])
    #expect(
      read.diagnostics.first?.message
        == "the dates are those of Tokyo, where the moments are midnight: '2018-01-03T15:00:00.000Z' is 2018-01-04"
    )
  }

  /// The first rows are those of a winter, or of a program that keeps the winter's offset.
  @Test func summerTimeMovesTheMoments() throws {
    let both = try read(
      ["2018-07-03T14:00:00Z", "2018-07-04T14:00:00Z", "2018-11-05T13:00:00Z"], on: Self.sydney)
    #expect(days(both) == ["07-04", "07-05", "11-06"])
    let fixed = try read(["2018-07-03T14:00:00Z", "2018-11-05T14:00:00Z"], on: Self.sydney)
    #expect(days(fixed) == ["07-04", "11-06"])
    let summers = try read(["2018-07-03T13:00:00Z", "2018-11-05T13:00:00Z"], on: Self.sydney)
    #expect(days(summers) == ["07-04", "11-06"])
  }

  @Test func datesInUTCStayWhatTheyAre() throws {
    for clock in [Self.tokyo, Self.sydney, Self.newYork, nil] {
      let read = try read(["2018-01-03T00:00:00Z", "2018-07-04T00:00:00.000Z"], on: clock)
      #expect(days(read) == ["01-03", "07-04"] && read.diagnostics.isEmpty)
    }
  }

  @Test func theExchangesOwnTimeStaysWhatItIs() throws {
    for time in ["00:00:00", "15:00", "23:59:59"] {
      let read = try read(["2018-01-03 \(time)+09:00", "2018-07-04 \(time)+09:00"], on: Self.tokyo)
      #expect(days(read) == ["01-03", "07-04"] && read.diagnostics.isEmpty)
    }
    let close = try read(["2018-01-03T21:00:00Z", "2018-01-04T21:00:00Z"], on: Self.newYork)
    #expect(days(close) == ["01-03", "01-04"] && close.diagnostics.isEmpty)
    let local = try read(["2018-01-03 15:00", "2018-01-04 15:00"], on: Self.newYork)
    #expect(days(local) == ["01-03", "01-04"] && local.diagnostics.isEmpty)
  }

  /// The moment of Sydney's open lies on the date before in UTC, and is no midnight anywhere.
  @Test func whatIsNeitherIsRefusedWithAHelpThatWorks() throws {
    let dates = ["2018-01-03T23:00:00Z", "2018-01-04T23:00:00Z"]
    let refused = try read(dates, on: Self.sydney)
    #expect(days(refused).isEmpty && refused.diagnostics.map(\.id) == [.dateUnreadable])
    #expect(
      refused.diagnostics.first?.message
        == "'2018-01-03T23:00:00Z' was 2018-01-04T10:00:00+11:00 on the exchange's clock (Sydney), which is another date "
        + "than the written one and no midnight; no row of the file is used")
    let said = try read(dates, on: Self.sydney, format: "YYYY-MM-DD")
    #expect(days(said) == ["01-03", "01-04"] && said.diagnostics.isEmpty)
  }

  @Test func aRowThatIsNoMidnightAmongMidnightsIsRefused() throws {
    let rows = (0..<2_100).map { _ in "2018-01-03T15:00:00Z" }
    let read = try read(rows + ["2018-01-04T18:00:00Z", "2018-01-05T02:00:00Z"], on: Self.tokyo)
    #expect(days(read) == ["01-05"])
    let fault = try #require(read.diagnostics.last { $0.id == .dateUnreadable })
    #expect(fault.message.contains("YYYY-MM-DD, or a midnight of Tokyo, found '2018-01-04T18:00:00Z'"))
  }

  @Test func withoutAClockTheWrittenDatesAreTakenWithAWord() throws {
    let read = try read(["2018-01-03T15:00:00.000Z", "2018-01-04T15:00:00.000Z"], on: nil)
    #expect(days(read) == ["01-03", "01-04"])
    #expect(read.diagnostics.map(\.id) == [.unknownTimeZone])
    #expect(read.diagnostics.first?.severity == .warning)
  }

  @Test func theClockOfTheSecurityItselfCounts() throws {
    var trial = try PriceTrial("date,close\n2018-01-03T15:00:00Z,10\n", name: "S.csv")
    trial.clocks = ExchangeClocks(usual: Self.newYork, bySecurity: [SecurityID("S"): Self.tokyo])
    #expect(try days(trial.read()) == ["01-04"])
    trial.security = "T"
    #expect(try days(trial.read()) == ["01-03"])
  }

  /// What a cache keeps are dates: with other clocks the file is read anew.
  @Test func theCacheKnowsTheClock() throws {
    let cache = try CacheTrial()
    var trial = try PriceTrial(
      "date,close\n2018-01-03T15:00:00Z,10\n2018-01-04T15:00:00Z,11\n", name: "S.csv")
    for (clock, first) in [(Self.tokyo, "01-04"), (nil, "01-03"), (Self.tokyo, "01-04")] {
      trial.clocks = ExchangeClocks(usual: clock, bySecurity: [:])
      for _ in 0..<2 {
        let read = try trial.read(cache: cache.cache)
        #expect(days(read).first == first && read.diagnostics.count == 1)
      }
    }
    // A file that has grown goes on with the dates of its first rows.
    trial.clocks = ExchangeClocks(usual: Self.tokyo, bySecurity: [:])
    trial.files = []
    try trial.add(
      "date,close\n2018-01-03T15:00:00Z,10\n2018-01-04T15:00:00Z,11\n2018-01-08T15:00:00Z,12\n".utf8,
      name: "S.csv")
    #expect(try days(trial.read(cache: cache.cache)) == ["01-04", "01-05", "01-09"])
    #expect(try days(trial.read(cache: cache.cache)) == ["01-04", "01-05", "01-09"])
  }

  @Test func factorsAreReadAlike() throws {
    let folder = try ScratchFolder()
    func read(_ rows: [String], on clock: ExchangeClock?) throws -> FactorsInput {
      let text = "date,mkt_rf\n" + rows.map { $0 + ",0.001\n" }.joined()
      let path = try folder.write(text, to: "factors.csv")
      return try FactorsFile.read(
        InputFile(path: path, name: "factors.csv"), layout: FileLayout(), format: nil, clock: clock)
    }
    let midnights = try read(["2018-01-03T15:00:00Z", "2018-01-04T15:00:00Z"], on: Self.tokyo)
    #expect(midnights.table.dates.map(\.description) == ["2018-01-04", "2018-01-05"])
    #expect(midnights.diagnostics.map(\.id) == [.dateFormatDetected])
    let written = try read(["2018-01-03T00:00:00Z", "2018-01-04T00:00:00Z"], on: Self.tokyo)
    #expect(
      written.table.dates.map(\.description) == ["2018-01-03", "2018-01-04"] && written.diagnostics.isEmpty)
    #expect(throws: RunFailure.self) { try read(["2018-01-03T20:00:00Z"], on: Self.tokyo) }
  }
}
