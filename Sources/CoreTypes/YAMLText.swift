/// Text as it is written into a study file.
package enum YAMLText {
  /// `text` as a value of a study file, with quotes where it needs them.
  package static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
          || "._/-".unicodeScalars.contains($0)
      }
    let first =
      text.unicodeScalars.first.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) } ?? false
    let word = ["true", "false", "yes", "no", "null", "on", "off"].contains(text.lowercased())
    return isPlain && first && !word ? text : "'" + text.replacing("'", with: "''") + "'"
  }
}
