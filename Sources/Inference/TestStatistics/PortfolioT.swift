import CoreStatistics

/// The equally weighted portfolio of the events of one date: the exact t of its abnormal return.
package struct PortfolioT: TestInForms {
  /// Whose standard deviation, and how a window's days are taken together.
  enum Form: String { case exact, estudy2 }

  static let standard = Form.exact
  let form: Form

  package let descriptor = TestDescriptor(
    id: "portfolio-t",
    title: "Portfolio t for a common event date",
    nullHypothesis: "the mean CAR of the events of the largest common date is zero",
    formula:
      "t = w'CAR / sqrt(c w'Sw), w = 1/N, S = E'E/(M-K), c = var(CAR_i)/s_i^2, t with M-K degrees of freedom",
    assumptions: [
      "residual vectors are independent over time and normal", "the event does not change the variance",
    ],
    reference:
      "Schipper and Thompson (1983), Journal of Accounting Research 21, 184-221; Binder (1985), 23, 370-383",
    variants: [
      .init(
        "estudy2",
        "the R package's lamb and car_lamb (Lamb 1995): the standard deviation of the mean residuals has divisor M-1, each "
          + "day its own prediction error, a window the sum of its days' statistics over sqrt(L); normal. Events with "
          + "incomplete rows, which the package keeps, are left out")
    ])

  package var needs: SampleNeeds {
    form == .estudy2
      ? [.residuals, .estimationDates, .standardizedReturns] : [.residuals, .estimationDates]
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let members = try CommonDateMembers(workspace.sample, window)
      if form == .estudy2 { return try PortfolioT.lamb(members, workspace.sample, window) }
      let (average, t) = try members.portfolioT()
      let context = TestContext(
        events: members.events.count, estimate: average,
        convention: "events with complete rows on the largest common date", note: members.note)
      return context.t(t, degreesOfFreedom: members.degreesOfFreedom)
    }
  }

  private static func lamb(_ members: CommonDateMembers, _ sample: EventSample, _ window: WindowMeasures)
    throws(NoStatistic) -> TestOutcome
  {
    let residuals = Moments(members.portfolioResiduals)
    guard let deviation = residuals.standardDeviation, !residuals.isConstant else {
      throw NoStatistic(.zeroVariance)
    }
    let places = sample.places(of: window.window)
    var sum = 0.0
    for event in members.events {
      let own = sample.residualStandardDeviations[event]
      // AR over the root of its prediction error's factor.
      sum +=
        own
        * sample.withStandardizedAbnormalReturns(of: event) { scores in places.reduce(0) { $0 + scores[$1] } }
    }
    let count = Double(members.events.count)
    let context = TestContext(
      events: members.events.count, estimate: members.returns.reduce(0, +) / count,
      convention: "estudy2: Lamb's test, divisor M-1, days over sqrt(L)", note: members.note)
    return context.normal(sum / count / (deviation * Double(places.count).squareRoot()))
  }
}
