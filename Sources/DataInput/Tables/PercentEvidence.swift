import CoreTypes

/// Why factors that should be fractions are probably percent: a daily return that varies by more than 10 % a day, or a
/// riskless rate of more than 0.3 % a day.
///
/// The market's standard deviation is about 1 % a day, 2.5 % in 2008; a column counts where its values have both
/// signs, so that a price index or a riskless rate is no evidence. A riskless rate is smooth, so that its mean tells:
/// 0.3 % a day is more than 100 % a year.
struct PercentEvidence: Equatable {
  /// The column that varies most, or the riskless rate.
  let factor: String
  let measure: Measure
  let value: Double
  let days: Int

  /// What was measured, and the largest value that fractions have.
  enum Measure: String {
    case deviation = "standard deviation"
    case mean

    var limit: Double { self == .mean ? 0.003 : 0.1 }
  }

  private static let fewestDays = 20

  /// `nil` where nothing speaks for percent.
  init?(_ table: FactorTable) {
    var widest: PercentEvidence?
    var rate: PercentEvidence?
    for (name, column) in zip(table.names, table.columns) {
      let values = column.filter { $0.isFinite }
      guard values.count >= PercentEvidence.fewestDays else { continue }
      let mean = values.reduce(0, +) / Double(values.count)
      if name == FactorsFile.risklessRate, mean > Measure.mean.limit {
        rate = PercentEvidence(factor: name, measure: .mean, value: mean, days: values.count)
      }
      guard values.contains(where: { $0 < 0 }), values.contains(where: { $0 > 0 }) else { continue }
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / Double(values.count - 1)).squareRoot()
      if deviation > max(Measure.deviation.limit, widest?.value ?? 0) {
        widest = PercentEvidence(factor: name, measure: .deviation, value: deviation, days: values.count)
      }
    }
    guard let found = widest ?? rate else { return nil }
    self = found
  }

  private init(factor: String, measure: Measure, value: Double, days: Int) {
    self.factor = factor
    self.measure = measure
    self.value = value
    self.days = days
  }

  func diagnostic(at location: SourceLocation, _ header: String) -> Diagnostic {
    let what = measure == .mean ? "'\(factor)'" : "the factors"
    return Diagnostic(
      .factorLooksLikePercent, at: location,
      message:
        "the \(measure.rawValue) of '\(factor)' over \(days) days is \(ShownNumber.text(value)), expected "
        + "fractions with less than \(measure.limit)",
      help: "divide \(what) by 100, or add format: french for a file of the French data library",
      excerpt: header)
  }
}
