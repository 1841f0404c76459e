/// The sum of the standardized CARs against what it would vary under normal abnormal returns.
package struct Patell: TestStatistic {
  /// How CARs are standardized.
  enum Standardization { case exact, classic, estudy2 }

  let standardization: Standardization

  package init() { standardization = .exact }
  private init(_ standardization: Standardization) { self.standardization = standardization }

  package var variant: String? {
    switch standardization {
    case .exact: nil
    case .classic: "classic"
    case .estudy2: ForeignConvention.estudy2.rawValue
    }
  }
  package func named(variant: String) -> (any TestStatistic)? {
    switch variant {
    case "classic": Patell(.classic)
    case ForeignConvention.estudy2.rawValue: Patell(.estudy2)
    default: nil
    }
  }

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
    ])

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      if standardization == .estudy2 { return try asEstudy(workspace, window) }
      let values =
        standardization == .exact
        ? try standardizedReturns(window) : try classicStandardizedReturns(workspace.sample, window)
      let sum = values.reduce(0, +)
      let context = TestContext(
        events: values.count, estimate: sum / Double(values.count),
        convention: standardization == .exact
          ? "SCAR with the exact prediction error" : "W = sum SAR / sqrt(L)")
      return context.normal(sum / (try sumOfStudentVariances(workspace.sample, window)).squareRoot())
    }
  }

  private func asEstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let day = try EstudyDay(workspace, window)
    var variance = 0.0
    for observations in day.observations {
      guard observations > 4 else { throw NoStatistic(.tooFewDegreesOfFreedom) }
      variance += (observations - 2) / (observations - 4)
    }
    let mean = day.standardized.reduce(0, +) / Double(day.standardized.count)
    let context = TestContext(
      events: day.standardized.count, estimate: mean,
      convention: "estudy2: residual variance SSR/(M-1), sums scaled to all events")
    return context.normal(mean * day.allEvents / variance.squareRoot())
  }
}
