// Equality and hashes are spelled out: what the compiler makes of them is not inlined in other targets, whose dictionaries and
// searches ask for them.

/// One requested event. Every per-event quantity is keyed by it, never by the security: a firm may own
/// several events.
@frozen @usableFromInline
package struct EventID: Hashable, Comparable, Sendable, CustomStringConvertible {
  @usableFromInline package let text: String
  @inlinable package init(_ text: String) { self.text = text }
  @usableFromInline package var description: String { text }
  @inlinable package static func == (left: EventID, right: EventID) -> Bool { left.text == right.text }
  @inlinable package static func < (left: EventID, right: EventID) -> Bool { left.text < right.text }
  @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// One price series: a share, a fund, an index. Any text the user's files use; letters that differ in their Unicode
/// form alone (a composed and a decomposed accent) are the same.
@frozen @usableFromInline
package struct SecurityID: Hashable, Comparable, Sendable, CustomStringConvertible {
  @usableFromInline package let text: String
  @inlinable package init(_ text: String) { self.text = text }
  @usableFromInline package var description: String { text }
  @inlinable package static func == (left: SecurityID, right: SecurityID) -> Bool { left.text == right.text }
  @inlinable package static func < (left: SecurityID, right: SecurityID) -> Bool { left.text < right.text }
  @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// An exchange by its ISO 10383 market identifier code (`XNAS`, `XSHE`), or an id of the study's own.
@frozen @usableFromInline
package struct ExchangeID: Hashable, Comparable, Sendable, CustomStringConvertible {
  @usableFromInline package let text: String
  @inlinable package init(_ text: String) { self.text = text }
  @usableFromInline package var description: String { text }
  @inlinable package static func == (left: ExchangeID, right: ExchangeID) -> Bool { left.text == right.text }
  @inlinable package static func < (left: ExchangeID, right: ExchangeID) -> Bool { left.text < right.text }
  @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
