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
    let independent = [DifferenceT().descriptor.id, DifferenceRankSum().descriptor.id]
    guard pair.sample.sharesSessions(over: window) else {
      tests = independent
      sentence = "No two windows share a session: nothing here speaks against independence."
      return
    }
    let start =
      "Windows share sessions: difference-t and difference-rank-sum take events as independent and "
      + "reject too often where those of a group move together; difference-portfolio-t"
    let onDates = Dictionary(grouping: window.entering) { pair.sample.dayZeroDates[$0] }.values
    let usable = DifferenceRecommendation.usable(pair, window, onDates.filter(pair.hasBoth(among:)))
    if let usable, onDates.count == 1 {
      tests = [DifferencePortfolioT().descriptor.id]
      sentence = start + " does not\(usable < events ? ", of \(usable) events" : "")."
    } else {
      tests = independent
      sentence =
        start
        + (usable.map { " does not, of \($0) events on one date." }
          ?? " finds no date on which events of both have the same sessions.")
    }
  }

  /// How many events `difference-portfolio-t` takes; nil for none. Without the dates of the estimation days nothing says that they
  /// differ.
  private static func usable(_ pair: GroupPair, _ window: WindowMeasures, _ onDates: [[Int]]) -> Int? {
    guard pair.sample.knowsEstimationDates else { return onDates.map(\.count).max() }
    return (try? CommonDateMembers(pair.sample, window, holding: pair.hasBoth(among:)))?.events.count
  }
}
