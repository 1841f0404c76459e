import CoreTypes

/// Words for the events that a test leaves out, a group a reason; `nil` where it leaves out none.
func leftOut(_ groups: [(events: Int, reason: String)]) -> String? {
  let words = groups.filter { $0.events > 0 }.map { group in
    "\(group.events.counted("event", "events")) \(group.reason)"
  }
  return words.isEmpty ? nil : "left out: \(words.joined(separator: ", "))"
}
