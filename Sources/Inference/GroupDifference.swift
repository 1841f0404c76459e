import CoreTypes

/// A test of the null hypothesis that two groups of events reacted alike, over one window.
package protocol GroupDifference: Sendable {
  var descriptor: TestDescriptor { get }
  /// What it asks of the events beside their CARs.
  var needs: SampleNeeds { get }

  /// The first group against the second; `window` is one of the pair's sample.
  func evaluate(_ pair: GroupPair, over window: WindowMeasures) -> TestOutcome
}

/// A difference that two lists of CARs are enough for.
protocol CumulativeDifference: GroupDifference {
  /// The first group's CARs against the second's; both in the order of the events file.
  ///
  /// - Parameter rounding: CARs that differ by no more are equal.
  func evaluate(_ first: [Double], against second: [Double], rounding: Double) -> TestOutcome
}

extension CumulativeDifference {
  package var needs: SampleNeeds { [] }

  package func evaluate(_ pair: GroupPair, over window: WindowMeasures) -> TestOutcome {
    func returns(_ isFirst: Bool) -> [Double] {
      window.entering.filter { pair.isFirst[$0] == isFirst }.map { window.cumulativeAbnormalReturns[$0] }
    }
    return evaluate(returns(true), against: returns(false), rounding: window.rounding)
  }
}

/// The events of two groups under one model, in the order of the events file.
package struct GroupPair: Sendable {
  package let sample: EventSample
  /// For each event whether it is the first group's.
  let isFirst: [Bool]

  package init(_ sample: EventSample, isFirst: [Bool]) {
    precondition(isFirst.count == sample.count, "each event belongs to one of the two")
    self.sample = sample
    self.isFirst = isFirst
  }

  /// Some of these events are the first group's, and some are not.
  func hasBoth(among events: [Int]) -> Bool {
    events.contains { isFirst[$0] } && events.contains { !isFirst[$0] }
  }
}

/// The registry of tests between two groups. Its order is the order of `eventstudy methods` and the reports, where
/// they follow the tests of a single sample.
package enum GroupDifferences {
  package static let all: [any GroupDifference] = [
    DifferenceT(), DifferenceRankSum(), DifferencePortfolioT(),
  ]

  /// The test of an id as the study file gives it; `nil` where there is no such test between groups.
  package static func named(_ id: String) -> (any GroupDifference)? {
    all.first { $0.descriptor.id == id }
  }
}
