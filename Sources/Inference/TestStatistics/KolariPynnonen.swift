/// The standardized cross-sectional t with the variance that correlated events have.
package struct KolariPynnonen: TestStatistic {
  let weighting: ResidualCorrelations.Weighting

  package init() { weighting = .calendar }
  private init(_ weighting: ResidualCorrelations.Weighting) { self.weighting = weighting }

  package var variant: String? { weighting == .kp2010 ? "kp2010" : nil }
  package func named(variant: String) -> (any TestStatistic)? {
    variant == "kp2010" ? KolariPynnonen(.kp2010) : nil
  }

  package let descriptor = TestDescriptor(
    id: "adjusted-bmp",
    title: "Standardized cross-sectional t adjusted for cross-correlation (Kolari-Pynnonen)",
    nullHypothesis: "the mean standardized CAR is zero",
    formula: "t = t_BMP sqrt((1-rbar) / (1 + (N-1) rbar)), t with N-1 degrees of freedom",
    assumptions: [
      "the event changes all variances by one factor",
      "events are as correlated around the event as in their estimation windows",
    ],
    reference: "Kolari and Pynnonen (2010), Review of Financial Studies 23, 3996-4025",
    variants: [
      .init("kp2010", "rbar over all pairs with 30 common estimation days, whether windows overlap or not")
    ])

  package var usesEstimationDates: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let section = try CrossSection.ofStandardized(window, atLeast: 2)
      let correction = try CorrelationCorrection(workspace, window, weighting)
      guard correction.averageCorrelation < 1 else { throw NoStatistic(.zeroVariance) }
      let factor = ((1 - correction.averageCorrelation) / correction.inflation).squareRoot()
      let context = TestContext(
        events: section.values.count, estimate: section.moments.mean, convention: correction.convention)
      return context.t(section.t * factor, degreesOfFreedom: section.count - 1)
    }
  }
}
