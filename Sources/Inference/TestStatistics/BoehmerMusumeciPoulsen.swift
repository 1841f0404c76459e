/// The mean standardized CAR against its dispersion over events: the standardized cross-sectional test.
package struct BoehmerMusumeciPoulsen: TestStatistic {
  /// How CARs are standardized, or whose reference distribution it is.
  enum Form { case exact, classic, estudy2, eventstudy2 }

  let form: Form

  package init() { form = .exact }
  private init(_ form: Form) { self.form = form }

  package var variant: String? {
    switch form {
    case .exact: nil
    case .classic: "classic"
    case .estudy2: ForeignConvention.estudy2.rawValue
    case .eventstudy2: ForeignConvention.eventstudy2.rawValue
    }
  }
  package func named(variant: String) -> (any TestStatistic)? {
    switch variant {
    case "classic": BoehmerMusumeciPoulsen(.classic)
    case ForeignConvention.estudy2.rawValue: BoehmerMusumeciPoulsen(.estudy2)
    case ForeignConvention.eventstudy2.rawValue: BoehmerMusumeciPoulsen(.eventstudy2)
    default: nil
    }
  }

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
        "the Stata module's reference distribution: t with T-K degrees of freedom, T the estimation days"),
    ])

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let section = try CrossSection(try values(workspace, window), atLeast: 2)
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
    case .exact, .eventstudy2: try standardizedReturns(window)
    case .classic: try classicStandardizedReturns(workspace.sample, window)
    case .estudy2: try EstudyDay(workspace, window).standardized
    }
  }

  private var convention: String {
    switch form {
    case .exact: "SCAR with the exact prediction error"
    case .classic: "W = sum SAR / sqrt(L)"
    case .estudy2: "estudy2: residual variance SSR/(M-1)"
    case .eventstudy2: "eventstudy2: t with T-K degrees of freedom; SCAR with the exact prediction error"
    }
  }
}
