/// The generalized rank test with the dispersion of the daily mean ranks, which carries cross-correlation.
package struct GeneralizedRankT: TestStatistic {
  let isAdjusted: Bool

  package init() { isAdjusted = false }
  private init(isAdjusted: Bool) { self.isAdjusted = isAdjusted }

  package var variant: String? { isAdjusted ? "adjusted" : nil }
  package func named(variant: String) -> (any TestStatistic)? {
    variant == "adjusted" ? GeneralizedRankT(isAdjusted: true) : nil
  }

  package let descriptor = TestDescriptor(
    id: "grank-t",
    title: "Generalized rank t (GRANK-T)",
    nullHypothesis: "the standardized CAR ranks no higher or lower than a single estimation day",
    formula:
      "t = Z sqrt((T-2)/(T-1-Z^2)), Z = Ubar_0/S, S^2 = (1/T) sum (n_t/N) Ubar_t^2, t with T-2 degrees of freedom",
    assumptions: ["abnormal returns are not strongly skewed"],
    reference: "Kolari and Pynnonen (2011), Journal of Empirical Finance 18, 953-971",
    variants: [
      .init("adjusted", "SCARs also times sqrt(1-rbar): correlation makes their dispersion too small")
    ])

  package var usesEstimationDates: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let ranks = try workspace.generalizedRanks(window, isAdjusted: isAdjusted)
      let (z, columns) = try ranks.ratio()
      let room = columns - 1 - z * z
      guard room > 0 else { throw NoStatistic(.zeroVariance) }
      let context = TestContext(
        events: window.entering.count, estimate: ranks.meanRank,
        convention: "T counts the event's column" + (isAdjusted ? "; SCAR times sqrt(1-rbar)" : ""))
      return context.t(z * ((columns - 2) / room).squareRoot(), degreesOfFreedom: columns - 2)
    }
  }
}
