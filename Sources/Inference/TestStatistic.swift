/// A test of the null hypothesis that the events had no effect, on the sample of one model and one group.
package protocol TestStatistic: Sendable {
  var descriptor: TestDescriptor { get }

  /// The variant that this value computes; `nil` for the default.
  var variant: String? { get }

  /// This test computed as `variant` says; `nil` where the test has no such variant.
  func named(variant: String) -> (any TestStatistic)?

  /// What it asks of the events beside their cumulative and daily abnormal returns, which a sample may leave out
  /// otherwise: whoever reads it without saying so ends the program.
  var needs: SampleNeeds { get }

  /// Whether it draws samples, or counts very many outcomes: hundreds of times the work of the others.
  var resamples: Bool { get }

  /// The column of the events file whose values are the test's clusters; `nil` = none.
  var clusterColumn: String? { get }

  /// This test with the values of a column of the events file as its clusters, where it has clusters and its id does not
  /// name others; otherwise itself.
  func clustered(by column: String) -> any TestStatistic

  /// The test for one window. Shared intermediate results are kept in `workspace`, which holds the sample.
  func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome
}

extension TestStatistic {
  package var variant: String? { nil }
  package var needs: SampleNeeds { [] }
  package var resamples: Bool { false }
  package var clusterColumn: String? { nil }
  package func clustered(by column: String) -> any TestStatistic { self }
  package func named(variant: String) -> (any TestStatistic)? { nil }

  /// The id in the study file and in `tests.csv`: `patell`, `patell:classic`.
  package var id: String { variant.map { "\(descriptor.id):\($0)" } ?? descriptor.id }
}
