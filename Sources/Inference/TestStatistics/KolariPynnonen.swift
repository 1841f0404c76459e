/// The standardized cross-sectional t with the variance that correlated events have.
package struct KolariPynnonen: TestWithClusters {
  static let standard = CorrelationForm.calendar
  static let clusters = CorrelationForm.blocks
  let form: CorrelationForm
  var column: String?

  init(form: CorrelationForm) { self.form = form }

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
    variants: CorrelationForm.variants + [
      .init(
        "eventstudy2",
        "the Stata module's: bmp:eventstudy2 times sqrt((1-rbar)/(1+(n-1) rbar)), rbar from "
          + "correlations day by day in event time, over all pairs of events. Models fitted by least squares")
    ])

  package var needs: SampleNeeds {
    form == .eventstudy2
      ? EventstudyScores.needs.union(EventstudyDays.needs).union(.estimationDates)
      : [.residuals, .estimationDates]
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      if form == .eventstudy2 { return try asEventstudy(workspace, window) }
      let section = try CrossSection(standardized: try standardizedReturns(window), atLeast: 2)
      let correction = try CorrelationCorrection(workspace, window, form, by: column)
      guard correction.averageCorrelation < ResidualCorrelations.perfect else {
        throw NoStatistic(.zeroVariance)
      }
      let factor = ((1 - correction.averageCorrelation) / correction.inflation).squareRoot()
      let context = TestContext(
        events: section.values.count, estimate: section.moments.mean, convention: correction.convention)
      return context.t(section.t * factor, degreesOfFreedom: section.count - 1)
    }
  }

  private func asEventstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let scores = try workspace.eventstudyScores()
    let section = try CrossSection(
      standardized: try scores.cumulated(over: window, of: workspace.sample), atLeast: 2)
    let context = TestContext(
      events: section.values.count, estimate: section.moments.mean,
      convention: "eventstudy2: rbar of all events in event time, t with T-P degrees of freedom")
    return context.t(
      section.t * (try scores.correction.get()),
      degreesOfFreedom: try EventstudyDays(workspace, window).degreesOfFreedom)
  }
}
