/// `other_events`: news about the securities besides an event, and what it does to the event.
package struct OtherEventsChoice: Sendable {
  /// What becomes of an event with other news of its security near it.
  package enum Treatment: String, Sendable, CaseIterable {
    /// A warning.
    case flag
    /// It is excluded.
    case drop
    /// It is excluded where some of that news came first.
    case keepFirst = "keep-first"
  }

  /// News that are no events of the study, in the columns of the events file; nil = the study's events know only each other.
  package var source: TableSource?
  /// Event days before and after the event window that count as near.
  package var margin: Int
  package var treatment: Treatment

  package static let flagOnly = OtherEventsChoice(source: nil, margin: 0, treatment: .flag)
}
