import CoreStatistics
import CoreTypes
import TestSupport
import Testing

@testable import Inference

/// Which tests are recommended for which sample, and the figures that say so.
@Suite struct TestRecommendationTests {
  private func recommendation(_ sample: SimulatedSample, window: Int = 0) -> TestRecommendation {
    let workspace = SampleWorkspace(sample.sample(), resampling: Resampling(seed: 1, replications: 9))
    return TestRecommendation(workspace, over: workspace.sample.windows[window])
  }

  private func sample(_ count: Int, dates: (Int) -> Int32) -> SimulatedSample {
    var sample = SimulatedSample(count: count, seed: 4, missing: 0)
    sample.dayZeroDates = (0..<count).map(dates)
    return sample
  }

  @Test func clusteringDecides() {
    let apart = recommendation(sample(8) { 20_000 + 400 * Int32($0) })
    #expect(apart.tests == ["bmp", "grank-t", "corrado-rank"] && !apart.figures.sharesSessions)
    #expect(apart.figures.dates == 8 && apart.figures.largestDateShare == 0.125)
    let common = recommendation(sample(8) { _ in 20_000 })
    #expect(common.tests == ["portfolio-t", "adjusted-bmp", "grank-t", "corrado-rank"])
    #expect(common.figures.herfindahl == 1 && common.figures.dates == 1)
    let partly = recommendation(sample(8) { $0 < 4 ? 20_000 : 21_000 })
    #expect(partly.tests == ["adjusted-bmp", "grank-t", "corrado-rank"] && partly.figures.herfindahl == 0.5)
    // Windows of eleven days overlap where single days do not.
    let neighbors = sample(8) { 20_000 + 5 * Int32($0) }
    #expect(recommendation(neighbors).tests == ["bmp", "grank-t", "corrado-rank"])
    #expect(recommendation(neighbors, window: 2).tests == ["adjusted-bmp", "grank-t", "corrado-rank"])
    // Three days around dates two days apart have one day in common, around dates three days apart none.
    #expect(recommendation(sample(2) { 20_000 + 2 * Int32($0) }, window: 1).figures.sharesSessions)
    #expect(!recommendation(sample(2) { 20_000 + 3 * Int32($0) }, window: 1).figures.sharesSessions)
  }

  /// A portfolio of one date leaves events without complete rows out: the reader is told of how many it is.
  @Test func aPortfolioOfSomeEventsIsTold() {
    let whole = sample(8) { _ in 20_000 }
    #expect(recommendation(whole).sentences.allSatisfy { !$0.hasPrefix("portfolio-t takes") })
    var holed = whole
    for event in 0..<3 { holed.returns[event][17] = .nan }
    let found = recommendation(holed)
    #expect(found.tests.first == "portfolio-t" && found.figures.portfolioEvents == 5)
    #expect(found.sentences.contains { $0.hasPrefix("portfolio-t takes 5 of the 8 events, ") })
  }

  /// The first three events against the others, over the window of day 0.
  private func difference(_ sample: SimulatedSample, needs: SampleNeeds? = nil) -> DifferenceRecommendation {
    let events = sample.sample(needs: needs)
    let pair = GroupPair(events, isFirst: (0..<events.count).map { $0 < 3 })
    return DifferenceRecommendation(pair, over: events.windows[0])
  }

