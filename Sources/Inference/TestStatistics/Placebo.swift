import CoreStatistics

/// The mean CAR against the means that arise on pseudo-dates in the events' own estimation windows.
package struct Placebo: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "placebo",
    title: "Placebo dates",
    nullHypothesis: "the mean CAR is one that pseudo-dates in the estimation windows give",
    formula:
      "p = (1 + #{|CAAR_b| >= |CAAR|}) / (B+1), CAAR_b the mean of sums of as many estimation residuals as the window has "
      + "days, at a random place of each estimation window, the same for events of one date; all places where the date is "
      + "common",
    assumptions: [
      "abnormal returns are stationary", "the event does not change the variance",
      "cross-correlation is allowed for where events share dates",
    ],
    reference: "Kothari and Warner (2007), Handbook of Corporate Finance 1, ch. 1, 3-36 (simulated events)")

  package var resamples: Bool { true }

  package var needs: SampleNeeds { .residuals }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
      let dates = PlaceboDates(workspace.sample, window)
      guard dates.events > 0 else { throw NoStatistic(.noEstimationResiduals) }
      let observed = dates.average
      let context = TestContext(
        events: dates.events, estimate: observed,
        convention: "statistic is the CAAR; residuals over one session, sums without a missing day",
        note: leftOut([
          (
            window.entering.count - dates.events,
            "on dates with fewer than \(PlaceboDates.fewestPlaces) complete sums of residuals"
          )
        ]))
      var tails = TailCount(ofSum: observed, size: dates.largest)
      if dates.count == 1 {
        dates.forEachPlace { tails.add($0) }
        return tails.counted(observed, context)
      }
      let stream = workspace.resampling.stream(test: id, window: window.window)
      for mean in dates.draws(workspace.resampling.replications, stream) { tails.add(mean) }
      return tails.drawn(observed, context, isSymmetric: true)
    }
  }
}
