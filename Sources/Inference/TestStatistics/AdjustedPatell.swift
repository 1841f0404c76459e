/// Patell's Z with the variance that correlated events have.
package struct AdjustedPatell: TestStatistic {
  let weighting: ResidualCorrelations.Weighting

  package init() { weighting = .calendar }
  private init(_ weighting: ResidualCorrelations.Weighting) { self.weighting = weighting }

  package var variant: String? { weighting == .kp2010 ? "kp2010" : nil }
  package func named(variant: String) -> (any TestStatistic)? {
    variant == "kp2010" ? AdjustedPatell(.kp2010) : nil
  }

  package let descriptor = TestDescriptor(
    id: "adjusted-patell",
    title: "Patell Z adjusted for cross-correlation",
    nullHypothesis: "the mean standardized CAR is zero",
    formula: "z = z_Patell / sqrt(1 + (N-1) rbar), standard normal",
    assumptions: [
      "abnormal returns are normal", "the event does not change the variance",
      "events are as correlated around the event as in their estimation windows",
    ],
    reference: "Kolari and Pynnonen (2010), Review of Financial Studies 23, 3996-4025",
    variants: [
      .init("kp2010", "rbar over all pairs with 30 common estimation days, whether windows overlap or not")
    ])

  package var usesEstimationDates: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let values = try standardizedReturns(window)
      let correction = try CorrelationCorrection(workspace, window, weighting)
      let sum = values.reduce(0, +)
      let z = sum / (try sumOfStudentVariances(workspace.sample, window)).squareRoot()
      let context = TestContext(
        events: values.count, estimate: sum / Double(values.count), convention: correction.convention)
      return context.normal(z / correction.inflation.squareRoot())
    }
  }
}

/// How much more the mean of N events with average correlation rbar varies than that of independent ones.
struct CorrelationCorrection {
  let averageCorrelation: Double
  /// `1 + (N-1) rbar`, greater than 0.
  let inflation: Double
  private let weighting: ResidualCorrelations.Weighting

  init(_ workspace: SampleWorkspace, _ window: WindowMeasures, _ weighting: ResidualCorrelations.Weighting)
    throws(NoStatistic)
  {
    guard let correlation = workspace.averageCorrelation(weighting, over: window.window) else {
      throw NoStatistic(.noCommonResidualDays)
    }
    averageCorrelation = correlation
    inflation = 1 + Double(window.entering.count - 1) * correlation
    self.weighting = weighting
    guard inflation > 0 else { throw NoStatistic(.correlationTooNegative) }
  }

  var convention: String {
    "rbar \(averageCorrelation) of residuals on calendar days, "
      + (weighting == .calendar ? "weighted by the windows' overlap" : "all pairs")
  }
}
