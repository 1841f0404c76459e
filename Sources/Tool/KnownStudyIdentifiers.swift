import DataInput
import ExpectedReturns
import Inference
import StudyRun

extension KnownIdentifiers {
  /// What this version of the program has in its registries.
  static let ofThisVersion = KnownIdentifiers(
    models: ExpectedReturnModels.all.map(\.descriptor.id),
    tests: TestStatistics.all.flatMap { test in
      [test.descriptor.id] + test.descriptor.variants.map { "\(test.descriptor.id):\($0.id)" }
    } + GroupDifferences.all.map(\.descriptor.id),
    formats: PriceFileFormats.all.map(\.id))
}