  @Test func betweenGroupsSharedSessionsDecide() {
    let independent = ["difference-t", "difference-rank-sum"]
    let apart = difference(sample(8) { 20_000 + 400 * Int32($0) })
    #expect(apart.tests == independent && apart.sentence?.contains("nothing here speaks against") == true)
    let common = sample(8) { _ in 20_000 }
    #expect(difference(common).tests == ["difference-portfolio-t"] && difference(common).events == 8)
    #expect(difference(common).sentence?.hasSuffix("difference-portfolio-t does not.") == true)
    var holed = common
    holed.returns[0][17] = .nan
    #expect(difference(holed).sentence?.hasSuffix("does not, of 7 events.") == true)
    let partly = difference(sample(8) { $0 < 5 ? 20_000 : 21_000 })
    #expect(partly.tests == independent)
    #expect(partly.sentence?.hasSuffix("does not, of 5 events on one date.") == true)
    let never = difference(sample(8) { $0 < 3 ? 20_000 : 21_000 })
    #expect(
      never.sentence?.hasSuffix("finds no date on which events of both have the same sessions.") == true)
    // A study that asks for no portfolio does not keep what would tell more.
    #expect(difference(common, needs: []) == difference(common))
    #expect(difference(sample(8) { $0 < 5 ? 20_000 : 21_000 }, needs: []) == partly)
    let none = difference(sample(2) { _ in 20_000 })
    #expect(none.tests.isEmpty && none.sentence == nil)
  }

  @Test func skewnessAddsTheRankTestOfRawReturns() {
    var skewed = sample(10) { 20_000 + 400 * Int32($0) }
    skewed.returns = skewed.returns.map { $0.map { $0 > 0 ? 60 * $0 * $0 : $0 / 10 } }
    let found = recommendation(skewed)
    #expect((found.figures.residualSkewness ?? 0) > 1 && found.tests == ["bmp", "grank-t", "corrado-rank"])
    #expect(found.sentences.contains { $0.contains("assume symmetry") })
  }

  @Test func fewEventsAreSaid() {
    let few = recommendation(sample(9) { 20_000 + 400 * Int32($0) })
    #expect(few.tests == ["bmp", "grank-t", "corrado-rank"] && few.doubted == ["grank-t"])
    #expect(few.sentences.contains { $0.hasPrefix("9 events are few: grank-t, ") })
    let enough = recommendation(sample(10) { 20_000 + 400 * Int32($0) })
    #expect(enough.tests == ["bmp", "grank-t"] && enough.doubted.isEmpty)
    #expect(!enough.sentences.contains { $0.contains("are few") })
    for id in ["grank-t", "grank-z", "corrado-zivney"] {
      #expect(TestStatistics.named(id)?.descriptor.assumptions.contains(GeneralizedRanks.leastEvents) == true)
    }
  }

  /// What windows of more than 60 sessions ask for stands behind what common dates do to independence.
  @Test func longHorizonsOfOneDateAndOfMany() {
    func long(_ count: Int, dates: (Int) -> Int32) -> TestRecommendation {
      TestRecommendation(
        recommendation(sample(count, dates: dates), window: 2).figures, over: EventWindow(first: 0, last: 60))
    }
    let apart = long(12) { 20_000 + 400 * Int32($0) }
    #expect(apart.tests == ["bootstrap-skewness", "calendar-time:alpha"] && apart.doubted.isEmpty)
    #expect(apart.sentences.contains { $0.contains("a long horizon") })
    #expect(long(5) { 20_000 + 400 * Int32($0) }.doubted == ["bootstrap-skewness"])
    #expect(long(12) { _ in 20_000 }.tests == ["portfolio-t", "adjusted-bmp", "grank-t"])
    #expect(long(12) { 20_000 + 5 * Int32($0) }.tests == ["adjusted-bmp", "calendar-time:alpha"])
  }

  @Test func oneEventAndNone() {
    let one = recommendation(sample(1) { _ in 20_000 })
    #expect(one.tests == ["t", "sq_p_value"] && one.sentences.count == 1)
    #expect(one.figures.varianceRatio == nil && one.figures.averageCorrelation == nil)
    let none = recommendation(SimulatedSample(returns: [], dayZeroDates: []))
    #expect(none.tests.isEmpty && none.sentences.isEmpty)
  }

  /// `2 Phi(-1.959964 / sqrt(v))`: METHODS 11's sizes under a variance factor and under average correlation.
  @Test func trueSizesAreThoseOfTheLiterature() {
    for (variance, expected) in [(1.5, 0.1095), (2, 0.1658), (3, 0.2578), (1 + 49 * 0.1, 0.4197), (1, 0.05)] {
      let size = SampleFigures.trueSize(atNominal: 0.05, variance: variance) ?? .nan
      #expect(abs(size - expected) < 5e-5)
    }
    #expect(SampleFigures.trueSize(atNominal: 0.05, variance: 0) == nil)
  }

  /// SCARs that vary exactly as the estimation windows say have a ratio of one, whatever the scale of returns.
  @Test func theVarianceRatioIgnoresScale() {
    let plain = sample(12) { 20_000 + 400 * Int32($0) }
    var scaled = plain
    scaled.returns = scaled.returns.map { $0.map { 7 * $0 } }
    let (first, second) = (recommendation(plain).figures, recommendation(scaled).figures)
    #expect(agrees(first.varianceRatio ?? .nan, second.varianceRatio ?? .nan, relative: 1e-10))
    #expect((first.varianceRatioP ?? 0) > 0 && (first.varianceRatioP ?? 2) <= 1)
  }
}
