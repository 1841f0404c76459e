import CoreTypes

/// Diagnostics and failures as people read them:
/// `prices.csv:3:17: error: close must be greater than 0, found '-1.05' [price-not-positive]`,
/// the source line, a caret, `help:`.
struct DiagnosticPrinter: Sendable {
  let style: TextStyle
  /// How many of one id and file are shown; `nil` = all.
  let shownOfAKind: Int?
  /// The file that holds the others; `nil` where none does.
  let othersIn: String?

  /// The text for the whole list: grouped by file and id in the order of their first appearance. Of a kind that many
  /// files have, a few files are shown.
  func text(_ diagnostics: [Diagnostic]) -> String {
    var files: [DiagnosticID: Int] = [:]
    var hidden: [(id: DiagnosticID, count: Int, files: Int)] = []
    var text = ""
    for group in groups(diagnostics) {
      let id = group[0].id
      files[id, default: 0] += 1
      if let shownOfAKind, files[id, default: 0] > shownOfAKind {
        if let place = hidden.firstIndex(where: { $0.id == id }) {
          hidden[place].count += group.count
          hidden[place].files += 1
        } else {
          hidden.append((id, group.count, 1))
        }
        continue
      }
      let shown = group.prefix(shownOfAKind ?? group.count)
      let folded = group.count - shown.count
      text += shown.map(self.text).joined() + (folded > 0 ? "... and \(more(folded))\n" : "")
    }
    for kind in hidden {
      let others = "\(Self.grouped(kind.files)) other \(kind.files == 1 ? "file" : "files")"
      text += "... and \(more(kind.count)) [\(kind.id.rawValue)], from \(others)\n"
    }
    return text
  }

  /// `1,204 more like this in diagnostics.csv`
  func more(_ count: Int) -> String {
    "\(Self.grouped(count)) more like this" + (othersIn.map { " in \($0)" } ?? "")
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

  /// The same diagnostics, gathered by file and id.
  func groups(_ diagnostics: [Diagnostic]) -> [[Diagnostic]] {
    struct Kind: Hashable {
      let file: String?
      let id: DiagnosticID
    }
    var positions: [Kind: Int] = [:]
    var groups: [[Diagnostic]] = []
    for diagnostic in diagnostics {
      let kind = Kind(file: diagnostic.location?.file, id: diagnostic.id)
      if let position = positions[kind] {
        groups[position].append(diagnostic)
      } else {
        positions[kind] = groups.count
        groups.append([diagnostic])
      }
    }
    return groups
  }

  private func entry(
    severity: Severity, message: String, help: String, at location: SourceLocation?, excerpt: String?
  ) -> String {
    var place = "eventstudy"
    if let location {
      let numbers = [location.line, location.line == nil ? nil : location.column].compactMap(\.self)
      place = ([SourceExcerpt.harmless(location.file)] + numbers.map(String.init)).joined(separator: ":")
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
