import CoreTypes
import DataInput
import EventTime

/// The column of the events file by which `calendar_time` weights its portfolios.
enum PortfolioWeights {
  /// nil where the field is empty, or holds no number.
  static func weight(of request: EventRequest, in column: String, _ study: StudyConfiguration) -> Double? {
    let mark = UInt8(ascii: study.events.layout.decimalComma ? "," : ".")
    return request.row.fields[column].flatMap { NumberScan.number($0.text, decimalMark: mark) }
  }

  /// What of the column is no weight: the portfolios leave those events out.
  static func diagnostics(_ study: StudyConfiguration, _ events: [AlignedEvent]) -> [Diagnostic] {
    guard let column = study.calendarTime.weights else { return [] }
    return events.compactMap { event in
      guard let text = event.request.row.value(column) else { return nil }
      guard let weight = weight(of: event.request, in: column, study) else {
        return .weight(
          .regressorNotANumber, event.request, column,
          "the weight '\(column)' must be a number, found '\(text)'")
      }
      guard weight <= 0 else { return nil }
      return .weight(
        .weightNotPositive, event.request, column,
        "the weight '\(column)' must be greater than 0, found '\(text)'")
    }
  }
}

extension Diagnostic {
  fileprivate static func weight(
    _ id: DiagnosticID, _ request: EventRequest, _ column: String, _ message: String
  ) -> Diagnostic {
    Diagnostic(
      id, at: request.location(ofColumn: column), security: request.security, event: request.id,
      message: message, help: "correct it, or leave it empty to leave the event out of the portfolios",
      excerpt: request.row.source)
  }
}
