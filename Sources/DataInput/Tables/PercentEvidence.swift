import CoreTypes

/// Why factors that should be fractions are probably percent: a daily return that varies by more than 10 % a day, or a
/// riskless rate of more than 0.3 % a day; of monthly rows as much as in 21 days.
///
/// The market's standard deviation is about 1 % a day, 2.5 % in 2008; a column counts where its values have both
/// signs, so that a price index or a riskless rate is no evidence. A riskless rate is smooth, so that its mean tells:
/// 0.3 % a day is more than 100 % a year.
struct PercentEvidence: Equatable {
  /// The column that varies most, or the riskless rate.
  let factor: String
  let measure: Measure
  let value: Double
  let count: Int
  let isMonthly: Bool

  /// What was measured.
  enum Measure: String {
    case deviation = "standard deviation"
    case mean

    /// The largest value that fractions have.
    func limit(isMonthly: Bool) -> Double {
      switch self {
      case .mean: isMonthly ? 0.06 : 0.003
      case .deviation: isMonthly ? 0.45 : 0.1
      }
    }
  }

  private static let fewestRows = 20

  /// `nil` where nothing speaks for percent.
  init?(_ table: FactorTable) {
    let isMonthly = table.isMonthly
    var widest: PercentEvidence?
    var rate: PercentEvidence?
    for (name, column) in zip(table.names, table.columns) {
      let values = column.filter { $0.isFinite }
      guard values.count >= PercentEvidence.fewestRows else { continue }
      let mean = values.reduce(0, +) / Double(values.count)
      if name == FactorsFile.risklessRate, mean > Measure.mean.limit(isMonthly: isMonthly) {
        rate = PercentEvidence(name, .mean, mean, count: values.count, isMonthly: isMonthly)
      }
      guard values.contains(where: { $0 < 0 }), values.contains(where: { $0 > 0 }) else { continue }
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / Double(values.count - 1)).squareRoot()
      if deviation > max(Measure.deviation.limit(isMonthly: isMonthly), widest?.value ?? 0) {
        widest = PercentEvidence(name, .deviation, deviation, count: values.count, isMonthly: isMonthly)
      }
    }
    guard let found = widest ?? rate else { return nil }
    self = found
  }

  private init(_ factor: String, _ measure: Measure, _ value: Double, count: Int, isMonthly: Bool) {
    self.factor = factor
    self.measure = measure
    self.value = value
    self.count = count
    self.isMonthly = isMonthly
  }

  func diagnostic(at location: SourceLocation, _ header: String) -> Diagnostic {
    Diagnostic(
      .factorLooksLikePercent, at: location,
      message:
        "the \(measure.rawValue) of '\(factor)' over \(count) \(isMonthly ? "months" : "days") is \(ShownNumber.text(value)), expected "
        + "fractions with less than \(measure.limit(isMonthly: isMonthly))",
      help: measure == .mean
        ? "write the rate of one \(isMonthly ? "month" : "day"): divide a yearly one by the "
          + "\(isMonthly ? "12 months" : "252 sessions") of a year, one in percent by 100"
        : "divide the factors by 100, or add format: french for a file of the French data library",
      excerpt: header)
  }
}
