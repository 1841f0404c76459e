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

  /// The text for the whole list, the gravest last: what stands above the prompt, or ends a log, is what somebody must act
  /// on. Of one severity grouped by file and id in the order of their first appearance.
  func text(_ diagnostics: [Diagnostic]) -> String {
    bySeverity(diagnostics).map(textOfOneSeverity).joined()
  }

  /// Notes, warnings, errors.
  func bySeverity(_ diagnostics: [Diagnostic]) -> [[Diagnostic]] {
    Severity.allCases.sorted(by: >).map { severity in diagnostics.filter { $0.severity == severity } }
  }

  private func textOfOneSeverity(_ diagnostics: [Diagnostic]) -> String {
    let folded = folded(diagnostics)
    var text = ""
    for group in folded.groups {
      text += group.shown.map(self.text).joined()
      text += group.hidden > 0 ? "... and \(more(group.hidden))\n" : ""
    }
    return folded.others.reduce(into: text) { $0 += "... and \(more($1))\n" }
  }

  /// What is left of a kind that several files have.
  struct Others: Equatable {
    let id: DiagnosticID
    var count: Int
    var files: Int
  }

  /// What is shown of each group and how many of it are not, and of each kind that several files have how many are not:
  /// of such a kind as many as of any other are shown in all, each file's first ones.
  func folded(_ diagnostics: [Diagnostic]) -> (groups: [(shown: [Diagnostic], hidden: Int)], others: [Others])
  {
    let groups = groups(diagnostics)
    guard let most = shownOfAKind else { return (groups.map { ($0, 0) }, []) }
    let files = Dictionary(groups.map { ($0[0].id, 1) }) { $0 + $1 }
    var seen: [DiagnosticID: Int] = [:]
    var others: [Others] = []
    var folded: [(shown: [Diagnostic], hidden: Int)] = []
    for group in groups {
      let id = group[0].id
      let count = files[id, default: 1]
      seen[id, default: 0] += 1
      let isShown = seen[id, default: 0] <= most
      // A file has one character set: its first row says as much as all.
      let perFile = id == .encodingNotUTF8 ? 1 : max(1, most / min(most, count))
      let shown = Array(group.prefix(isShown ? perFile : 0))
      let hidden = group.count - shown.count
      folded.append((shown, count == 1 ? hidden : 0))
      guard count > 1, hidden > 0 else { continue }
      if let place = others.firstIndex(where: { $0.id == id }) {
        others[place].count += hidden
        others[place].files += 1
      } else {
        others.append(Others(id: id, count: hidden, files: 1))
      }
    }
    return (folded, others)
  }

  /// `1,204 more like this in diagnostics.csv`
  func more(_ count: Int) -> String {
    "\(Self.grouped(count)) more like this" + (othersIn.map { " in \($0)" } ?? "")
  }

  /// `1,204 more like this in diagnostics.csv [price-missing], from 40 files`
  func more(_ others: Others) -> String {
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
