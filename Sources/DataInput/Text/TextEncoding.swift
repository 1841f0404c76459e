/// A character set that files of a known format come in.
package enum TextEncoding: String, Sendable {
  case utf8 = "utf-8"
  case gb18030

  package var title: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GBK (GB18030)"
    }
  }
}
