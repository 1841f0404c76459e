/// Patell's Z with the variance that correlated events have.
package struct AdjustedPatell: TestWithClusters {
  static let standard = CorrelationForm.calendar
  static let clusters = CorrelationForm.blocks
  let form: CorrelationForm
  var column: String?

  init(form: CorrelationForm) { self.form = form }

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
    variants: CorrelationForm.variants + [
      .init(
        "eventstudy2",
        "the Stata module's: patell:eventstudy2 times the factor of the BMP test, sqrt((1-rbar)/(1+(n-1) rbar)), rbar from "
          + "correlations day by day in event time, over all pairs of events. Models fitted by least squares")
    ])

  package var needs: SampleNeeds {
    form == .eventstudy2
      ? EventstudyScores.needs.union(.estimationDates) : [.residuals, .estimationDates]
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      if form == .eventstudy2 {
        let scores = try workspace.eventstudyScores()
        return try scores.patell(
          over: window, of: workspace.sample, times: try scores.correction.get(),
          convention: "eventstudy2: rbar of all events in event time, the factor of the BMP test")
      }
      let values = try standardizedReturns(window)
      let correction = try CorrelationCorrection(workspace, window, form, by: column)
      let sum = values.reduce(0, +)
      let z = sum / (try sumOfStudentVariances(workspace.sample, window)).squareRoot()
      let context = TestContext(
        events: values.count, estimate: sum / Double(values.count), convention: correction.convention)
      return context.normal(z / correction.inflation.squareRoot())
    }
  }
}
