/// The generalized rank test with the dispersion of the daily mean ranks, which carries cross-correlation.
package struct GeneralizedRankT: TestInForms {
  /// How SCARs are rescaled before they are ranked.
  enum Form: String { case plain, adjusted, eventstudy2 }

  static let standard = Form.plain
  let form: Form

  package let descriptor = TestDescriptor(
    id: "grank-t",
    title: "Generalized rank t (GRANK-T)",
    nullHypothesis: "the standardized CAR ranks no higher or lower than a single estimation day",
    formula:
      "t = Z sqrt((T-2)/(T-1-Z^2)), Z = Ubar_0/S, S^2 = (1/T) sum (n_t/N) Ubar_t^2, t with T-2 degrees of freedom",
    assumptions: ["abnormal returns are not strongly skewed", GeneralizedRanks.leastEvents],
    reference: "Kolari and Pynnonen (2011), Journal of Empirical Finance 18, 953-971",
    variants: [
      .init("adjusted", "SCARs also times sqrt(1-rbar): correlation makes their dispersion too small"),
      .init(
        "eventstudy2",
        "the Stata module's: the values of patell:eventstudy2 over sd/sqrt(N) in place of sd, times the whole factor of "
          + "adjusted-bmp; S and T over the estimation days alone, so that strong effects have no t. Models fitted by "
          + "least squares"),
    ])

  package var needs: SampleNeeds {
    form == .eventstudy2
      ? EventstudyScores.needs.union(.estimationDates) : [.residuals, .estimationDates]
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      if form == .eventstudy2 { return try asEventstudy(workspace, window) }
      let isAdjusted = form == .adjusted
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

  private func asEventstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let sample = workspace.sample
    let scores = try workspace.eventstudyScores()
    let section = try CrossSection(
      standardized: try scores.cumulated(over: window, of: sample), atLeast: 2)
    let scale = (try scores.correction.get()) * section.count.squareRoot() / section.standardDeviation
    var tested = [Double](repeating: .nan, count: sample.count)
    for (event, value) in zip(window.entering, section.values) { tested[event] = value * scale }
    let ranks = EventstudyRanks(.share, of: sample, events: workspace.participating, tested: 1) {
      event, row in
      sample.withResiduals(of: event) { residuals in
        for day in residuals.indices { row[day] = residuals[day] / scores.deviations[event] }
        row[residuals.count] = tested[event]
      }
    }
    let (t, mean, days) = try ranks.generalizedT()
    let context = TestContext(
      events: window.entering.count, estimate: mean,
      convention: "eventstudy2: SCAR over sd/sqrt(N), factor of adjusted-bmp, T the estimation days")
    return context.t(t, degreesOfFreedom: days - 2)
  }
}
