/// A test of the null hypothesis that the events had no effect, on the sample of one model and one group.
package protocol TestStatistic: Sendable {
  var descriptor: TestDescriptor { get }

  /// The variant that this value computes; `nil` for the default.
  var variant: String? { get }

  /// This test computed as `variant` says; `nil` where the test has no such variant.
  func named(variant: String) -> (any TestStatistic)?

  /// Whether the test or one of its variants asks on which dates the estimation residuals lie; a sample of tests
  /// that do not may leave these dates out.
  var usesEstimationDates: Bool { get }

  /// Whether it draws samples, or counts very many outcomes: hundreds of times the work of the others.
  var resamples: Bool { get }

  /// Whether it regresses portfolio returns on the model's regressors, which a sample may leave out otherwise.
  var usesPricing: Bool { get }

  /// Whether it makes the events' regressions again, whose rows a sample may leave out otherwise.
  var usesDesign: Bool { get }

  /// The column of the events file whose values are the test's clusters; `nil` = none.
  var clusterColumn: String? { get }

  /// The test for one window. Shared intermediate results are kept in `workspace`, which holds the sample.
  func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome
}

extension TestStatistic {
  package var variant: String? { nil }
  package var usesEstimationDates: Bool { false }
  package var resamples: Bool { false }
  package var usesPricing: Bool { false }
  package var usesDesign: Bool { false }
  package var clusterColumn: String? { nil }
  package func named(variant: String) -> (any TestStatistic)? { nil }

  /// The id in the study file and in `tests.csv`: `patell`, `patell:classic`.
  package var id: String { variant.map { "\(descriptor.id):\($0)" } ?? descriptor.id }
}
