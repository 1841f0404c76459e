import CoreTypes
import DataInput

/// The keys that say how a file's bytes are to be read; they may stand in every entry that names files.
enum LayoutKeys {
  static let all = ["delimiter", "date_format", "decimal", "encoding"]

  static func read(_ map: StudyMapping) -> FileLayout {
    FileLayout(
      delimiter: map["delimiter"].flatMap(delimiter), dateFormat: map["date_format"].flatMap(dateFormat),
      decimalComma: map["decimal"].flatMap(decimalComma) ?? false,
      encoding: map["encoding"].flatMap(encoding))
  }

  private static func encoding(_ value: StudyValue) -> String? {
    guard let name = value.text("a character set", help: "write a name such as GBK") else { return nil }
    if TextEncodings.isUTF8(name) || TextEncodings.isKnown(name) { return name }
    let nearest = NearestName.to(name, among: TextEncodings.usual).map { "did you mean '\($0)'?" }
    value.expected(
      "a character set",
      help: nearest ?? "write a name that 'iconv --list' shows, such as GBK or windows-1252")
    return nil
  }

  private static func delimiter(_ value: StudyValue) -> UInt8? {
    // A plain `\t` (two characters) is what people type who mean the tab.
    switch value.scalarText {
    case "tab", "\\t", "\t": return UInt8(ascii: "\t")
    case let text?:
      let bytes = Array(text.utf8)
      let isPunctuation = bytes.count == 1 && (33...126).contains(bytes[0]) && text != "\"" && text != "."
      if isPunctuation, !text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) { return bytes[0] }
    case nil: break
    }
    value.expected("one character between fields", help: "write \",\", \";\", \"|\" or tab")
    return nil
  }

  private static func dateFormat(_ value: StudyValue) -> DateFormat? {
    let help = "write it with YYYY (or YY), MM (MMM for Jan, MMMM for January) and DD, such as DD.MM.YYYY"
    guard let text = value.text("a date format", help: help) else { return nil }
    if let format = DateFormat(text) { return format }
    value.expected("a format with a year, a month and a day", help: help)
    return nil
  }

  private static func decimalComma(_ value: StudyValue) -> Bool? {
    switch value.scalarText {
    case ",": return true
    case ".": return false
    default:
      value.expected("\",\" or \".\"", help: "write decimal: \",\" for numbers such as 12,50")
      return nil
    }
  }
}
