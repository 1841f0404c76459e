import CoreTypes

/// Which tests between two groups to believe for a pair and window, and what speaks against the others. Nothing here depends
/// on what the tests say.
package struct DifferenceRecommendation: Sendable, Equatable {
  /// Events of both groups that enter the window.
  package let events: Int
  /// Ids of tests; none where a group has no event.
  package let tests: [String]
  /// One sentence; nil where a group has no event.
  package let sentence: String?

  package init(_ pair: GroupPair, over window: WindowMeasures) {
    events = window.entering.count
    guard pair.hasBoth(among: window.entering) else {
      (tests, sentence) = ([], nil)
      return
    }
    let independent = ["difference-t", "difference-rank-sum"]
    guard pair.sample.sharesSessions(over: window) else {
      tests = independent
      sentence = "No two windows share a session: nothing here speaks against independence."
      return
    }
    let start =
      "Windows share sessions: difference-t and difference-rank-sum take events as independent and "
      + "reject too often where those of a group move together; difference-portfolio-t"
    let isOneDate = Set(window.entering.map { pair.sample.dayZeroDates[$0] }).count == 1
    let members =
      pair.sample.knowsEstimationDates
      ? try? CommonDateMembers(pair.sample, window, holding: pair.hasBoth(among:)) : nil
    if isOneDate, let members {
      tests = ["difference-portfolio-t"]
      sentence =
        start + " does not\(members.events.count < events ? ", of \(members.events.count) events" : "")."
    } else {
      tests = independent
      sentence =
        start
        + (members.map { " does not, of \($0.events.count) events on one date." }
          ?? " finds no date with events of both.")
    }
  }
}
