/// A character set that files of prices and events come in.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case gb18030
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  package var title: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GBK (GB18030)"
    case .windows1252: "Windows-1252"
    case .latin1: "ISO-8859-1"
    case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
    }
  }
}
