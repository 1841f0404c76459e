import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import Inference

/// What every registered test must do, whatever the sample.
@Suite struct ConformanceTests {
  /// A result's numbers are finite and its p-values probabilities.
  private func expectSound(_ sample: EventSample, _ name: String) {
    for (what, outcome) in outcomes(of: sample) {
      guard case .result(let result) = outcome else { continue }
      #expect(result.statistic.isFinite && result.estimate.isFinite, "\(name): \(what)")
      for p in [result.pValue, result.pGreater, result.pLess] {
        guard let p else { continue }
        #expect(p >= 0 && p <= 1, "\(name): \(what): p = \(p)")
      }
      #expect(result.pValue > 0, "\(name): \(what): p = 0")
      #expect(result.events >= 1 && !result.convention.isEmpty)
      let (first, second) = result.distribution.parameters
      #expect(first?.isFinite != false && second?.isFinite != false)
    }
  }

  private func reasons(_ sample: EventSample) -> [String: TestReason] {
    var reasons: [String: TestReason] = [:]
    for (what, outcome) in outcomes(of: sample) {
      if case .notApplicable(let reason) = outcome { reasons[what] = reason }
    }
    return reasons
  }

  @Test(arguments: [1, 2, 3, 5, 30]) func smallSamples(count: Int) {
    for missing in [0, 0.3] {
      expectSound(SimulatedSample(count: count, seed: 9, missing: missing).sample(), "N = \(count)")
    }
  }

