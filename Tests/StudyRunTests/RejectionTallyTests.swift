import Testing

@testable import Inference
@testable import StudyRun

/// Rejections at the levels 1 %, 5 % and 10 %.
@Suite struct RejectionTallyTests {
  private func outcome(_ p: Double, greater: Double?, less: Double?, _ convention: String = "") -> TestOutcome
  {
    .result(
      TestResult(
        statistic: 1, distribution: .exact, pValue: p, pGreater: greater, pLess: less, events: 3,
        estimate: 0.5,
        convention: convention, note: nil))
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

  /// A correlation is another one in each replication, whichever tally it is added up in.
  @Test(arguments: [1, 2, 3]) func aConventionShowsWhatAllReplicationsShare(_ split: Int) {
    let numbers = ["0.1", "0.25", "0.1", "-0.04"]
    var tallies = [RejectionTally(), RejectionTally()]
    for (index, number) in numbers.enumerated() {
      tallies[index < split ? 0 : 1].add(
        outcome(0.5, greater: nil, less: nil, "rbar \(number) of residuals, all pairs"))
    }
    var sum = RejectionTally()
    for tally in tallies { sum.add(tally) }
    #expect(sum.convention == "rbar (varies) of residuals, all pairs")
    var same = RejectionTally()
    for _ in 0..<3 { same.add(outcome(0.5, greater: nil, less: nil, "zero is not positive")) }
    #expect(same.convention == "zero is not positive" && RejectionTally().convention == nil)
  }

  @Test(arguments: [
    ("exact", "exact with ties", "exact (varies)"), ("a b c", "a c", "a (varies) c"),
    ("a a a", "a a", "a a (varies)"), ("p", "q", "(varies)"), ("", "x", "(varies)"),
  ])
  func wordingsInCommon(_ left: String, _ right: String, _ common: String) {
    for (first, second) in [(left, right), (right, left)] {
      var wording = CommonWording(first)
      wording.add(CommonWording(second))
      wording.add(CommonWording(first))
      #expect(wording.text == common)
    }
  }
}
