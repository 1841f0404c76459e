import CoreTypes

/// Which correlations correct a test for events that are correlated.
enum CorrelationForm: String {
  /// Common calendar days, weighted by the windows' overlap.
  case calendar
  case kp2010
  /// As `calendar`, a negative average taken as 0.
  case floor0
  /// As `calendar`, events of different clusters uncorrelated.
  case blocks
  case eventstudy2

  /// Those that both tests have; the Stata module's differ between them.
  static let variants: [TestDescriptor.Variant] = [
    .init(
      kp2010.rawValue, "rbar over all pairs with 30 common estimation days, whether windows overlap or not"),
    .init(floor0.rawValue, "a negative rbar is taken as 0"),
    .init(
      blocks.rawValue,
      "events of different dates of day 0 (or values of the column that the study's key 'clusters' names) are taken as "
        + "uncorrelated"),
  ]
}

/// How much more the mean of N events with average correlation rbar varies than that of independent ones.
struct CorrelationCorrection {
  let averageCorrelation: Double
  /// `1 + (N-1) rbar`, greater than 0.
  let inflation: Double
  let convention: String

  /// - Parameter column: whose values are the clusters of `blocks`; nil = dates of day 0.
  init(
    _ workspace: SampleWorkspace, _ window: WindowMeasures, _ form: CorrelationForm, by column: String?
  ) throws(NoStatistic) {
    let weighting: ResidualCorrelations.Weighting =
      switch form {
      case .kp2010: .kp2010
      case .blocks: .blocks(try workspace.sample.clusterKeys(column))
      case .calendar, .floor0, .eventstudy2: .calendar
      }
    guard let found = workspace.averageCorrelation(weighting, over: window.window) else {
      throw NoStatistic(.noCommonResidualDays)
    }
    averageCorrelation = form == .floor0 ? max(0, found) : found
    inflation = 1 + Double(window.entering.count - 1) * averageCorrelation
    let pairs =
      switch form {
      case .kp2010: "all pairs"
      case .blocks: "weighted by the windows' overlap, within clusters by \(column ?? "date of day 0")"
      case .floor0 where found < 0: "weighted by the windows' overlap, in the place of \(found)"
      case .calendar, .floor0, .eventstudy2: "weighted by the windows' overlap"
      }
    convention = "rbar \(averageCorrelation) of residuals on calendar days, \(pairs)"
    guard inflation > 0 else { throw NoStatistic(.correlationTooNegative) }
  }
}
