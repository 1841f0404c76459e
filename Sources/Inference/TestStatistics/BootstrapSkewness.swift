import CoreStatistics
import CoreTypes

/// Probabilities of a statistic by a bootstrap: of both sides and of either.
package struct DrawnProbabilities: Sendable, Equatable {
  package let twoSided: Double
  package let greater: Double
  package let less: Double
}

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
      let t = section.johnson
      let tails = tails(
        of: t, among: section.values, mean: section.moments.mean, workspace.resampling, window.window)
      return tails.drawn(
        t,
        TestContext(
          events: section.values.count, estimate: section.moments.mean,
          convention: "samples of \(size(among: section.values.count)) CARs; equal-tailed p-value"),
        isSymmetric: false)
    }
  }

  /// The same for buy-and-hold abnormal returns: the probabilities of Johnson's statistic of their mean among those of small
  /// samples drawn from them. Returns of one day have the p-value that the test gives their CARs, since the draws are the same.
  ///
  /// - Parameter returns: the events' BHARs; nil below three, and for a statistic that is none.
  package func probabilities(
    of statistic: Double, buyAndHold returns: [Double], over window: EventWindow, _ resampling: Resampling
  ) -> DrawnProbabilities? {
    guard returns.count >= 3, statistic.isFinite else { return nil }
    let mean = Moments(returns).mean
    let tails = tails(of: statistic, among: returns, mean: mean, resampling, window)
    return DrawnProbabilities(twoSided: tails.equalTailed, greater: tails.upper, less: tails.lower)
  }

  /// N/4 values are drawn, all N where that were fewer than five.
  private func size(among count: Int) -> Int { count / 4 >= 5 ? count / 4 : count }

  private func tails(
    of statistic: Double, among values: [Double], mean: Double, _ resampling: Resampling,
    _ window: EventWindow
  ) -> TailCount {
    var tails = TailCount(of: statistic)
    resampling.forEachSample(
      of: resampling.drawable(values, test: id), about: mean, size: size(among: values.count), test: id,
      window: window
    ) { tails.add($0.johnson) }
    return tails
  }
}
