import CoreTypes
import TestSupport
import Testing

@testable import Inference

/// How outcomes must change, or not, when a sample is changed.
@Suite struct PropertyTests {
  private let simulated = SimulatedSample(count: 25, seed: 77, missing: 0.05)

  /// Calls `body` with the results of each test on two samples; both must have one, or the same reason.
  private func compare(
    _ first: EventSample, _ second: EventSample, _ body: (String, TestResult, TestResult) -> Void
  ) {
    for (left, right) in zip(outcomes(of: first), outcomes(of: second)) {
      switch (left.outcome, right.outcome) {
      case (.result(let one), .result(let other)): body(left.what, one, other)
      default: #expect(left.outcome == right.outcome, "\(left.what)")
      }
    }
  }

  @Test func oppositeReturnsHaveTheOppositeStatistic() {
    compare(simulated.sample(), simulated.sample(scale: -1)) { what, result, mirrored in
      // The R package scales positive returns to all events, present or not: that has no mirror image.
      guard !what.hasPrefix("generalized-sign:estudy2") else { return }
      #expect(agrees(mirrored.pValue, result.pValue, relative: 1e-9), "\(what)")
      if let greater = result.pGreater, let less = result.pLess {
        #expect(agrees(mirrored.pLess ?? .nan, greater, relative: 1e-9), "\(what)")
        #expect(agrees(mirrored.pGreater ?? .nan, less, relative: 1e-9), "\(what)")
      }
      // W+ and F are not centered at zero.
      if !what.hasPrefix("wilcoxon"), !what.hasPrefix("multivariate-f") {
        #expect(agrees(mirrored.statistic, -result.statistic, relative: 1e-9, scale: 1e-3), "\(what)")
      }
    }
  }

  @Test func theUnitOfReturnsDoesNotMatter() {
    compare(simulated.sample(), simulated.sample(scale: 128)) { what, result, scaled in
      #expect(agrees(scaled.pValue, result.pValue, relative: 1e-11), "\(what)")
      // Their statistic is the CAAR itself.
      if !what.hasPrefix("sign-flip"), !what.hasPrefix("placebo") {
        #expect(agrees(scaled.statistic, result.statistic, relative: 1e-11, scale: 1e-3), "\(what)")
      }
    }
  }

  @Test func theOrderOfEventsDoesNotMatter() {
    var reordered = simulated
    reordered.returns = simulated.returns.indices.map { simulated.returns[($0 * 7 + 3) % 25] }
    reordered.dayZeroDates = simulated.returns.indices.map { simulated.dayZeroDates[($0 * 7 + 3) % 25] }
    compare(simulated.sample(), reordered.sample()) { what, result, other in
      // The columns of the simulated events file follow the row, not the event.
      guard !what.hasPrefix("wild-cluster:industry") else { return }
      #expect(agrees(other.pValue, result.pValue, relative: 1e-9), "\(what)")
      #expect(agrees(other.statistic, result.statistic, relative: 1e-9, scale: 1e-3), "\(what)")
    }
  }

  /// Tests on standardized residuals take each day's own standard deviation where the model has one; what they see
  /// is then a sample whose residuals were divided by it, with the same s.
  @Test(arguments: ["grank-t", "grank-t:adjusted", "grank-z", "grank-z:adjusted", "corrado-zivney"])
  func residualsAreStandardizedDayByDay(_ test: String) throws {
    let shares = (0..<SimulatedSample.estimationWindow.length).map { 0.5 + Double($0 % 7) / 4 }
    var daily = simulated
    daily.deviations = simulated.returns.indices.map { 0.01 + 0.001 * Double($0) }
    let constant = daily
    daily.dailyDeviations = shares
    var divided = constant
    divided.returns = constant.returns.map { row in
      row.enumerated().map { $0.offset < shares.count ? $0.element / shares[$0.offset] : $0.element }
    }
    func found(_ simulated: SimulatedSample) -> [TestOutcome] {
      outcomes(of: simulated.sample()).filter { $0.what.hasPrefix("\(test) ") }.map(\.outcome)
    }
    let isOnCorrelations = test.hasSuffix(":adjusted")  // of residuals as they are
    #expect(!found(daily).isEmpty)
    #expect(found(daily) != found(constant))
    if !isOnCorrelations { #expect(found(daily) == found(divided)) }
  }

  /// Beside an event whose returns are 0 those of another one are the square root of 2 when they are rescaled, however large:
  /// ties, which rounding must not break.
  @Test func rescaledReturnsOfTwoEventsAreTies() {
    let base = SimulatedSample(count: 2, seed: 5, missing: 0)
    var random = TestNumbers(seed: 9)
    var found: [TestOutcome] = []
    for _ in 0..<20 {
      var pair = base
      for day in SimulatedSample.estimationWindow.length..<SimulatedSample.days {
        pair.returns[0][day] = 0
        pair.returns[1][day] =
          day.isMultiple(of: 3) ? -0.02 - 0.01 * random.next() : 0.05 + 0.02 * random.next()
      }
      found += outcomes(of: pair.sample()).filter { $0.what == "corrado-zivney [-5,5]" }.map(\.outcome)
    }
    #expect(found.count == 20)
    guard case .result(let first) = found.first else {
      Issue.record("\(found)")
      return
    }
    #expect(found.allSatisfy { $0 == .result(first) })
  }

  @Test func anEventWithoutReturnsChangesNothing() {
    var larger = simulated
    larger.returns.append(simulated.returns[4][..<120] + [Double](repeating: .nan, count: 11))
    larger.dayZeroDates.append(20_000)
    for (left, right) in zip(outcomes(of: simulated.sample()), outcomes(of: larger.sample())) {
      #expect(left.outcome == right.outcome, "\(left.what)")
    }
  }

  @Test func anEffectIsFound() {
    let complete = SimulatedSample(count: 25, seed: 77, missing: 0)
    var strong = complete
    strong.returns = complete.returns.map { row in
      row.enumerated().map { $0.offset == 125 ? $0.element + 0.03 : $0.element }
    }
    var compared = 0
    for (what, outcome) in outcomes(of: strong.sample()) where what.hasSuffix("[0,0]") {
      guard case .result(let result) = outcome else {
        Issue.record("\(what): \(outcome)")
        continue
      }
      // Four industries have 16 sign patterns: no small p there.
      guard !what.hasPrefix("wild-cluster:industry") else { continue }
      compared += 1
      #expect(result.pValue < 0.05 && result.estimate > 0, "\(what): \(result.pValue)")
      if let greater = result.pGreater, let less = result.pLess { #expect(greater < less, "\(what)") }
    }
    #expect(compared >= TestStatistics.all.count / 2)
  }

  @Test func drawsDependOnTheSeedAlone() {
    let sample = simulated.sample()
    func p(_ seed: UInt64) -> [TestOutcome] {
      let workspace = SampleWorkspace(sample, resampling: Resampling(seed: seed, replications: 99))
      return ["bootstrap-t", "bootstrap-skewness", "sign-flip", "wild-cluster"].compactMap {
        TestStatistics.named($0)?.evaluate(workspace, over: sample.windows[1])
      }
    }
    #expect(p(1) == p(1) && p(1) != p(2))
  }
}
