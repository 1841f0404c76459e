/// One requested event. Every per-event quantity is keyed by it, never by the security: a firm may own
/// several events.
package struct EventID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package var description: String { text }
  package static func < (left: EventID, right: EventID) -> Bool { left.text < right.text }
}

/// One price series: a share, a fund, an index. Any text the user's files use, compared byte for byte.
package struct SecurityID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package var description: String { text }
  package static func < (left: SecurityID, right: SecurityID) -> Bool { left.text < right.text }
}

/// An exchange by its ISO 10383 market identifier code (`XNAS`, `XSHE`), or an id of the study's own.
package struct ExchangeID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package var description: String { text }
  package static func < (left: ExchangeID, right: ExchangeID) -> Bool { left.text < right.text }
}
