/// What tests ask of the events of a sample beside their cumulative and daily abnormal returns. A sample may leave out
/// what none of its tests needs.
package struct SampleNeeds: OptionSet, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  // MARK: Panels, with a row an event

  /// The estimation residuals day by day: 8 L bytes an event.
  package static let residuals = SampleNeeds(rawValue: 1 << 0)
  /// The dates of the estimation residuals.
  package static let estimationDates = SampleNeeds(rawValue: 1 << 1)
  /// The sessions that each abnormal return spans.
  package static let spans = SampleNeeds(rawValue: 1 << 2)
  /// The event days that each abnormal return covers.
  package static let daySpans = SampleNeeds(rawValue: 1 << 13)
  /// SAR day by day.
  package static let standardizedReturns = SampleNeeds(rawValue: 1 << 3)
  /// What portfolio returns are regressed on.
  package static let pricing = SampleNeeds(rawValue: 1 << 4)
  /// The rows of the events' regressions.
  package static let design = SampleNeeds(rawValue: 1 << 5)

  // MARK: Sums over events (`SeriesSums`), without a row an event

  /// `DailyScores.Kind.correctedRank`.
  package static let correctedRanks = SampleNeeds(rawValue: 1 << 6)
  /// `DailyScores.Kind.rank`.
  package static let ranks = SampleNeeds(rawValue: 1 << 7)
  /// `DailyScores.Kind.sign`.
  package static let signs = SampleNeeds(rawValue: 1 << 8)
  /// The average residual of each estimation day.
  package static let averageResiduals = SampleNeeds(rawValue: 1 << 9)
  /// How often a residual is positive.
  package static let dailyShares = SampleNeeds(rawValue: 1 << 10)
  /// How often a sum of as many residuals as a window has days is positive.
  package static let windowShares = SampleNeeds(rawValue: 1 << 11)
  /// Skewness of the residuals; the recommendation of tests needs it.
  package static let residualMoments = SampleNeeds(rawValue: 1 << 12)

  /// Everything that is added up event by event.
  package static let sums: SampleNeeds = [
    .correctedRanks, .ranks, .signs, .averageResiduals, .dailyShares, .windowShares, .residualMoments,
  ]

  /// What differences between groups need together.
  package static func of(_ differences: [any GroupDifference]) -> SampleNeeds {
    differences.reduce([]) { $0.union($1.needs) }
  }

  /// What tests and the recommendation need together.
  package static func of(_ tests: [any TestStatistic]) -> SampleNeeds {
    tests.reduce(.residualMoments) { $0.union($1.needs) }
  }
}
