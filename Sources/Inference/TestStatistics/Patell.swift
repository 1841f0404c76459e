/// The sum of the standardized CARs against what it would vary under normal abnormal returns.
package struct Patell: TestInForms {
  /// How CARs are standardized.
  enum Form: String { case exact, classic, estudy2, eventstudy2, eventstudytools, wrds }

  static let standard = Form.exact
  let form: Form

  package let descriptor = TestDescriptor(
    id: "patell",
    title: "Patell Z",
    nullHypothesis: "the mean standardized CAR is zero",
    formula: "z = sum SCAR_i / sqrt(sum nu_i/(nu_i-2)), standard normal",
    assumptions: [
      "CARs of different events are independent", "abnormal returns are normal",
      "the event does not change the variance",
    ],
    reference: "Patell (1976), Journal of Accounting Research 14, 246-276",
    variants: [
      .init("classic", "W_i = sum SAR / sqrt(L_i) in place of SCAR: prediction errors not cumulated"),
      .init(
        "estudy2",
        "the R package's: residual variance SSR/(M-1), sums and denominator over all events, also those without a return "
          + "that day; single days"),
      .init(
        "eventstudy2",
        "the Stata module's: AR over sqrt(s f), f the standard error of the forecast, where Patell has f; windows sum "
          + "AR_k / sqrt(k) over the k-th day, where Patell's sum is over sqrt(L), so that 11 days have 3 times the "
          + "variance; denominator over all events. Models fitted by least squares"),
      .init(
        "eventstudytools",
        "the service's page of its tests: the mean of each event's own z, W_i over sqrt(nu_i/(nu_i-2)), times sqrt(N); "
          + "`classic` where all nu are equal"),
      .init(
        "wrds",
        "WRDS's: SCAR = CAR / (s sqrt(L)) without prediction error, denominator sum (M-2)/(M-4) whatever the model. Its "
          + "pages print the upper tail as p; its SAS macro leaves the denominator at sqrt(N)"),
    ])

  package var needs: SampleNeeds {
    switch form {
    case .exact: []
    case .classic, .eventstudytools: .standardizedReturns
    case .estudy2, .wrds: .residuals
    case .eventstudy2: EventstudyScores.needs
    }
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      switch form {
      case .exact, .classic: break
      case .estudy2: return try asEstudy(workspace, window)
      case .eventstudy2:
        return try workspace.eventstudyScores().patell(
          over: window, of: workspace.sample, times: 1,
          convention: "eventstudy2: AR over sqrt(s f), k-th day over sqrt(k), all events in the denominator")
      case .eventstudytools: return try asEventStudyTools(workspace.sample, window)
      case .wrds: return try asWRDS(workspace.sample, window)
      }
      let values =
        form == .exact
        ? try standardizedReturns(window) : try classicStandardizedReturns(workspace.sample, window)
      let sum = values.reduce(0, +)
      let context = TestContext(
        events: values.count, estimate: sum / Double(values.count),
        convention: form == .exact ? "SCAR = CAR / car_se" : "W = sum SAR / sqrt(L)")
      return context.normal(sum / (try sumOfStudentVariances(workspace.sample, window)).squareRoot())
    }
  }

  private func asEventStudyTools(_ sample: EventSample, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let values = try zip(window.entering, classicStandardizedReturns(sample, window)).map {
      (event, value) throws(NoStatistic) in
      value / (try studentVariance(Double(sample.degreesOfFreedom[event]))).squareRoot()
    }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let context = TestContext(
      events: values.count, estimate: mean,
      convention: "eventstudytools: each event's own z, W = sum SAR / sqrt(L), averaged")
    return context.normal(mean * count.squareRoot())
  }

  private func asWRDS(_ sample: EventSample, _ window: WindowMeasures) throws(NoStatistic) -> TestOutcome {
    let values = try wrdsStandardizedReturns(sample, window)
    let variance = try sumOfStudentVariances(
      window.entering.map { Double(sample.observations(of: $0) - 2) })
    let sum = values.reduce(0, +)
    let context = TestContext(
      events: values.count, estimate: sum / Double(values.count),
      convention: "wrds: SCAR without prediction error, denominator (M-2)/(M-4)")
    return context.normal(sum / variance.squareRoot())
  }

  private func asEstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let day = try EstudyDay(workspace, window)
    let variance = try sumOfStudentVariances(day.observations.lazy.map { $0 - 2 })
    let mean = day.standardized.reduce(0, +) / Double(day.standardized.count)
    let context = TestContext(
      events: day.standardized.count, estimate: mean,
      convention: "estudy2: residual variance SSR/(M-1), sums scaled to all events")
    return context.normal(mean * day.allEvents / variance.squareRoot())
  }
}
