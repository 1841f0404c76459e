/// There is no statistic, for this reason. Never leaves the module: tests turn it into an outcome.
struct NoStatistic: Error {
  let reason: TestReason
  init(_ reason: TestReason) { self.reason = reason }
}

/// Runs `body`; where there is no statistic, the outcome is the reason.
func outcome(_ body: () throws(NoStatistic) -> TestOutcome) -> TestOutcome {
  do { return try body() } catch { return .notApplicable(reason: error.reason) }
}
