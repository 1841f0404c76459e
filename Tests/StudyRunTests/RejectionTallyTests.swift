import Testing

@testable import Inference
@testable import StudyRun

/// Rejections at the levels 1 %, 5 % and 10 %.
@Suite struct RejectionTallyTests {
  private func outcome(_ p: Double, greater: Double?, less: Double?) -> TestOutcome {
    .result(
      TestResult(
        statistic: 1, distribution: .exact, pValue: p, pGreater: greater, pLess: less, events: 3,
        estimate: 0.5,
        convention: "", note: nil))
  }

  /// A test of 19 drawn samples has no p-value below 1/20: it rejects at 5 % where its p-value is 5 %.
  @Test func aProbabilityThatIsTheLevelRejects() {
    var tally = RejectionTally()
    tally.add(outcome(1.0 / 20, greater: 1.0 / 20, less: 1))
    #expect(tally.rejected == [0, 1, 1] && tally.greater == 1 && tally.less == 0)
    tally.add(outcome(0.01, greater: 0.06, less: nil))
    tally.add(outcome(0.2, greater: nil, less: nil))
    tally.add(.notApplicable(reason: .noEvents))
    #expect(tally.rejected == [1, 2, 2] && tally.greater == 1 && tally.answered == 3)
    #expect(tally.share(tally.rejected[1]) == 2.0 / 3 && tally.reason == .noEvents)
  }
}
