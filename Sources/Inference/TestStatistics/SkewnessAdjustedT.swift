/// The cross-sectional t with Johnson's correction for skewed CARs.
package struct SkewnessAdjustedT: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "skewness-adjusted-t",
    title: "Skewness-adjusted t",
    nullHypothesis: "the mean CAR is zero",
    formula:
      "t = sqrt(N) (S + g S^2/3 + g/(6N)), S = CAAR/sd, g = sum (CAR-CAAR)^3 / (N sd^3), t with N-1 degrees of freedom",
    assumptions: ["CARs of different events are independent", "their third moment is finite"],
    reference:
      "Johnson (1978), Journal of the American Statistical Association 73, 536-544; Lyon, Barber and Tsai "
      + "(1999), Journal of Finance 54, 165-201, eq. 5")

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let section = try CrossSection.ofReturns(window, atLeast: 2)
      let context = TestContext(
        events: section.values.count, estimate: section.moments.mean,
        convention: "skewness with divisor N and the standard deviation with N-1")
      return context.t(section.johnson, degreesOfFreedom: section.count - 1)
    }
  }
}

extension CrossSection {
  /// Johnson's statistic of these values for the hypothesis that their mean is zero.
  var johnson: Double { moments.johnsonStatistic ?? .nan }
}
