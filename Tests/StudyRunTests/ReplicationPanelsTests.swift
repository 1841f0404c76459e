import CoreStatistics
import CoreTypes
import ExpectedReturns
import TestSupport
import Testing

@testable import Inference
@testable import StudyRun

/// What the tests of a replication are given is what those of a run are.
@Suite struct ReplicationPanelsTests {
  private func panels(
    _ model: any ExpectedReturnModel, _ keys: String = ""
  ) throws -> (events: [SimulatedEvent], sample: EventSample) {
    let study = try StudyFileDriver.read(StudyFileDriver.minimal + keys)
    let market = SyntheticMarket(errors: .t4, events: 4, correlation: 0)
    var stream = RandomStream(seed: 7, purpose: "replication panels")
    let events = market.draw(&stream, study: study, onOneDate: false)
    let panels = ReplicationPanels(
      events, model: model, study: study, windows: [EventWindow(first: -2, last: 2)], needs: .residuals)
    return (events, panels.sample(.init(abnormalReturn: 0, variance: 1)))
  }

  @Test func windowsAllowForSerialCorrelation() throws {
    let (events, sample) = try panels(MarketModel(), "window_variance: serial-correlation\n")
    let plain = try panels(MarketModel()).sample
    for (row, event) in events.enumerated() {
      let estimate = try MarketModel().estimate(on: event.sample).get()
      let start = -2 - event.sample.eventWindow.first
      let variance = estimate.serialCorrelationVariance(
        ofSumOver: Array(start...(start + 4)), correlations: estimate.residualAutocorrelations(upTo: 4))
      #expect(sample.windows[0].variances[row] == variance)
      #expect(sample.windows[0].variances[row] != plain.windows[0].variances[row])
    }
  }

  @Test func aConditionalVarianceStandardizesTheResiduals() throws {
    let model = try #require(try ExpectedReturnModels.named("garch", options: ModelOptions()))
    let (events, sample) = try panels(model)
    var conditional = 0
    for (row, event) in events.enumerated() {
      let estimate = try model.estimate(on: event.sample).get()
      guard estimate.conditionalVariance != nil else { continue }
      conditional += 1
      let expected = estimate.standardizedResiduals
      #expect(sample.withStandardizedResiduals(of: row) { Array($0) == expected && $1 == 1 })
    }
    #expect(conditional > 0)
    let plain = try panels(MarketModel()).sample
    #expect(plain.withStandardizedResiduals(of: 0) { $1 } == plain.residualStandardDeviations[0])
  }
}
