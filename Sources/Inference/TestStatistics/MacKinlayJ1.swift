/// The mean CAR against the variances that the estimation windows predict.
package struct MacKinlayJ1: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "j1",
    title: "J1",
    nullHypothesis: "the mean CAR is zero",
    formula: "z = CAAR / sqrt(sum var(CAR_i) / N^2), standard normal",
    assumptions: [
      "CARs of different events are independent", "the event does not change the variance",
      "the predicted variances are known exactly",
    ],
    reference: "MacKinlay (1997), Journal of Economic Literature 35, 13-39, eq. 20-22")

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
      var sum = 0.0
      var variance = 0.0
      for event in window.entering {
        sum += window.cumulativeAbnormalReturns[event]
        variance += window.variances[event]
      }
      guard variance > 0 else { throw NoStatistic(.zeroVariance) }
      let context = TestContext(
        events: window.entering.count, estimate: sum / Double(window.entering.count),
        convention: "variances with the exact prediction error")
      return context.normal(sum / variance.squareRoot())
    }
  }
}
