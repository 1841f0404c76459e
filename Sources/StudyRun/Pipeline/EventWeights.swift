import CoreTypes
import DataInput
import EventTime

/// Columns of the events file that weight events: in the portfolios of `calendar_time`, in regressions.
enum EventWeights {
  /// nil where the field is empty, or holds no number.
  static func weight(of request: EventRequest, in column: String, _ study: StudyConfiguration) -> Double? {
    guard case .number(let weight) = value(of: request, in: column, study) else { return nil }
    return weight
  }

  private static func value(of request: EventRequest, in column: String, _ study: StudyConfiguration)
    -> FieldValue
  {
    FieldValue(request.row.fields[column]?.text ?? "", layout: study.events.layout)
  }

  /// What of the column is no weight: portfolios and regressions leave those events out.
  static func diagnostics(of column: String, _ study: StudyConfiguration, _ events: [AlignedEvent])
    -> [Diagnostic]
  {
    // A file without the column has been told.
    guard events.contains(where: { $0.request.row.fields[column] != nil }) else { return [] }
    var missing = 0
    var diagnostics: [Diagnostic] = []
    for event in events {
      switch value(of: event.request, in: column, study) {
      case .missing: missing += event.status == .excluded ? 0 : 1
      case .text(let text):
        diagnostics.append(.weight(.regressorNotANumber, event.request, column, "a number, found '\(text)'"))
      case .number(let weight) where weight <= 0:
        let text = event.request.row.value(column) ?? ""
        diagnostics.append(
          .weight(.weightNotPositive, event.request, column, "greater than 0, found '\(text)'"))
      case .number: break
      }
    }
    if missing > 0 { diagnostics.append(.regressorMissing(column, missing, of: events)) }
    return diagnostics
  }
}

extension Diagnostic {
  fileprivate static func weight(
    _ id: DiagnosticID, _ request: EventRequest, _ column: String, _ what: String
  ) -> Diagnostic {
    Diagnostic(
      id, at: request.location(ofColumn: column), security: request.security, event: request.id,
      message: "the weight '\(column)' must be \(what)",
      help: "correct it, or leave it empty to leave the event out",
      excerpt: request.row.excerpt(ofColumn: column))
  }

  /// Events without a value in a column that something is computed with.
  static func regressorMissing(_ column: String, _ count: Int, of events: [AlignedEvent]) -> Diagnostic {
    Diagnostic(
      .regressorMissing,
      at: events.first.map { SourceLocation(file: $0.request.file) },
      message:
        "\(count) of \(events.count { $0.status != .excluded }) events \(count == 1 ? "has" : "have") no value in the column '\(column)'",
      help: "fill it in; what needs it leaves these events out")
  }
}
