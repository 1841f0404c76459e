/// The sum of the standardized CARs against what it would vary under normal abnormal returns.
package struct Patell: TestStatistic {
  /// How CARs are standardized.
  enum Standardization { case exact, classic }

  let standardization: Standardization

  package init() { standardization = .exact }
  private init(_ standardization: Standardization) { self.standardization = standardization }

  package var variant: String? { standardization == .classic ? "classic" : nil }
  package func named(variant: String) -> (any TestStatistic)? {
    variant == "classic" ? Patell(.classic) : nil
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
      .init("classic", "W_i = sum SAR / sqrt(L_i) in place of SCAR: prediction errors not cumulated")
    ])

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
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
}
