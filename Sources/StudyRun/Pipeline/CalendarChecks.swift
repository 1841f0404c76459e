import CoreTypes
import EventTime

/// What the prices of an exchange's securities say about its calendar.
extension StudyMarket {
  /// At most two diagnostics an exchange, in the order of exchange ids. Securities without an exchange id have the
  /// sessions of their own entry and are not judged.
  func calendarDisagreements() -> [Diagnostic] {
    let members = Dictionary(grouping: catalog.identifiers.compactMap(trades(of:))) { $0.calendar.exchange }
    return members.keys.sorted().filter { !$0.text.isEmpty }.flatMap { exchange in
      CalendarAgreement.diagnostics(of: members[exchange] ?? [], asOf: asOf)
    }
  }
}
