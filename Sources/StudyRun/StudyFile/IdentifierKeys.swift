import CoreTypes
import Inference

/// The keys that name entries of a registry: `tests`, and the ids of `models`.
enum IdentifierKeys {
  /// A known id; otherwise a fault that names the nearest one.
  static func identifier(_ value: StudyValue, noun: String, known: [String], help: String) -> String? {
    guard let id = value.text("a \(noun)'s id", help: help) else { return nil }
    if known.contains(id) || isColumnVariant(id, known) { return id }
    let nearest = NearestName.to(id, among: known).map { "did you mean '\($0)'?" }
    value.fault("unknown \(noun) '\(id)'", help: nearest ?? help)
    return nil
  }

  /// `wild-cluster:industry`: a test with a variant for any column of the events file.
  private static func isColumnVariant(_ id: String, _ known: [String]) -> Bool {
    let parts = id.split(separator: ":", maxSplits: 1)
    return parts.count == 2 && known.contains("\(parts[0]):COLUMN") && TestStatistics.named(id) != nil
  }

  /// `all`, or a list of ids, in which `all` stands for every plain one. Without the key: `all`.
  static func tests(_ value: StudyValue?, known: KnownIdentifiers) -> [String] {
    guard let value, !value.isAll else { return known.plainTests }
    return list(
      value, noun: "test", known: known.tests, all: known.plainTests,
      help: "see the ids with: eventstudy methods")
  }

  /// The programs of `conventions:`, whose variants stand beside the study's tests.
  static func conventions(_ value: StudyValue?) -> [ForeignConvention] {
    guard let value else { return [] }
    if value.isAll { return ForeignConvention.allCases }
    let known = ForeignConvention.allCases.map(\.rawValue)
    let names = list(
      value, noun: "convention", known: known, all: known, help: "known are " + known.joined(separator: ", "))
    return names.compactMap(ForeignConvention.init(rawValue:))
  }

  /// The R package's variants standardize by the prediction error: without it they would be another program's.
  static func checkPredictionError(
    _ choice: PredictionErrorChoice, _ tests: [String], _ conventions: [ForeignConvention],
    in map: StudyMapping
  ) {
    let package = ForeignConvention.estudy2.rawValue
    guard choice == .none,
      conventions.contains(.estudy2) || tests.contains(where: { $0.hasSuffix(":\(package)") })
    else { return }
    map["prediction_error"]?.fault(
      "'\(package)' standardizes by the prediction error, which 'prediction_error: none' leaves out",
      help: "take '\(package)' out of 'conventions' and 'tests', or leave out 'prediction_error'")
  }

  private static func list(
    _ value: StudyValue, noun: String, known: [String], all: [String], help: String
  ) -> [String] {
    var ids: [String] = []
    var written: Set<String> = []
    let example = "write all, or a list such as [\(known.first ?? "")]"
    for entry in value.list("all or a list", help: example) ?? [] {
      if entry.isAll {
        ids += all.filter { !ids.contains($0) }
        continue
      }
      guard let id = identifier(entry, noun: noun, known: known, help: help) else { continue }
      if !written.insert(id).inserted {
        entry.fault("the \(noun) '\(id)' is listed twice", help: "remove one of the two")
      } else if !ids.contains(id) {
        ids.append(id)
      }
    }
    return ids
  }
}
