import CoreStatistics

/// The cross-sectional t against its own distribution over samples drawn from the CARs.
package struct BootstrapT: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "bootstrap-t",
    title: "Bootstrapped cross-sectional t",
    nullHypothesis: "the mean CAR is zero",
    formula:
      "p = (1 + #{|t_b| >= |t|}) / (B+1), t_b = (mean_b - CAAR) / (sd_b / sqrt(N)) of N CARs drawn with replacement",
    assumptions: ["CARs of different events are independent"],
    reference:
      "Efron (1979), Annals of Statistics 7, 1-26; Hall (1988), Journal of the Royal Statistical Society B 50, 35-45"
  )

  package var resamples: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let section = try CrossSection.ofReturns(window, atLeast: 3)
      let t = section.t
      let values = workspace.resampling.drawable(section.values, test: descriptor.id)
      var tails = TailCount(of: t)
      var sample: [Double] = []
      workspace.resampling.forEachSample(
        test: descriptor.id, window: window.window, of: section.values.count, size: section.values.count
      ) { indexes in
        sample.removeAll(keepingCapacity: true)
        for index in indexes { sample.append(values[index]) }
        tails.add(resampledT(Moments(sample), about: section.moments.mean))
      }
      return TestContext(
        events: section.values.count, estimate: section.moments.mean, convention: "symmetric p-value"
      ).outcome(
        t, .bootstrap(replications: tails.count), twoSided: tails.symmetric, greater: tails.upper,
        less: tails.lower)
    }
  }

  /// A drawn sample without dispersion lies infinitely far from any other mean: it counts against the effect.
  private func resampledT(_ drawn: Moments, about center: Double) -> Double {
    guard !drawn.isConstant, let deviation = drawn.standardDeviation else {
      return drawn.mean < center ? -.infinity : .infinity
    }
    return (drawn.mean - center) / (deviation / Double(drawn.count).squareRoot())
  }
}

/// How many statistics of drawn samples lie as far out as the one observed. The observed one counts among
/// them, so that a p-value is never 0.
struct TailCount {
  private let observed: Double
  private(set) var count = 0
  private var farther = 0
  private var above = 0
  private var below = 0

  init(of observed: Double) { self.observed = observed }

  mutating func add(_ statistic: Double) {
    count += 1
    farther += abs(statistic) >= abs(observed) ? 1 : 0
    above += statistic >= observed ? 1 : 0
    below += statistic <= observed ? 1 : 0
  }

  /// `P(|T| >= |t|)`.
  var symmetric: Double { share(farther) }
  /// `P(T >= t)`.
  var upper: Double { share(above) }
  /// `P(T <= t)`.
  var lower: Double { share(below) }
  /// Twice the smaller tail, for statistics that are not symmetric about zero.
  var equalTailed: Double { min(1, 2 * min(upper, lower)) }

  private func share(_ hits: Int) -> Double { Double(hits + 1) / Double(count + 1) }
}
