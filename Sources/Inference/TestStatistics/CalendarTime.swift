import CoreStatistics

/// The abnormal return of the portfolio that holds every security within its window, averaged over calendar days.
package struct CalendarTime: TestStatistic {
  /// Whether a day's return is divided by the dispersion of the same portfolio in the estimation windows.
  enum Form { case plain, standardizedT, standardizedZ }

  let form: Form

  package init() { form = .plain }
  private init(_ form: Form) { self.form = form }

  package var variant: String? {
    switch form {
    case .plain: nil
    case .standardizedT: "standardized-t"
    case .standardizedZ: "standardized-z"
    }
  }
  package func named(variant: String) -> (any TestStatistic)? {
    switch variant {
    case "standardized-t": CalendarTime(.standardizedT)
    case "standardized-z": CalendarTime(.standardizedZ)
    default: nil
    }
  }

  package let descriptor = TestDescriptor(
    id: "calendar-time",
    title: "Calendar-time portfolio",
    nullHypothesis: "the mean daily abnormal return of the portfolio of event securities is zero",
    formula:
      "t = mean(CTAR) / (sd(CTAR)/sqrt(T)), CTAR_d = mean AR of the events whose window holds date d, t with T-1 "
      + "degrees of freedom",
    assumptions: ["portfolio returns are serially uncorrelated"],
    reference:
      "Jaffe (1974), Journal of Business 47, 410-428; Mandelker (1974), Journal of Financial Economics 1, 303-335",
    variants: [
      .init(
        "standardized-t",
        "CTAR over the sd of the same portfolio's estimation residuals (30 common days), t test"),
      .init("standardized-z", "the same, sum over sqrt(T), standard normal"),
    ])

  package var usesEstimationDates: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
      let portfolio = CalendarTimePortfolio(workspace.sample, window)
      let values =
        form == .plain ? portfolio.returns : portfolio.standardizedReturns(of: workspace.sample)
      let moments = Moments(values)
      guard values.count >= (form == .standardizedZ ? 1 : 2) else { throw NoStatistic(.tooFewDays) }
      let count = Double(values.count)
      let context = TestContext(
        events: window.entering.count, estimate: moments.mean,
        convention: form == .plain
          ? "equal weights, \(values.count) dates" : "equal weights, \(values.count) dates with history")
      if form == .standardizedZ { return context.normal(moments.mean * count.squareRoot()) }
      guard let deviation = moments.standardDeviation, !moments.isConstant else {
        throw NoStatistic(.zeroVariance)
      }
      return context.t(moments.mean / (deviation / count.squareRoot()), degreesOfFreedom: count - 1)
    }
  }
}
