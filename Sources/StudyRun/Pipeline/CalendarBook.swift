import CoreTypes
import DataInput
import EventTime

/// The calendars of a study: those that ship with the program, those of its calendars file, which win, and those
/// made from a benchmark's own dates.
struct CalendarBook: Sendable {
  /// Calendars that the study itself defines: a list, since they are few and a dictionary of the program's own keys costs a
  /// search through all conformances when the first one is made.
  private let own: [(exchange: ExchangeID, calendar: ExchangeCalendar)]
  /// nil = that of its securities' exchange.
  private let byEntry: [ExchangeCalendar?]
  /// By entry: its calendar is made of dates, so that its `hours:` are asked.
  private let isOfDates: [Bool]

  init(
    entries: [PriceEntry], portfolios: [PortfolioChoice], catalog: SecurityCatalog, inputs: StudyInputs
  ) throws(RunFailure) {
    var own = inputs.calendars.byExchange.map { (exchange: $0.key, calendar: $0.value) }
    func known(_ exchange: ExchangeID) -> ExchangeCalendar? { CalendarBook.calendar(of: exchange, in: own) }
    var byEntry: [ExchangeCalendar?] = []
    var isOfDates: [Bool] = []
    for (index, entry) in entries.enumerated() {
      let exchange = entry.exchange ?? CalendarBook.inheritedExchange(index, entries, inputs)
      if entry.calendar == .exchange, let exchange {
        guard let calendar = known(exchange) ?? ExchangeCalendars.calendar(for: exchange) else {
          throw .unknownExchange(exchange, of: entry)
        }
        byEntry.append(entry.exchange == nil ? calendar : nil)
        isOfDates.append(false)
        continue
      }
      isOfDates.append(true)
      if let exchange, entry.calendar == .benchmark, inputs.calendars.byExchange[exchange] != nil {
        throw .twoCalendars(exchange, of: entry)
      }
      if let shared = entry.exchange.flatMap(known) {
        byEntry.append(shared)
        continue
      }
      let dates = try CalendarBook.ownDates(of: index, entry, portfolios, catalog, inputs)
      let hours = entries.first { $0.hours != nil && $0.exchange == entry.exchange && entry.exchange != nil }
      let calendar = ExchangeCalendar(
        exchange: entry.exchange ?? ExchangeID(""), sessionDates: dates,
        hours: try (hours ?? entry).sessionHours())
      if let exchange = entry.exchange { own.append((exchange, calendar)) }
      byEntry.append(calendar)
    }
    self.own = own
    self.byEntry = byEntry
    self.isOfDates = isOfDates
  }

  /// The calendar of a security: its exchange's, or that of its `prices` entry.
  func calendar(of security: CatalogedSecurity) -> ExchangeCalendar? {
    if let exchange = security.record?.exchange { return calendar(for: exchange) }
    if let own = byEntry[security.entry] { return own }
    return security.exchange.flatMap(calendar(for:))
  }

  /// The calendar of an exchange; the study's own definition wins. nil = unknown.
  func calendar(for exchange: ExchangeID) -> ExchangeCalendar? {
    CalendarBook.calendar(of: exchange, in: own) ?? ExchangeCalendars.calendar(for: exchange)
  }

  /// A warning for each entry whose `hours:` are not asked, since its exchange has a calendar.
  func unusedHours(of entries: [PriceEntry]) -> [Diagnostic] {
    zip(entries, isOfDates).filter { $0.hours != nil && !$1 }.map { entry, _ in
      Diagnostic(
        .hoursNotUsed, at: entry.location,
        message: "'hours' is not used: the exchange's own calendar says when it trades",
        help: "remove it; for other hours on some days write a 'calendars' file, for others on all days add "
          + "'calendar: benchmark'")
    }
  }

  /// A note for each entry without an exchange whose events have the days with prices as sessions, though nothing asks for it.
  func unnamedExchanges(
    of entries: [PriceEntry], _ catalog: SecurityCatalog, _ events: [SecurityID]
  ) -> [Diagnostic] {
    let concerned = Set(
      events.compactMap { catalog[$0] }.filter { $0.record?.exchange == nil }.map(\.entry))
    return entries.indices.filter { index in
      concerned.contains(index) && isOfDates[index] && entries[index].exchange == nil
        && entries[index].calendar == .exchange
    }.map { index in
      let days =
        entries[index].benchmark.map { "the benchmark '\($0)' has a value" } ?? "its files have prices"
      return Diagnostic(
        .exchangeNotNamed, at: entries[index].location,
        message:
          "no exchange is named: the days on which \(days) are taken as sessions, and one that is missing there "
          + "is no session",
        help:
          "name it with 'exchange' ('eventstudy calendar' lists them), or write 'calendar: benchmark' where this is "
          + "meant")
    }
  }

