/// The skewness-adjusted t against its own distribution over small samples drawn from the CARs.
package struct BootstrapSkewness: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "bootstrap-skewness",
    title: "Bootstrapped skewness-adjusted t",
    nullHypothesis: "the mean CAR is zero",
    formula:
      "p = 2 min(1 + #{t_b <= t}, 1 + #{t_b >= t}) / (B+1), t Johnson's statistic, t_b that of N/4 CARs drawn with "
      + "replacement about the CAAR",
    assumptions: ["CARs of different events are independent"],
    reference: "Lyon, Barber and Tsai (1999), Journal of Finance 54, 165-201")

  package var resamples: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let section = try CrossSection.ofReturns(window, atLeast: 3)
      let quarter = section.values.count / 4
      let size = quarter >= 5 ? quarter : section.values.count
      let t = section.johnson
      var tails = TailCount(of: t, slack: abs(t) * 1e-12)
      let resampling = workspace.resampling
      resampling.forEachSample(
        of: resampling.drawable(section.values, test: id), about: section.moments.mean, size: size, test: id,
        window: window.window
      ) { tails.add($0.johnson) }
      return tails.drawn(
        t,
        TestContext(
          events: section.values.count, estimate: section.moments.mean,
          convention: "samples of \(size) CARs; equal-tailed p-value"), isSymmetric: false)
    }
  }
}
