/// The mean standardized CAR against its dispersion over events: the standardized cross-sectional test.
package struct BoehmerMusumeciPoulsen: TestStatistic {
  /// How CARs are standardized.
  enum Standardization { case exact, classic }

  let standardization: Standardization

  package init() { standardization = .exact }
  private init(_ standardization: Standardization) { self.standardization = standardization }

  package var variant: String? { standardization == .classic ? "classic" : nil }
  package func named(variant: String) -> (any TestStatistic)? {
    variant == "classic" ? BoehmerMusumeciPoulsen(.classic) : nil
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
      .init("classic", "W_i = sum SAR / sqrt(L_i) in place of SCAR: prediction errors not cumulated")
    ])

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let values =
        standardization == .exact
        ? try standardizedReturns(window) : try classicStandardizedReturns(workspace.sample, window)
      let section = try CrossSection(values, atLeast: 2)
      let context = TestContext(
        events: values.count, estimate: section.moments.mean,
        convention: standardization == .exact
          ? "SCAR with the exact prediction error" : "W = sum SAR / sqrt(L)")
      return context.t(section.t, degreesOfFreedom: section.count - 1)
    }
  }
}
