import CoreTypes
import TestSupport
import Testing

@testable import Inference

/// Samples that leave a test little to go on: each test has a value or a reason, and which is known beforehand.
@Suite struct HardSamplesTests {
  private func table(_ sample: EventSample) -> [String: TestOutcome] {
    Dictionary(outcomes(of: sample).map { ($0.what, $0.outcome) }) { first, _ in first }
  }

  private func reason(_ outcome: TestOutcome?) -> TestReason? {
    if case .notApplicable(let reason)? = outcome { reason } else { nil }
  }

  private func result(_ outcome: TestOutcome?) -> TestResult? {
    if case .result(let result)? = outcome { result } else { nil }
  }

  @Test func twoEvents() {
    let found = table(SimulatedSample(count: 2, seed: 5, missing: 0).sample())
    for id in ["cross-sectional-t", "bmp", "adjusted-bmp", "skewness-adjusted-t"] {
      #expect(result(found["\(id) [-1,1]"])?.distribution == .t(degreesOfFreedom: 1), "\(id)")
    }
    for id in ["hall", "bootstrap-t", "bootstrap-skewness"] {
      #expect(reason(found["\(id) [-1,1]"]) == .tooFewEvents, "\(id)")
    }
    #expect(reason(found["bootstrap-t:cluster [-1,1]"]) == .tooFewClusters)
    #expect(reason(found["sign-flip:cluster [-1,1]"]) == .tooFewClusters)
    // Two values have four sign patterns, and ranks 1 and 2.
    #expect([0.5, 1].contains(result(found["sign-flip [0,0]"])?.pValue))
    #expect([0.5, 1].contains(result(found["wilcoxon [0,0]"])?.pValue))
  }

  @Test func everyEventOnOneDate() {
    var sample = SimulatedSample(count: 12, seed: 8, missing: 0)
    sample.dayZeroDates = sample.dayZeroDates.map { _ in 20_000 }
    let found = table(sample.sample())
    for id in ["wild-cluster", "wild-cluster:webb", "bootstrap-t:cluster", "sign-flip:cluster"] {
      #expect(reason(found["\(id) [0,0]"]) == .tooFewClusters, "\(id)")
    }
    #expect(result(found["placebo [0,0]"])?.distribution == .exact)
    #expect(result(found["portfolio-t [-5,5]"])?.events == 12)
    #expect(reason(found["calendar-time [0,0]"]) == .tooFewDays)
    #expect(reason(found["calendar-time:alpha [-1,1]"]) == nil)
  }

  @Test func halfOfTheReturnsMissing() {
    let found = outcomes(of: SimulatedSample(count: 24, seed: 8, missing: 0.5).sample())
    var results = 0
    for (what, outcome) in found {
      guard let result = result(outcome) else { continue }
      results += 1
      #expect(result.statistic.isFinite && result.pValue > 0 && result.pValue <= 1, "\(what)")
      if what.hasSuffix("[0,0]"), !what.hasPrefix("portfolio-t") {
        #expect(result.events < 24, "\(what): \(result.events) events")
      }
    }
    #expect(results > 60)
    // Hardly a sum of eleven days is complete: far too few to compare with.
    let reasons = table(SimulatedSample(count: 24, seed: 8, missing: 0.5).sample())
    #expect(reason(reasons["placebo [-5,5]"]) == .noEstimationResiduals)
  }

  /// A date with fewer than 20 places for a pseudo-event is left out.
  @Test(arguments: [(20, 2), (19, 1)]) func placesOfADate(_ residuals: Int, _ events: Int) {
    var sample = SimulatedSample(count: 2, seed: 8, missing: 0)
    sample.dayZeroDates = [20_000, 20_400]
    for day in residuals..<120 { sample.returns[1][day] = .nan }
    let found = result(table(sample.sample())["placebo [0,0]"])
    #expect(found?.events == events && (found?.note == nil) == (events == 2))
  }

  /// All 2^20 signs of 20 events are counted, and all 2^12 of 12 clusters; of more some are drawn.
  @Test func theLargestSamplesThatAreCounted() {
    func sample(_ count: Int) -> SimulatedSample {
      var sample = SimulatedSample(count: count, seed: 8, missing: 0)
      sample.dayZeroDates = (0..<count).map { 20_000 + 400 * Int32($0) }
      return sample
    }
    func distribution(_ id: String, _ count: Int) -> NullDistribution? {
      let workspace = SampleWorkspace(
        sample(count).sample(), resampling: Resampling(seed: 1, replications: 99))
      return result(TestStatistics.named(id)?.evaluate(workspace, over: workspace.sample.windows[0]))?
        .distribution
    }
    #expect(distribution("sign-flip", 20) == .exact)
    #expect(distribution("sign-flip", 21) == .bootstrap(replications: 99))
    #expect(distribution("wild-cluster", 12) == .exact)
    #expect(distribution("wild-cluster", 13) == .bootstrap(replications: 99))
  }

  /// 0.1 + 0.2 - 0.3 is zero in exact arithmetic, and zero is not positive.
  @Test func sumsThatAreZeroButForRoundingAreNotPositive() {
    let residuals = [0.1, 0.2, -0.3, 0.1, 0.2, 0.4, -0.6]
    var scratch = [Double](repeating: 0, count: residuals.count)
    let found = residuals.withUnsafeBufferPointer { residuals in
      scratch.withUnsafeMutableBufferPointer { PositiveShare.count(residuals, sumsOf: 3, $0) }
    }
    // 0, 0, 0, 0.7 and 0.
    #expect(found == (1, 5))
  }

