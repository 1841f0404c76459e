import CCodecs
import CoreTypes

/// Names of character sets as people write them in a study.
package enum TextEncodings {
  /// The usual ones, for suggestions; any name that the system's iconv knows is taken.
  package static let usual = [
    "utf-8", "utf-16", "utf-16le", "utf-16be", "gbk", "gb2312", "gb18030", "big5", "shift_jis", "euc-jp",
    "euc-kr",
    "windows-1250", "windows-1251", "windows-1252", "iso-8859-1", "iso-8859-15", "latin1", "koi8-r",
  ]

  /// Plain text: nothing is to be decoded.
  package static func isUTF8(_ name: String) -> Bool {
    ["utf-8", "utf8", "us-ascii", "ascii"].contains(name.lowercased())
  }

  /// Whether iconv can decode the character set of that name.
  package static func isKnown(_ name: String) -> Bool {
    guard let converter = Transcoding.open(name) else { return false }
    iconv_close(converter)
    return true
  }

  /// Bytes below 128 are ASCII wherever a character begins, and no delimiter is part of another character. The first is asked
  /// of iconv: many of IBM's `cp` names are EBCDIC. In windows-1258 accents follow on letters of ASCII and become one with them.
  static func keepsASCII(_ name: String) -> Bool {
    let plain = name.lowercased()
    return ["gb", "cp", "windows-", "iso-8859", "iso8859", "latin", "big5", "shift", "sjis", "euc", "koi8"]
      .contains { plain.hasPrefix($0) } && !plain.hasSuffix("1258") && Transcoding.keepsASCII(name)
  }

  /// What bytes that are no UTF-8 most likely are: Chinese where they come in pairs as in GBK, otherwise Western.
  static func likely(_ text: UnsafeBufferPointer<UInt8>) -> String {
    let bytes = text[Transcoding.firstForeign(text, from: 0)...]
    var pairs = 0
    var others = 0
    var lead: UInt8?
    for byte in bytes {
      if lead != nil {
        if byte >= 0x40, byte != 0x7F, byte != 0xFF { pairs += 1 } else { others += 1 }
        lead = nil
      } else if byte >= 0x81, byte <= 0xFE {
        lead = byte
      } else if byte >= 0x80 {
        others += 1
      }
    }
    // Western text has single accented letters among plain ones: pairs then end in lower-case letters.
    let foreign = bytes.reduce(0) { $0 + ($1 >= 0x80 ? 1 : 0) }
    return pairs >= 2 && others == 0 && foreign * 10 >= pairs * 15 ? "gb18030" : "windows-1252"
  }

  /// What to do about text that is not UTF-8.
  static func help(likely encoding: String) -> String {
    let others =
      encoding == "gb18030"
      ? "Japanese text may be euc-jp, Korean euc-kr, Russian windows-1251" : "Japanese text may be shift_jis"
    return "it is probably \(encoding) (\(others)): "
      + "add encoding: \(encoding) beside the file's name in the study"
  }

  /// What is said about characters that the file's character set does not have; `nil` where there are none.
  static func diagnostic(of invalid: (count: Int, line: Int), in input: InputFile) -> Diagnostic? {
    guard invalid.count > 0, let encoding = input.encoding else { return nil }
    return Diagnostic(
      .encodingNotUTF8, severity: .warning, at: SourceLocation(file: input.name, line: invalid.line),
      message:
        "\(invalid.count.counted("byte is", "bytes are")) no text in \(encoding), the first on "
        + "this line",
      help: "check 'encoding'; U+FFFD stands in the place of each")
  }
}
