/// A set of an event's warnings: a bit each, so that none of the millions of events of a large study takes memory or a hash for
/// it.
package struct EventWarnings: Sendable, Equatable, ExpressibleByArrayLiteral {
  private var bits: UInt64 = 0

  package init() {}

  package init(arrayLiteral warnings: EventWarning...) {
    for warning in warnings { insert(warning) }
  }

  package var isEmpty: Bool { bits == 0 }

  /// Whether the warning is in the set.
  package func contains(_ warning: EventWarning) -> Bool { !isEmpty && bits & warning.bit != 0 }

  /// Adds the warning.
  package mutating func insert(_ warning: EventWarning) { bits |= warning.bit }

  /// Takes the warning out, where it is in.
  package mutating func remove(_ warning: EventWarning) {
    if !isEmpty { bits &= ~warning.bit }
  }

  /// Adds the warnings of another set.
  package mutating func formUnion(_ others: EventWarnings) { bits |= others.bits }

  /// In the order of their ids.
  package func sorted() -> [EventWarning] {
    isEmpty ? [] : EventWarning.inOrder.filter(contains)
  }
}

extension EventWarning {
  /// All of them, in the order of their ids.
  fileprivate static let inOrder = allCases.sorted()

  /// That of its place among all of them.
  fileprivate var bit: UInt64 { 1 << UInt64(EventWarning.allCases.prefix { $0 != self }.count) }
}
