import CoreTypes
import TestSupport
import Testing

@testable import EventTime

/// What every calendar that ships with the program must keep to.
@Suite struct ExchangeCalendarsTests {
  static let codes = ExchangeCalendars.all.map(\.id.text)

  @Test(arguments: codes)
  func `sessions ascend, open before they close, and do not overlap`(code: String) throws {
    let calendar = try exchange(code)
    let dates = calendar.sessionDates
    #expect(calendar.hasHours && calendar.timeZone != nil)
    let (first, last) = (try #require(dates.first), try #require(dates.last))
    #expect(first >= calendar.validFrom && last <= calendar.validTo)
    #expect(Double(dates.count) > 0.6 * Double(calendar.validTo.dayNumber - calendar.validFrom.dayNumber))
    var faults: [String] = []
    var before: Session?
    for index in dates.indices {
      let session = calendar.session(at: index)
      let times = [session.open, session.breakStart, session.breakEnd, session.close].compactMap { $0 }
      let inOrder = zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
      let length = session.close.secondsSinceEpoch - session.open.secondsSinceEpoch
      let follows = before.map { $0.date < session.date && $0.close <= session.open } ?? true
      if !inOrder || !follows || length > 86_400 || times.count == 3 || session.date != dates[index] {
        faults.append("\(session.date)")
      }
      before = session
    }
    #expect(faults.isEmpty)
  }

  @Test(arguments: codes)
  func `an early close is before the usual hour, a date has at most one session`(code: String) throws {
    let calendar = try exchange(code)
    var faults: [String] = []
    for index in stride(from: 0, to: calendar.sessionDates.count, by: 3) {
      let session = calendar.session(at: index)
      guard let usual = calendar.usualHours(on: session.date), calendar.index(of: session.date) == index
      else {
        faults.append("\(session.date)")
        continue
      }
      if session.isEarlyClose != (session.close < usual.close) { faults.append("\(session.date)") }
    }
    #expect(faults.isEmpty)
  }

  /// The definition, by looking at one session after the other.
  @Test(arguments: codes)
  func `the first session that closes after an instant is found from any instant`(code: String) throws {
    let calendar = try exchange(code)
    let last = calendar.sessionDates.count - 1
    let zone = try #require(calendar.timeZone)
    var random = SplitMix(seed: 20_191_007)
    for _ in 0..<60 {
      let start = Int(random.next() % UInt64(last - 12)) + 6
      let offset = Int(random.next() % 600_000) - 300_000
      let edge = random.next() % 4 == 0
      let instant = calendar.session(at: start).close.advanced(bySeconds: edge ? offset % 2 : offset)
      let expected = (max(0, start - 12)...last).first { calendar.session(at: $0).close > instant }
      #expect(calendar.firstIndex(closingAfter: instant) == expected, "\(zone.isoText(of: instant))")
    }
  }

  @Test func `each exchange that the program promises is there, aliases show whose days they keep`() throws {
    for code in [
      "XNYS", "XNAS", "ARCX", "XASE", "XSHG", "XSHE", "XHKG", "XTKS", "XKRX", "XTAI", "XLON", "XETR",
      "XFRA", "XPAR", "XAMS", "XMIL", "XSWX", "XTSE", "XASX", "XNSE", "XBOM", "BVMF", "XMEX", "XSES",
    ] {
      _ = try exchange(code)
    }
    #expect(ExchangeCalendars.all.count >= 70)
    for entry in ExchangeCalendars.all {
      let calendar = try exchange(entry.id.text)
      #expect(calendar.exchange == entry.id)
      #expect(calendar.calendarSource == entry.source)
      #expect(calendar.identity == (try exchange(entry.source.text)).identity)
      #expect(calendar.timeZone?.name == entry.timeZoneName)
    }
    let aliases = ExchangeCalendars.all.filter { $0.id != $0.source }.map { "\($0.id)=\($0.source)" }
    #expect(Set(aliases).isSuperset(of: ["XNAS=XNYS", "ARCX=XNYS", "XASE=XNYS", "XSHE=XSHG"]))
  }

  @Test(arguments: [
    ("NYSE", "XNYS"), ("nasdaq", "XNAS"), ("xnas", "XNAS"), ("XNYX", "XNYS"), ("XLNO", "XLON"),
    ("SZSE", "XSHE"),
  ])
  func `an unknown exchange has no calendar, the nearest is offered`(typed: String, meant: String) {
    #expect(ExchangeCalendars.calendar(for: ExchangeID(typed)) == nil)
    #expect(ExchangeCalendars.nearest(to: ExchangeID(typed)) == ExchangeID(meant))
  }

  @Test func `nothing is offered for what is like no exchange`() {
    #expect(ExchangeCalendars.nearest(to: ExchangeID("")) == nil)
    #expect(ExchangeCalendars.nearest(to: ExchangeID("my own market")) == nil)
  }

  /// Public holidays by proclamation, of which the source knows those up to 2019.
  @Test(arguments: ["2019-05-08", "2021-11-01", "2022-12-27", "2023-12-15", "2024-05-29", "2026-11-04"])
  func `Johannesburg is closed on proclaimed holidays`(day: String) throws {
    let closed = try date(day)
    let calendar = try exchange("XJSE")
    #expect(calendar.index(of: closed) == nil)
    #expect(calendar.index(of: closed.advanced(by: closed.weekday == 5 ? 3 : 1)) != nil)
  }

  @Test func `the data say where they come from`() throws {
    // The count tells whether Scripts/make-calendars ran after the last correction.
    let corrections = try NumberTable(fixture: "../../Scripts/make-calendars.corrections.csv")
    let version = "exchange_calendars 4.13.2, corrections \(corrections.rows.count)"
    #expect(ExchangeCalendars.dataVersion == version)
  }

  /// Made by Scripts/oracles/exchange_sessions.py from exchange_calendars itself.
  @Test func `other software finds the same sessions`() throws {
    let table = try NumberTable(fixture: "Oracles/exchange-sessions/pairs.csv")
    #expect(table.rows.count >= 400)
    for row in table.rows.indices {
      let calendar = try exchange(try table.text(row, "exchange"))
      let moment = try instant(try table.text(row, "instant"))
      let found = calendar.firstIndex(closingAfter: moment).map(calendar.session(at:))
      let expected = [try table.text(row, "session"), try table.text(row, "close")]
      let actual = found.map { ["\($0.date)", "\($0.close)"] } ?? ["", ""]
      #expect(actual == expected, "\(calendar.exchange) \(moment)")
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014), seeded: the same instants in every run.
struct SplitMix {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
