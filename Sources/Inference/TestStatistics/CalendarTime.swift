import CoreStatistics
import Glibc

/// The abnormal return of the portfolio that holds every security within its window, averaged over calendar days.
package struct CalendarTime: TestInForms {
  /// What is tested: the mean abnormal return, as it is or over the dispersion of the same portfolio in the
  /// estimation windows; or the intercept of a regression of the portfolio's return.
  enum Form: String {
    case plain
    case standardizedT = "standardized-t"
    case standardizedZ = "standardized-z"
    case alpha
    case weighted
    case white
    case neweyWest = "newey-west"
  }

  static let standard = Form.plain
  let form: Form

  package let descriptor = TestDescriptor(
    id: "calendar-time",
    title: "Calendar-time portfolio",
    nullHypothesis: "the mean daily abnormal return of the portfolio of event securities is zero",
    formula:
      "t = mean(CTAR) / (sd(CTAR)/sqrt(T)), CTAR_d = mean AR of the events whose window holds date d, t with T-1 "
      + "degrees of freedom",
    assumptions: ["portfolio returns are serially uncorrelated"],
    reference:
      "Jaffe (1974), Journal of Business 47, 410-428; Mandelker (1974), Journal of Financial Economics 1, 303-335; "
      + "Fama (1998), 49, 283-306; Mitchell and Stafford (2000), Journal of Business 73, 287-329",
    variants: [
      .init(
        "standardized-t",
        "CTAR over the sd of the same portfolio's estimation residuals (30 common days), t test"),
      .init("standardized-z", "the same, sum over sqrt(T), standard normal"),
      .init(
        "alpha",
        "intercept of the portfolio's return (less rf where the model does so) on the model's benchmark or factors, OLS, "
          + "t with T-K"),
      .init("weighted", "the same by weighted least squares, a date's weight its number of events"),
      .init("white", "alpha with White's errors, times T/(T-K)"),
      .init("newey-west", "alpha with Newey-West errors (Bartlett weights), times T/(T-K)"),
    ])

  package var needs: SampleNeeds {
    regresses ? [.residuals, .estimationDates, .pricing] : [.residuals, .estimationDates]
  }

  private var regresses: Bool {
    switch form {
    case .plain, .standardizedT, .standardizedZ: false
    case .alpha, .weighted, .white, .neweyWest: true
    }
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
      let portfolio = CalendarTimePortfolio(workspace.sample, window, workspace.calendarTime)
      guard portfolio.unweighted < window.entering.count else { throw NoStatistic(.noWeights) }
      return regresses
        ? try regression(portfolio, workspace) : try averages(portfolio, workspace, window)
    }
  }

  private func averages(
    _ portfolio: CalendarTimePortfolio, _ workspace: SampleWorkspace, _ window: WindowMeasures
  ) throws(NoStatistic) -> TestOutcome {
    let (values, events) =
      form == .plain
      ? (portfolio.returns, portfolio.events) : portfolio.standardizedReturns(of: workspace.sample)
    let moments = Moments(values)
    guard values.count >= (form == .standardizedZ ? 1 : 2) else { throw NoStatistic(.tooFewDays) }
    let count = Double(values.count)
    let context = context(
      portfolio, workspace.calendarTime, events: events, estimate: moments.mean,
      "\(values.count) dates" + (form == .plain ? "" : " with history"))
    if form == .standardizedZ { return context.normal(moments.mean * count.squareRoot()) }
    let rounding = form == .plain ? window.rounding : Moments.equality
    guard let deviation = moments.standardDeviation, !moments.isConstant(upTo: rounding) else {
      throw NoStatistic(.zeroVariance)
    }
    return context.t(moments.mean / (deviation / count.squareRoot()), degreesOfFreedom: count - 1)
  }

  private func regression(_ portfolio: CalendarTimePortfolio, _ workspace: SampleWorkspace)
    throws(NoStatistic) -> TestOutcome
  {
    let dates = portfolio.holdings.count
    let lags =
      workspace.calendarTime.lags
      ?? Int(4 * pow(Double(dates) / 100, 2.0 / 9))
    // Bartlett's weights of so many lags take a short series' variance for nothing.
    guard form != .neweyWest || dates > 2 * lags else { throw NoStatistic(.tooFewDays) }
    let errors: CalendarTimeRegression.Errors =
      switch form {
      case .white: .white
      case .neweyWest: .neweyWest(lags: lags)
      default: .classical
      }
    let regression = try CalendarTimeRegression(
      portfolio, of: workspace.sample, isWeighted: form == .weighted, errors: errors)
    let method =
      switch form {
      case .weighted: "WLS by the number of events"
      case .white: "White's errors times T/(T-K)"
      case .neweyWest: "Newey-West errors with \(lags) lags, times T/(T-K)"
      default: "OLS"
      }
    return context(
      portfolio, workspace.calendarTime, events: portfolio.events, estimate: regression.alpha,
      "\(dates) dates, \(method)"
    ).t(regression.alpha / regression.standardError, degreesOfFreedom: regression.degreesOfFreedom)
  }

  private func context(
    _ portfolio: CalendarTimePortfolio, _ rule: CalendarTimeRule, events: Int, estimate: Double,
    _ method: String
  ) -> TestContext {
    let weights = rule.weights.map { "weights from \($0)" } ?? "equal weights"
    let least = rule.minimumFirms > 1 ? ", at least \(rule.minimumFirms) events a date" : ""
    return TestContext(
      events: events, estimate: estimate, convention: "\(weights)\(least), \(method)",
      note: leftOut([
        (portfolio.unweighted, "without a positive weight"),
        (portfolio.absent, "without a return in the window"),
        (portfolio.scattered, "on dates with fewer than \(rule.minimumFirms)"),
        (portfolio.events - events, "on dates without history"),
      ]))
  }
}
