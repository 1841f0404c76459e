import Foundation
import TestSupport
import Testing

/// Daily prices whose dates are written as the moments in UTC at which they begin at the exchange: the same study as with the
/// dates alone, through the built program.
@Suite struct MomentDatesTests {
  private static let study = """
    events: events.csv
    prices:
      - files: prices/*.csv
        exchange: MIC
        benchmark: M
    factors: factors.csv
    estimation: {length: 100, last: -11, minimum: 50}
    event_window: [-5, 5]
    windows: [[0, 0], [-1, 1]]
    models: [market-model, {id: factors, factors: [smb], excess: false}]
    tests: [cross-sectional-t]

    """

  private static func write(_ days: [String], to work: WorkDirectory) throws {
    for (seed, name) in [UInt64(1): "A", 2: "B", 3: "M"] {
      var numbers = TestNumbers(seed: seed)
      var price = 50.0
      let rows = days.map { day in
        price *= 1 + 0.04 * numbers.next()
        return "\(day),\(String(format: "%.2f", price))\n"
      }
      try work.write("date,close\n" + rows.joined(), to: "study/prices/\(name).csv")
    }
    var numbers = TestNumbers(seed: 4)
    let factors = days.map { "\($0),\(String(format: "%.5f", 0.02 * numbers.next()))\n" }
    try work.write("date,smb\n" + factors.joined(), to: "study/factors.csv")
  }

  /// Sydney and London change their clocks: the moments are of 13:00 and 14:00, of 23:00 and 00:00.
  @Test(arguments: [("XTKS", "Asia/Tokyo"), ("XASX", "Australia/Sydney"), ("XLON", "Europe/London")])
  func midnightsAreTheDatesTheyBegin(_ exchange: String, _ zone: String) throws {
    let work = try WorkDirectory()
    let listing = try work.run("calendar", exchange, "--from", "2018-06-01", "--to", "2019-06-28").output
    let days = listing.split(separator: "\n").dropFirst().map { String($0.prefix(10)) }
    try work.write(Self.study.replacing("MIC", with: exchange), to: "study/study.yaml")
    try work.write(
      "security,announced_at\nA,2019-03-05\nA,2019-05-14\nB,2019-04-24\n", to: "study/events.csv")
    try Self.write(days, to: work)
    let plain = try work.run("run", "study/study.yaml", "--output", "plain")
    #expect(plain.status == 0, "\(plain.errors)")

    let local = DateFormatter()
    local.timeZone = TimeZone(identifier: zone)
    local.locale = Locale(identifier: "en_US_POSIX")
    local.dateFormat = "yyyy-MM-dd"
    let utc = ISO8601DateFormatter()
    utc.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    let moments = try days.map { utc.string(from: try #require(local.date(from: $0))) }
    #expect(moments.first.map { $0.prefix(10) != days[0] } == true)
    try Self.write(moments, to: work)
    let read = try work.run("run", "study/study.yaml", "--output", "moments")
    #expect(read.status == 0, "\(read.errors)")
    for table in ["abnormal_returns.csv", "windows.csv", "events.csv", "models.csv", "tests.csv"] {
      #expect(
        work.read("moments/\(table)") == work.read("plain/\(table)") && work.read("plain/\(table)") != nil)
    }
    let diagnostics = try ReportFile(path: work.path("moments/diagnostics.csv"))
    let notes = diagnostics.rows.filter { diagnostics.value($0, "id") == "date-format-detected" }
    #expect(notes.count == 4 && notes.allSatisfy { diagnostics.value($0, "message").contains(zone) })
    #expect(diagnostics.rows.count == 4)
  }

  /// What `calendar: benchmark` makes of the dates is right too, by the zone of the exchange or of `hours:`.
  @Test(arguments: [
    "exchange: XTKS\n    calendar: benchmark",
    "exchange: MINE\n    calendar: benchmark\n    hours: {open: \"09:00\", close: \"15:00\", timezone: Asia/Tokyo}",
  ])
  func aCalendarOfTheBenchmarkHasTheSameDates(_ lines: String) throws {
    let work = try WorkDirectory()
    let days = ExampleStudy.sessions
    let study = Self.study.replacing("exchange: MIC", with: lines)
    try work.write(study, to: "study/study.yaml")
    try work.write(
      "security,announced_at\nA,2019-08-06T17:00:00+09:00\nB,2019-10-08T10:00:00+09:00\n",
      to: "study/events.csv")
    try Self.write(days, to: work)
    #expect(try work.run("run", "study/study.yaml", "--output", "plain").status == 0)
    try Self.write(days.map { "\(ExampleStudy.dayBefore($0))T15:00:00.000Z" }, to: work)
    #expect(try work.run("run", "study/study.yaml", "--output", "moments").status == 0)
    #expect(work.read("moments/windows.csv") == work.read("plain/windows.csv"))
  }
}
