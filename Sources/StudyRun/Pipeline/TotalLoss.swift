import CoreTypes
import EventTime

extension Diagnostic {
  /// A total loss has no logarithm: under `returns: log` the largest of all losses would be missing without a word.
  /// `nil` where the series has none.
  static func totalLoss(in series: PriceSeries) -> Diagnostic? {
    let loss = series.kind == .returns ? -1.0 : 0.0
    guard let row = series.values.firstIndex(of: loss) else { return nil }
    return Diagnostic(
      .totalLossUnderLog, at: series.location(ofRow: row), security: series.security,
      message:
        "'\(series.security)' loses everything on \(series.dates[row]), which has no logarithmic return; the day "
        + "is missing",
      help: "say `returns: simple`, where a total loss is a return of -1")
  }
}
