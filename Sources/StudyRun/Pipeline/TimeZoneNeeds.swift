import CoreTypes
import DataInput
import EventTime

/// The clocks that a study's sessions need.
enum TimeZoneNeeds {
  /// - Throws: 66 where the system has no rules of the clock of an exchange whose own calendar is asked.
  static func check(
    _ entries: [PriceEntry], _ securities: [SecurityAttributes], _ events: EventsInput,
    besides own: StudyCalendars
  ) throws(RunFailure) {
    // The hours that stand in the study name a zone themselves.
    let asked = entries.filter { $0.calendar == .exchange || $0.hours == nil }
    var exchanges = asked.compactMap(\.exchange) + securities.compactMap(\.exchange)
    if events.columns.contains("phase_exchange") {
      exchanges += events.requests.compactMap { $0.row.value("phase_exchange").map { ExchangeID($0) } }
    }
    // A list, since there are few, and a set of the program's own keys costs a search through all conformances.
    var known: [ExchangeID] = []
    for exchange in exchanges where !known.contains(exchange) {
      known.append(exchange)
      if own.byExchange[exchange] == nil { try ExchangeCalendars.requireTimeZone(of: exchange) }
    }
  }
}
