import CoreTypes

/// Why factors that should be fractions are probably percent: a daily return that varies by more than 10 % a day.
///
/// The market's standard deviation is about 1 % a day, 2.5 % in 2008; a column counts where its values have both
/// signs, so that a price index or a riskless rate is no evidence.
struct PercentEvidence: Equatable {
  /// The column that varies most.
  let factor: String
  let standardDeviation: Double
  let days: Int

  private static let limit = 0.1
  private static let fewestDays = 20

  /// `nil` where nothing speaks for percent.
  init?(_ table: FactorTable) {
    var widest: PercentEvidence?
    for (name, column) in zip(table.names, table.columns) {
      let values = column.filter { $0.isFinite }
      guard values.count >= PercentEvidence.fewestDays, values.contains(where: { $0 < 0 }),
        values.contains(where: { $0 > 0 })
      else { continue }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / Double(values.count - 1)).squareRoot()
      if deviation > max(PercentEvidence.limit, widest?.standardDeviation ?? 0) {
        widest = PercentEvidence(factor: name, standardDeviation: deviation, days: values.count)
      }
    }
    guard let widest else { return nil }
    self = widest
  }

  private init(factor: String, standardDeviation: Double, days: Int) {
    self.factor = factor
    self.standardDeviation = standardDeviation
    self.days = days
  }

  func diagnostic(at location: SourceLocation, _ header: String) -> Diagnostic {
    let rounded = (standardDeviation * 10_000).rounded() / 10_000
    return Diagnostic(
      .factorLooksLikePercent, at: location,
      message: "the standard deviation of '\(factor)' over \(days) days is \(rounded), expected "
        + "fractions with less than \(PercentEvidence.limit)",
      help: "divide the factors by 100, or add format: french for a file of the French data library",
      excerpt: header)
  }
}
