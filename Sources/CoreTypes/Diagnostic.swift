/// How much a fault matters: an `error` cost rows, files or events (exit status 1), a `warning` cost
/// nothing but may change how a result is read, a `note` says what was done.
package enum Severity: String, Sendable, Comparable, CaseIterable {
  case error, warning, note

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}

/// Something wrong (or worth knowing) about the input: collected, never thrown. Whoever keeps the file must act.
package struct Diagnostic: Sendable, Equatable {
  package let severity: Severity
  package let id: DiagnosticID
  package let location: SourceLocation?
  package let security: SecurityID?
  package let event: EventID?
  /// What was expected and what was found, in one sentence without a full stop.
  package let message: String
  /// What to do, in the imperative.
  package let help: String
  /// The source line that `location` points into, for the console (a caret is set under the column).
  package let excerpt: String?
  /// The day that the row is about, where it is known: not told, but counted by `quality.csv`.
  package var date: CalendarDate?
  /// How many rows of prices are not used because of it: what the manifest counts by file and `quality.csv` by security.
  package var refusedRows = 0

  package init(
    _ id: DiagnosticID, severity: Severity? = nil, at location: SourceLocation? = nil,
    security: SecurityID? = nil, event: EventID? = nil, message: String, help: String,
    excerpt: String? = nil
  ) {
    self.id = id
    self.severity = severity ?? id.severity
    self.location = location
    self.security = security
    self.event = event
    self.message = message
    self.help = help
    self.excerpt = excerpt
  }
}