  @Test func equalReturnsHaveNoDispersionToJudgeBy() {
    let flat = SimulatedSample(
      returns: (0..<6).map { _ in (0..<SimulatedSample.days).map { $0 % 2 == 0 ? 0.01 : -0.01 } },
      dayZeroDates: (0..<6).map { 20_000 + 7 * $0 })
    let found = table(flat.sample())
    for id in ["bootstrap-t", "bootstrap-t:cluster", "wild-cluster", "wild-cluster:webb", "bmp:classic"] {
      #expect(reason(found["\(id) [-1,1]"]) == .zeroVariance, "\(id)")
    }
  }

  /// CARs that are zero or tied in exact arithmetic have neither a sign nor an order.
  @Test func signsAndRanksOfRounding() {
    func sample(_ rounding: Double) -> EventSample {
      var sample = SimulatedSample(count: 30, seed: 8, missing: 0)
      for event in sample.returns.indices {
        let noise = rounding * Double(event % 7 - 3)
        let value = [0, 0.02, -0.02][event % 3]
        for day in 120..<131 { sample.returns[event][day] = day == 125 ? value + noise : 0 }
      }
      return sample.sample()
    }
    let (exact, rounded) = (table(sample(0)), table(sample(1e-17)))
    for id in ["sign", "sign:exact", "generalized-sign", "generalized-sign:exact"] {
      #expect(rounded["\(id) [0,0]"] == exact["\(id) [0,0]"], "\(id)")
    }
    let (one, other) = (result(exact["wilcoxon [0,0]"]), result(rounded["wilcoxon [0,0]"]))
    #expect(one?.statistic == other?.statistic && one?.pValue == other?.pValue)
    #expect(other?.note == "10 CARs of zero left out")
  }

  /// A market that stands still on the portfolio's dates leaves the intercept beside it undetermined.
  /// One series at other scales, so that rounding leaves correlations of 1 - 1e-16 or so.
  @Test func eventsOfOneSecurityOnOneDate() {
    var sample = SimulatedSample(count: 2, seed: 8, missing: 0)
    for scale in [3.1, 0.37, 7.77, 1.23, 0.011] {
      let estimation = SimulatedSample.estimationWindow.length
      for day in 0..<estimation { sample.returns[1][day] = scale * sample.returns[0][day] + 0.01 }
      sample.dayZeroDates = [20_000, 20_000]
      let found = table(sample.sample())
      for id in [
        "adjusted-bmp", "adjusted-bmp:kp2010", "adjusted-bmp:eventstudy2", "adjusted-patell:eventstudy2",
      ] {
        #expect(reason(found["\(id) [0,0]"]) == .zeroVariance, "\(id)")
      }
    }
  }

  @Test func aConstantBenchmarkInCalendarTime() {
    let sample = SimulatedSample(count: 9, seed: 8, missing: 0).sample { _ in 0.01 }
    let found = table(sample)
    for id in ["alpha", "weighted", "white", "newey-west"] {
      #expect(reason(found["calendar-time:\(id) [-1,1]"]) == .regressorsDependent, "\(id)")
    }
    #expect(reason(found["calendar-time [-1,1]"]) == nil)
  }

  /// Ties among drawn statistics do not hang on the order of additions.
  @Test func tiedSignsCountAsFarAsTheObserved() throws {
    var sample = SimulatedSample(count: 30, seed: 8, missing: 0)
    sample.returns = sample.returns.enumerated().map { event, row in
      row.enumerated().map { $0.offset == 125 ? (event < 20 ? 0.1 : -0.1) : $0.element }
    }
    let found = table(sample.sample())
    let p = try #require(result(found["sign-flip [0,0]"])?.pValue)
    // 20 of 30 equal signs or more, on either side: twice the binomial tail is 0.0987; 199 draws.
    #expect(abs(p - 0.0987) < 4 * (0.0987 * 0.9013 / 200).squareRoot())
  }

  @Test func conventionsOfOtherProgramsSayWhatTheyLack() {
    let found = table(SimulatedSample(count: 9, seed: 8, missing: 0).sample())
    for id in ["patell", "bmp", "j1", "crude-dependence", "generalized-sign"] {
      #expect(reason(found["\(id):estudy2 [-1,1]"]) == .singleDayOnly, "\(id)")
      #expect(result(found["\(id):estudy2 [0,0]"])?.convention.hasPrefix("estudy2: ") == true, "\(id)")
    }
    for convention in ForeignConvention.allCases where convention != .estudy2 {
      for test in TestStatistics.all
      where test.descriptor.variants.contains(where: { $0.id == convention.rawValue }) {
        let id = "\(test.id):\(convention)"
        #expect(result(found["\(id) [-1,1]"])?.convention.hasPrefix("\(convention): ") == true, "\(id)")
      }
    }
  }

  /// Tails come from survival functions: they are right until no double can hold them.
  @Test func probabilitiesFarOut() throws {
    let context = TestContext(events: 1, estimate: 1, convention: "none")
    for statistic in [-37.0, 37] {
      let found = try #require(result(context.normal(statistic)))
      #expect(agrees(found.pValue, 1.1451142445050278e-299, relative: 1e-12))
      #expect(min(found.pGreater ?? 1, found.pLess ?? 1) > 0)
    }
    #expect(try #require(result(context.normal(60))).pValue == 0)
  }
}
