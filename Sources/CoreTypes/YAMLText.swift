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
    if text.unicodeScalars.contains(where: isControl) { return escaped(text) }
    let first =
      text.unicodeScalars.first.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) } ?? false
    let word = ["true", "false", "yes", "no", "null", "on", "off"].contains(text.lowercased())
    return isPlain && first && !word ? text : "'" + text.replacing("'", with: "''") + "'"
  }

  /// A name as a remark may hold it: on one line.
  package static func remark(_ text: String) -> String {
    text.unicodeScalars.contains(where: isControl) ? escaped(text) : text
  }

  /// A line break, or another character that is not shown.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 32 || (127...159).contains(scalar.value) || [0x2028, 0x2029].contains(scalar.value)
  }

  private static func escaped(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      if isControl(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
      return scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
    }
    return "\"" + escaped.joined() + "\""
  }
}
