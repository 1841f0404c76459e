extension StudyMapping {
  /// A column that two of the keys name: it can hold one thing only, and the file would lose the other.
  ///
  /// - Parameter pair: two keys that may name one column.
  func faultColumnsNamedTwice(_ keys: [String], but pair: Set<String> = []) {
    var first: [String: String] = [:]
    for key in keys {
      guard let value = self[key], let name = value.scalarText else { continue }
      if let other = first[name], pair != [key, other] {
        value.fault(
          "'\(key)' and '\(other)' name the same column '\(name)'",
          help: "leave out what the file does not have")
      }
      first[name] = first[name] ?? key
    }
  }
}
