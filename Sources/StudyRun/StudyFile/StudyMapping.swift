import CoreTypes

/// A map of the study file whose keys have been checked against those that may stand there.
struct StudyMapping {
  /// Where the map stands, for faults of the map as a whole.
  let mark: YAMLMark?
  let faults: StudyFaults
  private let values: [String: StudyValue]

  /// Unknown keys become faults here. `prefix` is put before the keys in messages (`estimation.`).
  init(
    _ mapping: [YAMLNode.Pair], mark: YAMLMark?, prefix: String, allowed: [String], faults: StudyFaults
  ) {
    self.mark = mark
    self.faults = faults
    var values: [String: StudyValue] = [:]
    for (keyNode, node) in mapping {
      guard let key = keyNode.text else {
        faults.add(
          "a key must be a word, found a list or map", help: StudyMapping.helpFor(allowed), at: keyNode.mark)
        continue
      }
      if allowed.contains(key) {
        values[key] = StudyValue(key: prefix + key, node: node, keyMark: keyNode.mark, faults: faults)
      } else {
        let help =
          KeyPlace.help(for: key) ?? NearestName.to(key, among: allowed).map { "did you mean '\($0)'?" }
          ?? KeyPlace.helpInside(for: key)
        faults.add(
          "unknown key '\(prefix + key)'", help: help ?? StudyMapping.helpFor(allowed), at: keyNode.mark)
      }
    }
    self.values = values
  }

  subscript(key: String) -> StudyValue? { values[key] }

  private static func helpFor(_ allowed: [String]) -> String {
    "the keys that may stand here are " + allowed.joined(separator: ", ")
  }
}
