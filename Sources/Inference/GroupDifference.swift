import CoreTypes

/// A test of the null hypothesis that two groups of events reacted alike, on their CARs over one window.
package protocol GroupDifference: Sendable {
  var descriptor: TestDescriptor { get }

  /// The first group's CARs against the second's; both in the order of the events file.
  ///
  /// - Parameter rounding: CARs that differ by no more are equal.
  func evaluate(_ first: [Double], against second: [Double], rounding: Double) -> TestOutcome
}

/// The registry of tests between two groups. Its order is the order of `eventstudy methods` and the reports, where
/// they follow the tests of a single sample.
package enum GroupDifferences {
  package static let all: [any GroupDifference] = [DifferenceT(), DifferenceRankSum()]

  /// The test of an id as the study file gives it; `nil` where there is no such test between groups.
  package static func named(_ id: String) -> (any GroupDifference)? {
    all.first { $0.descriptor.id == id }
  }
}
