/// Where a key of the study file belongs that stands in a wrong place.
enum KeyPlace {
  /// `nil` for a word that is no key anywhere. Called for keys that may not stand where they were found.
  static func help(for key: String) -> String? {
    if StudyFile.keys.contains(key) { return "'\(key)' stands at the left margin of the study file" }
    if PriceEntryKeys.allowed.contains(key) { return "'\(key)' belongs to an entry of 'prices'" }
    if EstimationKeys.allowed.contains(key) { return "'\(key)' belongs to 'estimation'" }
    return nil
  }
}
