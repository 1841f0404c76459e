import CoreTypes

/// Colors for a terminal that wants them.
struct TextStyle: Sendable {
  let isColored: Bool

  func bold(_ text: String) -> String { paint(text, "1") }

  /// `error`, `warning` or `note` in its color.
  func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: paint(severity.rawValue, "1;31")
    case .warning: paint(severity.rawValue, "1;33")
    case .note: paint(severity.rawValue, "1;36")
    }
  }

  func caret(_ text: String) -> String { paint(text, "1;32") }

  private func paint(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
