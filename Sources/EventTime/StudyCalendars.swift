import CoreTypes

/// The exchange calendars that a study brings along, made from its calendars file: one session a row, moments
/// in UTC or with an offset, as `eventstudy calendar` prints them.
///
/// A calendar of the study takes the place of the one that ships with the program for exactly that exchange id.
/// Known is the range from its first session to its last; a date without a row in between is a closed day.
package struct StudyCalendars: Sendable {
  package let byExchange: [ExchangeID: ExchangeCalendar]
  /// Exchanges whose zone nothing names; their clock is taken as UTC.
  package let diagnostics: [Diagnostic]

  /// The first row of each exchange, for messages.
  private let firstRows: [ExchangeID: (location: SourceLocation, excerpt: String)]

  package static let none = StudyCalendars()

  private init() {
    byExchange = [:]
    diagnostics = []
    firstRows = [:]
  }

  /// Reads the rows, in any order. The first that makes no session is `unusable` (65), with how many more there
  /// are: a calendar with a hole would move days 0 without a word.
  package init(_ table: TextTable) throws(RunFailure) {
    var rows: [ExchangeID: [CalendarRow]] = [:]
    var zones: [ExchangeID: TimeZoneRules] = [:]
    var faults: [RunFailure] = []
    var diagnostics: [Diagnostic] = []
    for text in table.rows {
      do throws(RunFailure) {
        let row = try CalendarRow(text, file: table.file)
        rows[row.exchange, default: []].append(row)
        if let named = try row.zone(besides: zones[row.exchange]) { zones[row.exchange] = named }
      } catch {
        faults.append(error)
      }
    }
    let firsts = rows.values.compactMap(\.first).sorted { $0.text.line < $1.text.line }
    for row in firsts where zones[row.exchange] == nil {
      zones[row.exchange] = try StudyCalendars.zone(ofExchangeOf: row, diagnostics: &diagnostics)
    }
    var calendars: [ExchangeID: ExchangeCalendar] = [:]
    for (exchange, rows) in rows {
      guard let zone = zones[exchange] else { continue }
      let ordered = rows.sorted { ($0.date, $0.text.line) < ($1.date, $1.text.line) }
      faults += zip(ordered, ordered.dropFirst()).compactMap { $1.fault(after: $0) }
      faults += ordered.compactMap { $0.fault(in: zone) }
      if faults.isEmpty {
        calendars[exchange] = StudyCalendars.calendar(
          exchange, ordered, zone,
          hasPhases: SessionPhases.Column.allCases.contains { table.header.contains($0.rawValue) })
      }
    }
    if let first = faults.min(by: { ($0.location?.line ?? 0) < ($1.location?.line ?? 0) }) {
      let others = faults.count == 1 ? "" : "; \(faults.count - 1) more such faults follow in the file"
      throw RunFailure(
        first.kind, first.message, help: first.help + others, at: first.location, excerpt: first.excerpt)
    }
    byExchange = calendars
    self.diagnostics = diagnostics
    firstRows = rows.compactMapValues { rows in
      rows.first.map { ($0.location("exchange"), $0.text.excerpt(ofColumn: "exchange")) }
    }
  }

  /// A warning for each calendar that no security of the study has, where its exchange is one of `used` but for the case of its
  /// letters. Of others nothing is said: `eventstudy calendar` prints more exchanges than a study needs.
  package func misspelled(beside used: Set<ExchangeID>) -> [Diagnostic] {
    byExchange.keys.sorted().filter { !used.contains($0) }.compactMap { exchange in
      let meant = used.sorted().first { $0.text.lowercased() == exchange.text.lowercased() }
      guard let meant, let row = firstRows[exchange] else { return nil }
      return Diagnostic(
        .unknownExchange, severity: .warning, at: row.location,
        message: "no security of the study trades on the exchange '\(exchange)', whose calendar is not used",
        help: "did you mean \(meant)?", excerpt: row.excerpt)
    }
  }

  /// The zone of a clock that no row names: that of the known exchange of this id, else UTC.
  private static func zone(
    ofExchangeOf row: CalendarRow, diagnostics: inout [Diagnostic]
  ) throws(RunFailure) -> TimeZoneRules {
    try ExchangeCalendars.requireTimeZone(of: row.exchange)
    if let known = ExchangeCalendars.hours(of: row.exchange) { return known.zone }
    guard let utc = TimeZoneRules(ianaName: "UTC") else {
      throw row.failure(
        "exchange", "the system has no time zone data", "install them, such as with: apt-get install tzdata")
    }
    diagnostics.append(
      Diagnostic(
        .unknownTimeZone, severity: .warning, at: row.location("exchange"),
        message: "no time zone is known for the exchange '\(row.exchange)'; its clock is taken as UTC",
        help: "add a column 'timezone' with an IANA name such as America/New_York",
        excerpt: row.text.excerpt(ofColumn: "exchange")))
    return utc
  }

  private static func calendar(
    _ exchange: ExchangeID, _ rows: [CalendarRow], _ zone: TimeZoneRules, hasPhases: Bool
  ) -> ExchangeCalendar {
    let dates = rows.map(\.date)
    let hours = rows.map { $0.hours(in: zone) }
    return ExchangeCalendar(
      exchange: exchange,
      sessions: SessionTable(
        source: exchange, identity: "calendars file, \(exchange)", validFrom: dates[0],
        validTo: dates[dates.count - 1], dates: dates,
        hours: ExchangeHours(
          zone: zone, periods: UsualHours.periods(dates, hours), specialDates: dates, specialHours: hours),
        phases: hasPhases ? rows.map(\.phases) : nil))
  }
}
