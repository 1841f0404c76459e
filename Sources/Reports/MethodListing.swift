import ExpectedReturns
import Inference

/// The models and tests of the registries as `eventstudy methods` shows them.
package enum MethodListing {
  /// Every id that `text(of:)` knows.
  package static var ids: [String] {
    ExpectedReturnModels.all.map(\.descriptor.id) + tests.map(\.id)
  }

  /// Whatever has a null hypothesis.
  private static var tests: [TestDescriptor] {
    TestStatistics.all.map(\.descriptor) + GroupDifferences.all.map(\.descriptor)
      + [CrossSectionalRegression.descriptor] + OneEventTests.all
  }

  /// One line a model and a test.
  package static var all: String {
    let variants = TestStatistics.all.flatMap(\.descriptor.variants).map { "  :\($0.id)" }
    let width = ((ids + variants).map(\.count).max() ?? 0) + 2
    var lines = ["Models (models: in the study file)"]
    lines += ExpectedReturnModels.all.map {
      "  \($0.descriptor.id.padded(to: width))\($0.descriptor.title): \($0.descriptor.formula)"
    }
    lines += ["", "Tests (tests: in the study file)"]
    for test in TestStatistics.all {
      lines.append("  \(test.descriptor.id.padded(to: width))\(test.descriptor.title)")
      for variant in test.descriptor.variants {
        lines.append("  \("  :\(variant.id)".padded(to: width))\(variant.difference)")
      }
    }
    lines += ["", "Between two groups (compare: in the study file)"]
    lines += GroupDifferences.all.map {
      "  \($0.descriptor.id.padded(to: width))\($0.descriptor.title)"
    }
    let regression = CrossSectionalRegression.descriptor
    lines += [
      "", "Over events (regressions: in the study file)",
      "  \(regression.id.padded(to: width))\(regression.title)",
    ]
    lines += ["", "Of one event (always, in windows.csv)"]
    lines += OneEventTests.all.map { "  \($0.id.padded(to: width))\($0.title)" }
    lines += ["", "'eventstudy methods ID' shows one with its formula, assumptions and reference."]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Everything about one model or test; nil for an unknown id. A variant's id shows its test.
  package static func text(of id: String) -> String? {
    if let entry = ExpectedReturnModels.named(id) {
      let model = entry.descriptor
      return text(
        [
          ("model", model.id), ("title", model.title), ("formula", model.formula),
          ("parameters", model.parameters.isEmpty ? "none" : model.parameters.joined(separator: ", ")),
          ("variance", model.variance), ("assumptions", model.assumptions), ("reference", model.reference),
          ("elsewhere", model.elsewhere),
        ] + options(of: entry))
    }
    let plain = String(id.prefix { $0 != ":" })
    guard let test = tests.first(where: { $0.id == plain }),
      id == plain || TestStatistics.named(id) != nil
    else { return nil }
    return text(
      [
        ("test", test.id), ("title", test.title), ("null", test.nullHypothesis), ("formula", test.formula),
        ("assumptions", test.assumptions.joined(separator: "; ")), ("reference", test.reference),
      ] + test.variants.map { (":\($0.id)", $0.difference) })
  }

  /// What a study may set on the model, with what holds where it does not.
  private static func options(of model: any ExpectedReturnModel) -> [(String, String)] {
    let keys = model.optionKeys
    guard !keys.isEmpty else { return [] }
    let values = keys.map { key in "\(key.rawValue): \(model.options.text(of: key) ?? "")" }
    let options = ("options", "{id: \(model.descriptor.id), \(values.joined(separator: ", "))}")
    return model.variants.isEmpty
      ? [options] : [options, ("variants", model.variants.joined(separator: ", "))]
  }

  private static func text(_ facts: [(String, String)]) -> String {
    let width = max(13, (facts.map(\.0.count).max() ?? 0) + 2)
    return facts.map { $0.0.padded(to: width) + $0.1 + "\n" }.joined()
  }
}
