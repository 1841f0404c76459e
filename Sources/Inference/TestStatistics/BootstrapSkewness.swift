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
      let events = section.values.count
      let quarter = events / 4
      let t = section.johnson(about: 0)
      let values = workspace.resampling.drawable(section.values, test: descriptor.id)
      var tails = TailCount(of: t)
      workspace.resampling.forEachSample(
        test: descriptor.id, window: window.window, of: events, size: quarter >= 5 ? quarter : events
      ) { indexes in
        let drawn = indexes.map { values[$0] }
        tails.add(resampledT(drawn, about: section.moments.mean))
      }
      return TestContext(
        events: events, estimate: section.moments.mean,
        convention: "samples of \(quarter >= 5 ? quarter : events) CARs; equal-tailed p-value"
      ).outcome(
        t, .bootstrap(replications: tails.count), twoSided: tails.equalTailed, greater: tails.upper,
        less: tails.lower)
    }
  }

  /// As in `BootstrapT`: a drawn sample without dispersion counts against the effect.
  private func resampledT(_ drawn: [Double], about center: Double) -> Double {
    guard let section = try? CrossSection(drawn, atLeast: 2) else {
      return drawn[0] < center ? -.infinity : .infinity
    }
    return section.johnson(about: center)
  }
}
