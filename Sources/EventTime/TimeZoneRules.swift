import CTimeZones
import CoreTypes
import Synchronization

/// What a wall clock showing a given date and time says about the moment: usually exactly one, none or two
/// on the days on which clocks are changed.
package enum LocalTimeResolution: Sendable, Hashable {
  case unique(Instant)
  /// The clocks were put forward over that time. `before` and `after` lie on either side of the gap: the time
  /// read with the offset that came into force there, and with the one that ended there.
  case skipped(before: Instant, after: Instant)
  /// The clocks were put back: they showed that time twice.
  case repeated(first: Instant, second: Instant)

  /// The earliest moment in question: for session times, which no exchange sets into the changing hour.
  package var earliest: Instant {
    switch self {
    case .unique(let instant): instant
    case .skipped(let before, _): before
    case .repeated(let first, _): first
    }
  }
}

/// A time zone of the IANA database: the rules by which a place's clocks were and will be set, changes
/// between standard and summer time included. Read by CCTZ from the system's tzdata.
package struct TimeZoneRules: Sendable, Hashable {
  /// The name asked for (`America/New_York`).
  package let name: String
  /// CCTZ keeps every zone it loaded until the process ends and never changes it.
  private let handle: UInt64

  /// `nil` where the system's database has no zone of that name (names are case-sensitive).
  package init?(ianaName name: String) {
    let handle = es_time_zone_find(name)
    guard handle != 0, !name.utf8.contains(0) else { return nil }
    self.name = name
    self.handle = handle
  }

  /// The moment at which clocks showed `secondOfDay` seconds after midnight on `date`. A value below 0 or
  /// above 86,399 counts on into the neighboring days.
  package func resolve(date: CalendarDate, secondOfDay: Int) -> LocalTimeResolution {
    var first: Int64 = 0
    var second: Int64 = 0
    let kind = es_time_zone_resolve(handle, Int64(date.dayNumber), Int64(secondOfDay), &first, &second)
    let earlier = Instant(secondsSinceEpoch: first)
    let later = Instant(secondsSinceEpoch: second)
    switch Int(kind) {
    case Int(ES_LOCAL_TIME_SKIPPED): return .skipped(before: earlier, after: later)
    case Int(ES_LOCAL_TIME_REPEATED): return .repeated(first: earlier, second: later)
    default: return .unique(earlier)
    }
  }

  /// What clocks show at `instant`; `utcOffset` in seconds, east of Greenwich positive.
  package func local(of instant: Instant) -> (date: CalendarDate, secondOfDay: Int, utcOffset: Int) {
    var day: Int64 = 0
    var second: Int64 = 0
    var offset: Int64 = 0
    es_time_zone_local(handle, instant.secondsSinceEpoch, &day, &second, &offset)
    return (CalendarDate(dayNumber: Int32(day)), Int(second), Int(offset))
  }

  /// `2019-10-08T04:20:00+08:00`; an offset's seconds appear only where there are any (local mean time).
  package func isoText(of instant: Instant) -> String {
    let (date, second, offset) = local(of: instant)
    return ISOMoment(date: date, secondOfDay: second, offset: offset).description
  }

  /// The name (`EST`) is that of a time, of no place.
  package var isAbbreviation: Bool { !name.contains("/") }

  /// An abbreviation (`EST`) that stands for the standard time of `place` where clocks there show summer time: mostly it was
  /// meant for what they show. Offsets of zero are no evidence, since much is published in Greenwich time.
  func isUsualTime(of place: TimeZoneRules, at instant: Instant) -> Bool {
    guard isAbbreviation else { return false }
    let offset = local(of: instant).utcOffset
    guard offset != 0, offset != place.local(of: instant).utcOffset else { return false }
    let seasons = TimeZoneRules.seasons(after: instant)
    return seasons.allSatisfy { local(of: $0).utcOffset == offset }
      && seasons.contains { place.local(of: $0).utcOffset == offset }
  }

  /// The same moment one, two and three quarters of a year later: clocks show each of their times at one of the four.
  private static func seasons(after instant: Instant) -> [Instant] {
    (1...3).map { instant.advanced(bySeconds: $0 * 91 * 86_400) }
  }

  /// Where clocks are probably meant by an abbreviation that stands for their standard time all year (`EST`): one of `places`,
  /// or where everybody looks for it. `nil` for any other zone.
  package func usualPlace(among places: [TimeZoneRules]) -> TimeZoneRules? {
    let known = TimeZoneRules.placesByAbbreviation[name].flatMap { TimeZoneRules(ianaName: $0) }
    // 2019-01-01, of a year like any other.
    let newYear = Instant(date: CalendarDate(dayNumber: 17_897), secondOfDay: 0, offset: 0)
    let seasons = [newYear] + TimeZoneRules.seasons(after: newYear)
    return (places + [known].compactMap(\.self)).first { place in
      seasons.contains { isUsualTime(of: place, at: $0) }
    }
  }

  /// What people call the clocks of a place, which the IANA database has no such name for, or for the standard time alone (`EST`,
  /// `MST`). Not those of two places, such as CST in Chicago and Shanghai.
  private static let placesByAbbreviation = [
    "ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York", "CT": "America/Chicago",
    "CDT": "America/Chicago", "MT": "America/Denver", "MST": "America/Denver", "MDT": "America/Denver",
    "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "BST": "Europe/London",
    "CEST": "Europe/Berlin", "MEZ": "Europe/Berlin", "MESZ": "Europe/Berlin", "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul", "HKT": "Asia/Hong_Kong", "SGT": "Asia/Singapore", "AET": "Australia/Sydney",
    "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
  ]

  /// The system has time zone data.
  package static var hasData: Bool { TimeZoneRules(ianaName: "America/New_York") != nil }

  /// - Throws: 66 where the system has no time zone data: every session would be without hours.
  package static func requireData() throws(RunFailure) {
    guard !hasData else { return }
    throw RunFailure(
      .inputMissing, "this system has no time zone data, without which no announcement has a session",
      help: helpWithoutData)
  }

  private static let helpWithoutData =
    "install the package 'tzdata', or correct the environment variable TZDIR"

  /// The zone is one of the IANA database, so that the system's data are at fault where there are no rules of it: a file that is
  /// missing, damaged or unreadable.
  private static func isMissing(_ name: String) -> Bool {
    TimeZoneRules(ianaName: name) == nil
      && (knownNames.contains(name) || ExchangeCalendars.all.contains { $0.timeZoneName == name })
  }

  /// What is to be said of a name that there are no rules of.
  ///
  /// - Parameter example: a zone that may have been meant.
  package static func fault(
    of name: String, example: String
  ) -> (kind: RunFailure.Kind, message: String, help: String) {
    guard isMissing(name) else {
      return (.unusable, "no time zone is called '\(name)'", help(for: name, example: example))
    }
    return (
      .inputMissing, "this system's time zone data of '\(name)' are missing or cannot be read",
      helpWithoutData
    )
  }

  /// The version of the system's time zone data (`2024a`); "unknown" where it does not say.
  package static let dataVersion: String = {
    var bytes = [CChar](repeating: 0, count: 64)
    es_time_zone_data_version(&bytes, bytes.count)
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }()

  /// The names of all zones that the system's database lists, other names of the same zone included.
  package static let knownNames: [String] =
    String(cString: es_time_zone_names()).split(separator: "\n").map(String.init).sorted()

  /// What to write in the place of a name that no zone has.
  private static func help(for unknown: String, example: String) -> String {
    (nearestName(to: unknown).map { "did you mean '\($0)'? " } ?? "") + "give an IANA name such as \(example)"
  }

  /// The zone whose name, or whose city, is spelled most like `name`, or the place of an abbreviation; `nil` where none is close.
  package static func nearestName(to name: String) -> String? {
    // Thousands of rows may have the same wrong name.
    if let known = nearest.withLock({ $0[name] }) { return known }
    let found = findNearestName(to: name)
    nearest.withLock { $0[name] = .some(found) }
    return found
  }

  private static let nearest = Mutex<[String: String?]>([:])

  private static func findNearestName(to name: String) -> String? {
    if let place = placesByAbbreviation[name.uppercased()] { return place }
    // What is like another abbreviation or an offset is another one.
    guard name.contains("/") || name.count > 5, !name.contains(where: { "+0123456789".contains($0) }) else {
      return nil
    }
    let wanted = name.replacing(" ", with: "_")
    if let whole = NearestName.to(wanted, among: knownNames) { return whole }
    let cities = knownNames.map { String($0.split(separator: "/").last ?? "") }
    guard let city = NearestName.to(wanted, among: cities),
      let position = cities.firstIndex(of: city)
    else { return nil }
    return knownNames[position]
  }
}
