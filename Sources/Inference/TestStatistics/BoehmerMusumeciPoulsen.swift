/// The mean standardized CAR against its dispersion over events: the standardized cross-sectional test.
package struct BoehmerMusumeciPoulsen: TestInForms {
  /// How CARs are standardized, or whose reference distribution it is.
  enum Form: String { case exact, classic, estudy2, eventstudy2, wrds }

  static let standard = Form.exact
  let form: Form

  package let descriptor = TestDescriptor(
    id: "bmp",
    title: "Standardized cross-sectional t (BMP)",
    nullHypothesis: "the mean standardized CAR is zero",
    formula: "t = mean(SCAR) / (sd(SCAR) / sqrt(N)), t with N-1 degrees of freedom",
    assumptions: [
      "CARs of different events are independent", "the event changes all variances by one factor",
      "N is large or SCARs are normal",
    ],
    reference: "Boehmer, Musumeci and Poulsen (1991), Journal of Financial Economics 30, 253-272",
    variants: [
      .init("classic", "W_i = sum SAR / sqrt(L_i) in place of SCAR: prediction errors not cumulated"),
      .init("estudy2", "the R package's: residual variance SSR/(M-1); single days"),
      .init(
        "eventstudy2",
        "the Stata module's: the values of patell:eventstudy2, t with T-P degrees of freedom, T the estimation days, P two "
          + "and one for each factor beside the market. Models fitted by least squares"),
      .init("wrds", "WRDS's: SCAR = CAR / (s sqrt(L)) without prediction error"),
    ])

  package var needs: SampleNeeds {
    switch form {
    case .exact, .wrds: []
    case .classic: .standardizedReturns
    case .estudy2: .residuals
    case .eventstudy2: EventstudyScores.needs.union(EventstudyDays.needs)
    }
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let section = try CrossSection(standardized: try values(workspace, window), atLeast: 2)
      let context = TestContext(
        events: section.values.count, estimate: section.moments.mean, convention: convention)
      return context.t(
        section.t,
        degreesOfFreedom: form == .eventstudy2
          ? try EventstudyDays(workspace, window).degreesOfFreedom : section.count - 1)
    }
  }

  private func values(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic) -> [Double]
  {
    switch form {
    case .exact: try standardizedReturns(window)
    case .eventstudy2: try workspace.eventstudyScores().cumulated(over: window, of: workspace.sample)
    case .wrds: try wrdsStandardizedReturns(workspace.sample, window)
    case .classic: try classicStandardizedReturns(workspace.sample, window)
    case .estudy2: try EstudyDay(workspace, window).standardized
    }
  }

  private var convention: String {
    switch form {
    case .exact: "SCAR = CAR / car_se"
    case .classic: "W = sum SAR / sqrt(L)"
    case .estudy2: "estudy2: residual variance SSR/(M-1)"
    case .eventstudy2: "eventstudy2: AR over sqrt(s f), k-th day over sqrt(k), t with T-P degrees of freedom"
    case .wrds: "wrds: SCAR without prediction error"
    }
  }
}
