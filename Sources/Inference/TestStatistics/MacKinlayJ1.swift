/// The mean CAR against the variances that the estimation windows predict.
package struct MacKinlayJ1: TestStatistic {
  /// Whose variances.
  enum Form { case predicted, estudy2 }

  let form: Form

  package init() { form = .predicted }
  private init(_ form: Form) { self.form = form }

  package var variant: String? { form == .estudy2 ? ForeignConvention.estudy2.rawValue : nil }
  package func named(variant: String) -> (any TestStatistic)? {
    variant == ForeignConvention.estudy2.rawValue ? MacKinlayJ1(.estudy2) : nil
  }

  package let descriptor = TestDescriptor(
    id: "j1",
    title: "J1",
    nullHypothesis: "the mean CAR is zero",
    formula: "z = CAAR / sqrt(sum var(CAR_i) / N^2), standard normal",
    assumptions: [
      "CARs of different events are independent", "the event does not change the variance",
      "the predicted variances are known exactly",
    ],
    reference: "MacKinlay (1997), Journal of Economic Literature 35, 13-39, eq. 20-22",
    variants: [
      .init(
        "estudy2",
        "the R package's brown_warner_1980: variances SSR/(M-1) without the prediction error, of all events; t with M-1 "
          + "degrees of freedom; single days")
    ])

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
      if form == .estudy2 { return try asEstudy(workspace, window) }
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
  private func asEstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let day = try EstudyDay(workspace, window)
    let mean = window.enteringReturns.reduce(0, +) / Double(window.entering.count)
    let deviation = day.variances.reduce(0, +).squareRoot() / day.allEvents
    let context = TestContext(
      events: window.entering.count, estimate: mean,
      convention: "estudy2: brown_warner_1980, variances SSR/(M-1) of all events")
    return context.t(mean / deviation, degreesOfFreedom: day.degreesOfFreedom)
  }
}
