import CoreTypes
import StudyRun

/// Diagnostics and failures as people read them:
/// `prices.csv:3:17: error: close must be greater than 0, found '-1.05' [price-not-positive]`,
/// the source line, a caret, `help:`.
struct DiagnosticPrinter: Sendable {
  let style: TextStyle
  /// The file that holds the others; `nil` where none does.
  let othersIn: String?

  /// The text of diagnostics of one severity, a piece a kind.
  func write(_ folded: FoldedDiagnostics, to put: (String) -> Void) {
    for group in folded.groups {
      for diagnostic in group.shown { put(text(diagnostic)) }
      if group.hidden > 0 { put("... and \(more(group.hidden))\n") }
    }
    for others in folded.others { put("... and \(more(others))\n") }
  }

  /// `1,204 more like this in diagnostics.csv`
  func more(_ count: Int) -> String {
    "\(Self.grouped(count)) more like this" + (othersIn.map { " in \($0)" } ?? "")
  }

  /// `1,204 more like this in diagnostics.csv [price-missing], from 40 files`
  func more(_ others: FoldedDiagnostics.Others) -> String {
    "\(more(others.count)) [\(others.id.rawValue)], from \(Self.grouped(others.files)) "
      + (others.files == 1 ? "file" : "files")
  }

  func text(_ diagnostic: Diagnostic) -> String {
    entry(
      severity: diagnostic.severity, message: "\(diagnostic.message) [\(diagnostic.id.rawValue)]",
      help: diagnostic.help, at: diagnostic.location, excerpt: diagnostic.excerpt)
  }

  func text(_ failure: RunFailure) -> String {
    entry(
      severity: .error, message: failure.message, help: failure.help, at: failure.location,
      excerpt: failure.excerpt)
  }

  private func entry(
    severity: Severity, message: String, help: String, at location: SourceLocation?, excerpt: String?
  ) -> String {
    var place = Program.name
    if let location {
      let file = SourceExcerpt.harmless(location.file)
      place = SourceLocation(file: file, line: location.line, column: location.column).text
    }
    var text = "\(style.bold(place + ":")) \(style.severity(severity)): \(SourceExcerpt.harmless(message))\n"
    if let excerpt, excerpt.contains(where: { !$0.isWhitespace }) {
      let lines = SourceExcerpt.lines(of: excerpt, column: location?.column)
      text += "  \(lines[0])\n"
      if lines.count > 1 { text += "  \(style.caret(lines[1]))\n" }
    }
    return text + (help.isEmpty ? "" : "  help: \(SourceExcerpt.harmless(help))\n")
  }

  /// `1204` -> `1,204`.
  static func grouped(_ number: Int) -> String {
    var text = ""
    for (position, digit) in String(number).reversed().enumerated() {
      if position > 0, position % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
