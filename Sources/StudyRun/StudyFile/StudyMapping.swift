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
          KeyPlace.help(for: key)
          ?? (NearestName.to(key, among: allowed) ?? StudyMapping.longer(key, allowed)).map {
            "did you mean '\($0)'?"
          }
          ?? KeyPlace.helpInside(for: key)
        faults.add(
          "unknown key '\(prefix + key)'", help: help ?? StudyMapping.helpFor(allowed), at: keyNode.mark)
      }
    }
    self.values = values
  }

  /// The one key that begins as `key` does, or with which it begins: `estimation` for `estimation_window`.
  private static func longer(_ key: String, _ allowed: [String]) -> String? {
    let found = allowed.filter {
      min($0.count, key.count) >= 5 && ($0.hasPrefix(key) || key.hasPrefix($0 + "_"))
    }
    return found.count == 1 ? found.first : nil
  }

  subscript(key: String) -> StudyValue? { values[key] }

  private static func helpFor(_ allowed: [String]) -> String {
    "the keys that may stand here are " + allowed.joined(separator: ", ")
  }
}
