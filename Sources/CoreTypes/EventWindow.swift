/// A closed range of event days, `[first, last]`; day 0 is the session on which the market could first react.
@usableFromInline
package struct EventWindow: Hashable, Sendable, CustomStringConvertible {
  @usableFromInline package let first: Int
  @usableFromInline package let last: Int

  /// `first <= last`.
  @inlinable
  package init(first: Int, last: Int) {
    precondition(first <= last, "an event window must not end before it begins")
    self.first = first
    self.last = last
  }

  /// Number of event days, both ends included.
  @inlinable
  package var length: Int { last - first + 1 }
  /// The event days, both ends included.
  @inlinable
  package var days: ClosedRange<Int> { first...last }

  /// Whether `day`, relative to day 0, lies in the window.
  @inlinable
  package func contains(_ day: Int) -> Bool { day >= first && day <= last }

  /// Whether every day of `other` lies in the window.
  @inlinable
  package func contains(_ other: EventWindow) -> Bool { first <= other.first && last >= other.last }

  /// `[-1,1]`, the form of the reports.
  @usableFromInline package var description: String { "[\(first),\(last)]" }
}
