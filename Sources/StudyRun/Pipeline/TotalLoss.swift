import CoreTypes
import EventTime

extension Diagnostic {
  /// A total loss has no logarithm: under `returns: log` the largest of all losses would be missing without a word.
  /// `nil` where the series has none.
  static func totalLoss(in series: PriceSeries) -> Diagnostic? {
    let loss = series.kind == .returns ? -1.0 : 0.0
    guard let row = series.values.withUnsafeBufferPointer({ firstRow(of: loss, in: $0) }) else { return nil }
    return Diagnostic(
      .totalLossUnderLog, at: series.location(ofRow: row), security: series.security,
      message:
        "'\(series.security)' loses everything on \(series.dates[row]), which has no logarithmic return; the day "
        + "is missing",
      help: "say `returns: simple`, where a total loss is a return of -1")
  }

  private static func firstRow(of loss: Double, in values: UnsafeBufferPointer<Double>) -> Int? {
    guard let first = values.baseAddress else { return nil }
    var start = 0
    while start + RowsTogether.count <= values.count {
      let rows = first + start
      if RowsTogether.hold({ rows[$0] == loss }) { break }
      start += RowsTogether.count
    }
    return values[start...].firstIndex(of: loss)
  }
}