  /// Calendars of the study's own file that are meant for an exchange of its securities, spelled in other letters.
  static func misspelled(_ inputs: StudyInputs, _ entries: [PriceEntry], _ events: [EventRequest])
    -> [Diagnostic]
  {
    guard !inputs.calendars.byExchange.isEmpty else { return [] }
    let used =
      entries.compactMap(\.exchange) + inputs.securities.compactMap(\.exchange)
      + events.compactMap { $0.row.value("phase_exchange").map { ExchangeID($0) } }
    return inputs.calendars.misspelled(beside: Set(used))
  }

  /// A warning for each entry whose `hours:` are asked and are those of an abbreviation (`EST`) that has no summer time.
  func hoursWithoutSummerTime(of entries: [PriceEntry]) -> [Diagnostic] {
    zip(entries, isOfDates).compactMap { entry, isOfDates in
      guard let hours = entry.hours, isOfDates else { return nil }
      return .withoutSummerTime(
        hours.timeZone, meaning: [entry.exchange.flatMap(ExchangeCalendars.timeZone(of:))].compactMap(\.self),
        at: hours.timeZoneLocation)
    }
  }

  private static func calendar(
    of exchange: ExchangeID, in calendars: [(exchange: ExchangeID, calendar: ExchangeCalendar)]
  ) -> ExchangeCalendar? {
    calendars.first { $0.exchange == exchange }?.calendar
  }

  /// An index without an exchange of its own has the sessions of the entry that names it as benchmark.
  private static func inheritedExchange(
    _ index: Int, _ entries: [PriceEntry], _ inputs: StudyInputs
  ) -> ExchangeID? {
    let members = Set(inputs.prices.seriesBySource[index].map(\.security))
    return entries.first { other in other.benchmark.map(members.contains) ?? false }?.exchange
  }

  /// `calendar: benchmark`: the days on which the benchmark, or a member of it, has a value; without one, the entry's own dates.
  private static func ownDates(
    of index: Int, _ entry: PriceEntry, _ portfolios: [PortfolioChoice], _ catalog: SecurityCatalog,
    _ inputs: StudyInputs
  ) throws(RunFailure) -> [CalendarDate] {
    func ofAny(_ dates: [[CalendarDate]]) -> [CalendarDate] {
      dates.count == 1 ? dates[0] : Set(dates.joined()).sorted()
    }
    guard let benchmark = entry.benchmark else {
      return ofAny(inputs.prices.seriesBySource[index].map(\.dates))
    }
    // The faults of lists are told with the events.
    let members = try? BenchmarkBook(portfolios).components(of: benchmark, for: nil) { catalog[$0] != nil }
    let dates = (members ?? []).compactMap { catalog[$0.security]?.series.dates }
    guard !dates.isEmpty else {
      throw RunFailure(
        .unusable, "the calendar is to be that of the benchmark '\(benchmark)', which has no prices",
        help: "add a 'prices' entry that holds \(benchmark)", at: entry.location)
    }
    return ofAny(dates)
  }
}

extension PriceEntry {
  /// The entry's `hours:` with the rules of their time zone.
  fileprivate func sessionHours() throws(RunFailure) -> SessionHours? {
    guard let hours else { return nil }
    return SessionHours(
      open: hours.open, close: hours.close, timeZone: try .called(hours.timeZone, at: location))
  }
}

extension RunFailure {
  fileprivate static func twoCalendars(_ exchange: ExchangeID, of entry: PriceEntry) -> RunFailure {
    RunFailure(
      .unusable,
      "the exchange '\(exchange)' has two calendars: that of the calendars file and 'calendar: benchmark'",
      help: "remove 'calendar: benchmark' from the entry, or the exchange's rows from the calendars file",
      at: entry.location)
  }

  fileprivate static func unknownExchange(_ exchange: ExchangeID, of entry: PriceEntry) -> RunFailure {
    let nearest = ExchangeCalendars.nearest(to: exchange).map { "; did you mean \($0)?" } ?? ""
    return RunFailure(
      .unusable, "no calendar is known for the exchange '\(exchange)'\(nearest)",
      help: "give an ISO 10383 code that 'eventstudy calendar' knows, or 'calendar: benchmark' with 'hours:'",
      at: entry.exchangeLocation ?? entry.location)
  }
}
