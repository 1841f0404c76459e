import TestSupport
import Testing

/// Intraday files whose hours are not those of the exchange, by what `check` says of them.
@Suite struct IntradayHoursTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// The first message about hours, of five-minute prices from one minute of the day to another in New York, `shift` minutes off.
  private func told(
    _ minutes: ClosedRange<Int>, shift: Int = 0, every step: Int = 5, columns: String = "price: price",
    stamp: String = ""
  ) throws -> String? {
    var study = ExampleStudy()
    study.events =
      "event_id,security,announced_at,phase\nE,A,2019-08-06,after-close\nF,A,2019-11-12,after-close\n"
    study.study +=
      "intraday:\n  - {files: quotes.csv, security: A, columns: {instant: instant, \(columns)}\(stamp)}\n"
    let days = ["2019-08-06", "2019-08-07", "2019-11-12", "2019-11-13"]
    study.files["quotes.csv"] = days.reduce("instant,price\n") { text, day in
      let close = study.line(of: day, in: "prices/A.csv").split(separator: ",").last ?? ""
      // The night after the last minutes of a day is the next day's.
      return stride(from: minutes.lowerBound, through: minutes.upperBound, by: step).map { $0 + shift }.filter
      {
        (0..<1_440).contains($0)
      }.reduce(text) { $0 + "\(day) \($1 / 60):\($1 % 60 < 10 ? "0" : "")\($1 % 60),\(close)\n" }
    }
    try study.write(to: work, folder: "mine")
    let check = try work.shell("\"$EVENTSTUDY\" check mine/study.yaml")
    return check.errors.split(separator: "\n").first { $0.contains("[intraday-hours-doubtful]") }.map(
      String.init)
  }

  private static let session = 570...960
  private static let extended = 240...1_200

  @Test(arguments: [
    (60, "begin 60 minutes after the open"), (240, "begin 240 minutes after the open"),
    (-60, "end 60 minutes before the close"), (-150, "end 150 minutes before the close"),
  ])
  func sessionsOfAnotherZone(_ shift: Int, _ text: String) throws {
    #expect(
      try told(Self.session, shift: shift)?.contains(
        "the intraday prices of 'A' \(text) on each of 4 sessions, with 2019-08-06T")
        == true)
  }

  @Test func extendedHoursOfAnotherZone() throws {
    #expect(
      try told(Self.extended, shift: 235)?.contains(
        "go on after extended hours on each of 4 sessions, such as 2019-08-06T20:05:00-04:00") == true)
  }

  @Test func hoursOfTheExchange() throws {
    #expect(try told(Self.session) == nil)
    #expect(try told(Self.extended) == nil)
    // A security that opens with a delay, one that stops early, one with a few prices, one that trades around the clock.
    #expect(try told(577...960) == nil)
    #expect(try told(570...947) == nil)
    #expect(try told(Self.session, shift: 60, every: 60) == nil)
    #expect(try told(0...1_439) == nil)
  }

  @Test func barsNamedByTheirOtherEnd() throws {
    let bars = "close: price"
    let (start, end) = (", stamp: start, bar_seconds: 300", ", stamp: end, bar_seconds: 300")
    #expect(
      try told(570...955, columns: bars, stamp: end)?.contains(
        "have a bar at the open and none at the close on each of 4 sessions, in spite of `stamp: end`: is a bar named by its start?"
      )
        == true)
    #expect(try told(575...960, columns: bars, stamp: start)?.contains("is a bar named by its end?") == true)
    #expect(try told(570...955, columns: bars, stamp: start) == nil)
    #expect(try told(575...960, columns: bars, stamp: end) == nil)
    #expect(try told(Self.extended, columns: bars, stamp: start) == nil)
    #expect(try told(Self.extended, columns: bars, stamp: end) == nil)
  }
}
