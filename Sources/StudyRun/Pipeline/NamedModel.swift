import ExpectedReturns

extension EventComputation {
  /// A model of the study with the name that the reports give it.
  ///
  /// A class, though it never changes, because every event takes it up: a copy counts one reference.
  final class NamedModel: Sendable {
    let name: String
    let model: any ExpectedReturnModel
    let needsBenchmark: Bool
    let marketParameter: String?

    init(_ name: String, _ model: any ExpectedReturnModel) {
      self.name = name
      self.model = model
      needsBenchmark = model.descriptor.needsBenchmark
      marketParameter = model.marketParameter
    }
  }
}