  /// A test that reads a panel without saying so stops the program here; one that takes sums over events has the same
  /// result whether they were added up beforehand or of the residuals.
  ///
  /// - Parameter lacksWindows: two events have no returns in one of their windows, without which some tests do not begin.
  @Test(arguments: [0, 0.1], [true, false])
  func whatATestDoesNotNeedMayBeMissing(missing: Double, lacksWindows: Bool) {
    var simulated = SimulatedSample(count: 30, seed: 1, missing: missing)
    if lacksWindows {
      simulated.returns[4] = simulated.returns[4][..<120] + [Double](repeating: .nan, count: 11)
      simulated.returns[5] = [Double](repeating: .nan, count: 120) + simulated.returns[5][120...]
    }
    let resampling = Resampling(seed: 42, replications: 199)
    let whole = SampleWorkspace(simulated.sample(), resampling: resampling)
    for test in everyTestAndVariant {
      let bare = SampleWorkspace(simulated.sample(needs: test.needs), resampling: resampling)
      for window in whole.sample.windows {
        #expect(
          "\(test.evaluate(whole, over: window))" == "\(test.evaluate(bare, over: window))", "\(test.id)")
      }
    }
  }

  @Test func theRecommendationNeedsMomentsAlone() {
    let simulated = SimulatedSample(count: 30, seed: 1, missing: 0.1)
    let resampling = Resampling(seed: 42, replications: 199)
    let bare = SampleWorkspace(
      simulated.sample(needs: SampleNeeds.of([CrossSectionalT()])), resampling: resampling)
    let whole = SampleWorkspace(simulated.sample(), resampling: resampling)
    for window in whole.sample.windows {
      let figures = SampleFigures(bare, over: window)
      #expect(figures.residualSkewness == SampleFigures(whole, over: window).residualSkewness)
      #expect(figures.residualSkewness != nil && figures.averageCorrelation == nil)
    }
  }

  /// Events' clocks say the same dates as rows of them, and chosen rows the same as a smaller sample.
  @Test func datesByClocks() {
    var clocks = SessionClocks()
    clocks.addCalendar((0..<400).map { 20_000 + 3 * $0 })
    clocks.append(calendar: 0, dayBefore: 199, dayZero: 200)
    clocks.append(calendar: 0, dayBefore: 199, dayZero: 210)
    clocks.append(calendar: 0, dayBefore: 1, dayZero: 2)
    clocks.append(calendar: 0, dayBefore: 397, dayZero: nil)
    clocks.append(calendar: nil, dayBefore: -1, dayZero: nil)
    let dates = SessionDates.clocks(clocks, unknown: .max)
    func found(_ row: Int) -> [Int32] {
      dates.withDates(ofRow: row, EventWindow(first: -3, last: 1)) { Array($0) }
    }
    func sessions(_ numbers: [Int32?]) -> [Int32] { numbers.map { $0.map { 20_000 + 3 * $0 } ?? .max } }
    #expect(found(0) == sessions([197, 198, 199, 200, 201]))
    #expect(found(1) == sessions([197, 198, 199, 210, 211]))
    #expect(found(2) == sessions([nil, 0, 1, 2, 3]))
    #expect(found(3) == sessions([395, 396, 397, nil, nil]))
    #expect(found(4) == sessions([nil, nil, nil, nil, nil]))
  }

  /// Events of one date on two exchanges: the larger part is tested, in whatever order they come.
  @Test(arguments: [[0, 1], [4, 5], [2, 4]])
  func aCommonDateOnTwoExchanges(_ elsewhere: [Int]) throws {
    var simulated = SimulatedSample(count: 6, seed: 3, missing: 0)
    simulated.dayZeroDates = [Int32](repeating: 20_000, count: 6)
    simulated.deviations = [Double](repeating: 0.02, count: 6)
    simulated.earlierSessions = (0..<6).map { elsewhere.contains($0) ? 1 : 0 }
    let sample = simulated.sample()
    let members = try CommonDateMembers(sample, sample.windows[0])
    #expect(members.events == (0..<6).filter { !elsewhere.contains($0) })
    #expect(
      members.note
        == "left out: 0 events on other dates, 0 with incomplete rows, 2 whose estimation or event windows have other sessions"
    )
  }

  @Test func ordinarySamplesHaveEveryResult() {
    let reasons = reasons(SimulatedSample(count: 30, seed: 1, missing: 0).sample())
    #expect(reasons.filter { $0.value != .singleDayOnly }.isEmpty)
    #expect(reasons.keys.allSatisfy { $0.contains(":estudy2 ") && !$0.hasSuffix(" [0,0]") })
  }

  @Test func oneEvent() {
    let reasons = reasons(SimulatedSample(count: 1, seed: 9, missing: 0).sample())
    #expect(reasons["cross-sectional-t [0,0]"] == .tooFewEvents)
    #expect(reasons["bmp [0,0]"] == .tooFewEvents)
    #expect(reasons["sign-flip [0,0]"] == .tooFewEvents)
    #expect(reasons["wild-cluster [0,0]"] == .tooFewClusters)
    #expect(reasons["portfolio-t [0,0]"] == .noCommonEventDate)
    // These learn from the estimation window and have an answer for one event.
    for id in ["crude-dependence", "j1", "patell", "corrado-rank", "grank-t", "grank-z", "sign", "wilcoxon"] {
      #expect(reasons["\(id) [-1,1]"] == nil, "\(id)")
    }
  }

  @Test func allReturnsEqual() {
    let flat = SimulatedSample(
      returns: (0..<6).map { _ in (0..<SimulatedSample.days).map { $0 % 2 == 0 ? 0.01 : -0.01 } },
      dayZeroDates: [Int32](repeating: 20_000, count: 6))
    expectSound(flat.sample(), "equal")
    let reasons = reasons(flat.sample())
    for id in [
      "cross-sectional-t", "bmp", "adjusted-bmp", "hall", "bootstrap-t", "grank-t", "corrado-zivney",
    ] {
      #expect(reasons["\(id) [-1,1]"] == .zeroVariance, "\(id)")
    }
    #expect(reasons["multivariate-f [-1,1]"] == .residualsDependent)
  }

  @Test func allReturnsZero() {
    let zeros = SimulatedSample(
      returns: (0..<6).map { _ in
        (0..<SimulatedSample.days).map { $0 >= 120 ? 0 : $0 % 2 == 0 ? 0.01 : -0.01 }
      }, dayZeroDates: [Int32](repeating: 20_000, count: 6))
    expectSound(zeros.sample(), "zero")
    let reasons = reasons(zeros.sample())
    #expect(reasons["wilcoxon [0,0]"] == .allReturnsZero && reasons["sign-flip [0,0]"] == .allReturnsZero)
    #expect(reasons["cross-sectional-t [0,0]"] == .zeroVariance)
    #expect(reasons["wild-cluster:industry [0,0]"] == .zeroVariance)
  }

  @Test func tiesEverywhere() {
    var tied = SimulatedSample(count: 12, seed: 3, missing: 0.1)
    tied.returns = tied.returns.map { $0.map { ($0 * 50).rounded() / 50 } }
    expectSound(tied.sample(), "ties")
  }

  @Test func withoutASingleReturnEveryTestSaysSo() {
    var empty = SimulatedSample(count: 4, seed: 3, missing: 0)
    empty.returns = empty.returns.map { $0[..<120] + [Double](repeating: .nan, count: 11) }
    for sample in [empty.sample(), SimulatedSample(returns: [], dayZeroDates: []).sample()] {
      let found = outcomes(of: sample)
      #expect(found.allSatisfy { $0.outcome == .notApplicable(reason: .noEvents) })
    }
  }

  @Test func noEstimationResidualsAtAll() {
    var bare = SimulatedSample(count: 5, seed: 3, missing: 0)
    bare.returns = bare.returns.map { [Double](repeating: .nan, count: 120) + $0[120...] }
    expectSound(bare.sample(), "no residuals")
  }

  @Test func theRegistryHasThePermanentIds() throws {
    #expect(
      TestStatistics.all.map(\.id) == [
        "cross-sectional-t", "crude-dependence", "j1", "patell", "adjusted-patell", "bmp", "adjusted-bmp",
        "corrado-rank", "corrado-zivney", "grank-t", "grank-z", "sign", "generalized-sign",
        "corrado-zivney-sign", "wilcoxon", "skewness-adjusted-t", "hall", "bootstrap-t",
        "bootstrap-skewness", "sign-flip", "placebo", "wild-cluster", "portfolio-t", "multivariate-f",
        "calendar-time",
      ])
    let folder = "\(PackagePaths.root)/Sources/Inference/TestStatistics"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    let types = Set(TestStatistics.all.map { "\(type(of: $0)).swift" })
    #expect(Set(files) == types, "a file in \(folder) is not registered, or a test has no file")
  }

  @Test func descriptorsAndVariants() {
    for test in TestStatistics.all {
      let descriptor = test.descriptor
      #expect(TestStatistics.named(descriptor.id)?.id == descriptor.id && test.variant == nil)
      for text in [descriptor.title, descriptor.nullHypothesis, descriptor.formula, descriptor.reference] {
        #expect(!text.isEmpty, "\(descriptor.id)")
      }
      #expect(!descriptor.assumptions.isEmpty, "\(descriptor.id)")
      for variant in descriptor.variants {
        #expect(TestStatistics.named("\(descriptor.id):\(variant.id)")?.variant == variant.id)
      }
      if !descriptor.variants.contains(where: { $0.id == "COLUMN" }) {
        #expect(TestStatistics.named("\(descriptor.id):no-such-variant") == nil)
      }
      #expect(TestStatistics.named("\(descriptor.id):") == nil)
    }
    #expect(TestStatistics.named("no-such-test") == nil && TestStatistics.named("") == nil)
  }
}
