import CoreTypes
import Testing

@testable import EventTime

@Suite struct TimeZoneRulesTests {
  private func zone(_ name: String) throws -> TimeZoneRules { try #require(TimeZoneRules(ianaName: name)) }

  @Test func `an ordinary time is one moment`() throws {
    let newYork = try zone("America/New_York")
    #expect(
      newYork.resolve(date: try date("2019-10-07"), secondOfDay: 16 * 3_600 + 1_200)
        == .unique(try instant("2019-10-07T20:20:00Z")))
    // Seconds of other days count on.
    #expect(
      newYork.resolve(date: try date("2019-10-08"), secondOfDay: -7 * 3_600)
        == .unique(try instant("2019-10-07T21:00:00Z")))
    #expect(
      newYork.resolve(date: try date("2019-10-07"), secondOfDay: 86_400)
        == .unique(try instant("2019-10-08T04:00:00Z")))
  }

  @Test func `an hour that the clocks skip has two neighbors`() throws {
    let resolution = try zone("America/New_York").resolve(
      date: try date("2019-03-10"), secondOfDay: 2 * 3_600 + 1_800)
    #expect(
      resolution
        == .skipped(before: try instant("2019-03-10T06:30:00Z"), after: try instant("2019-03-10T07:30:00Z")))
    #expect(resolution.earliest == (try instant("2019-03-10T06:30:00Z")))
  }

  @Test func `an hour that the clocks repeat is two moments`() throws {
    let resolution = try zone("Europe/Berlin").resolve(
      date: try date("2019-10-27"), secondOfDay: 2 * 3_600 + 1_800)
    #expect(
      resolution
        == .repeated(first: try instant("2019-10-27T00:30:00Z"), second: try instant("2019-10-27T01:30:00Z")))
  }

  @Test func `an abbreviation of standard time while the place shows summer time`() throws {
    let newYork = try zone("America/New_York")
    func isUsual(_ name: String, of place: TimeZoneRules, at moment: String) throws -> Bool {
      try zone(name).isUsualTime(of: place, at: try instant(moment))
    }
    #expect(try isUsual("EST", of: newYork, at: "2019-10-08T20:30:00Z"))
    #expect(try isUsual("MST", of: try zone("America/Denver"), at: "2019-07-01T12:00:00Z"))
    #expect(try !isUsual("EST", of: newYork, at: "2019-12-10T20:30:00Z"), "clocks show standard time")
    #expect(try !isUsual("MST", of: newYork, at: "2019-10-08T20:30:00Z"), "another place")
    #expect(try !isUsual("EST5EDT", of: newYork, at: "2019-10-08T20:30:00Z"))
    #expect(
      try !isUsual("America/Panama", of: newYork, at: "2019-10-08T20:30:00Z"), "a place without summer time")
    #expect(try !isUsual("GMT", of: try zone("Europe/London"), at: "2019-07-01T12:00:00Z"))
  }

  @Test func `a day that a place skipped whole`() throws {
    // Samoa went from Thursday 2011-12-29 to Saturday 2011-12-31.
    let resolution = try zone("Pacific/Apia").resolve(date: try date("2011-12-30"), secondOfDay: 43_200)
    guard case .skipped(let before, let after) = resolution else {
      Issue.record("2011-12-30 exists in Samoa")
      return
    }
    #expect(after.secondsSinceEpoch - before.secondsSinceEpoch == 86_400)
  }

  @Test func `local times and their text`() throws {
    let moment = try instant("2019-10-07T20:20:00Z")
    #expect(try zone("Asia/Shanghai").isoText(of: moment) == "2019-10-08T04:20:00+08:00")
    #expect(try zone("America/New_York").isoText(of: moment) == "2019-10-07T16:20:00-04:00")
    #expect(try zone("Asia/Kolkata").isoText(of: moment) == "2019-10-08T01:50:00+05:30")
    #expect(try zone("America/St_Johns").isoText(of: moment) == "2019-10-07T17:50:00-02:30")
    #expect(try zone("UTC").isoText(of: moment) == "2019-10-07T20:20:00+00:00")
    let local = try zone("Asia/Shanghai").local(of: moment)
    #expect(local.date == (try date("2019-10-08")))
    #expect(local.secondOfDay == 15_600 && local.utcOffset == 28_800)
    // Before the first standard time offsets had seconds.
    let old = try zone("America/New_York").isoText(of: try instant("1880-01-01T12:00:00Z"))
    #expect(old == "1880-01-01T07:03:58-04:56:02")
  }

  @Test(arguments: [
    "America/New_York", "Europe/London", "Asia/Tehran", "Australia/Lord_Howe", "Africa/Casablanca",
  ])
  func `what clocks show leads back to the moment`(name: String) throws {
    let rules = try zone(name)
    var random = SplitMix(seed: 7)
    for _ in 0..<2_000 {
      let moment = Instant(secondsSinceEpoch: Int64(random.next() % 1_800_000_000))
      let (day, second, offset) = rules.local(of: moment)
      #expect(
        Int64(day.dayNumber) * 86_400 + Int64(second) == moment.secondsSinceEpoch + Int64(offset))
      switch rules.resolve(date: day, secondOfDay: second) {
      case .unique(let only): #expect(only == moment)
      case .repeated(let first, let other): #expect(first < other && (first == moment || other == moment))
      case .skipped: Issue.record("\(name): clocks showed a skipped time at \(moment)")
      }
    }
  }

  @Test(arguments: [
    "", "New York", "america/new_york", "America", "/etc/localtime", "../zoneinfo/UTC", "file:/etc/localtime",
    "right/Europe/Paris", "zone1970.tab", "Fixed/UTC+01:00:00", "localtime", "posixrules",
    "Factory", "Europe/Paris\0", "Europe/Pari\u{301}s",
  ])
  func `what names no zone is refused`(name: String) {
    #expect(TimeZoneRules(ianaName: name) == nil)
  }

  @Test func `the nearest name is offered`() {
    #expect(TimeZoneRules.nearestName(to: "america/new_york") == "America/New_York")
    #expect(TimeZoneRules.nearestName(to: "America/NewYork") == "America/New_York")
    #expect(TimeZoneRules.nearestName(to: "New York") == "America/New_York")
    #expect(TimeZoneRules.nearestName(to: "Asia/Shangai") == "Asia/Shanghai")
    #expect(TimeZoneRules.nearestName(to: "Shanghai") == "Asia/Shanghai")
    // An abbreviation is never taken for one that looks like it.
    #expect(TimeZoneRules.nearestName(to: "ET") == "America/New_York")
    #expect(TimeZoneRules.nearestName(to: "jst") == "Asia/Tokyo")
    for name in ["CST", "IST", "GMT+8", "UTC+08:00", "NY", "XYT"] {
      #expect(TimeZoneRules.nearestName(to: name) == nil)
    }
    #expect(TimeZoneRules.nearestName(to: "a zone of my own that nobody knows") == nil)
    #expect(TimeZoneRules.knownNames.contains("Europe/Zurich"))
    #expect(TimeZoneRules.nearestName(to: "Factory") == nil)
  }

  @Test func `an abbreviation without summer time has a place where clocks have it`() throws {
    #expect(try zone("EST").usualPlace(among: [])?.name == "America/New_York")
    #expect(try zone("EST").usualPlace(among: [zone("America/Toronto")])?.name == "America/Toronto")
    #expect(try zone("MST").usualPlace(among: [zone("Asia/Tokyo")])?.name == "America/Denver")
    for name in [
      "America/New_York", "America/Panama", "Etc/GMT+5", "EST5EDT", "CET", "UTC", "Asia/Tokyo", "Japan",
    ] {
      #expect(try zone(name).usualPlace(among: [zone("America/New_York")]) == nil, "\(name)")
    }
  }

  @Test func `the version of the data is four digits and a letter, or unknown`() {
    let version = TimeZoneRules.dataVersion
    #expect(version == "unknown" || version.wholeMatch(of: /[0-9]{4}[a-z]+(-.*)?/) != nil, "\(version)")
  }
}
