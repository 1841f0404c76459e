import CoreStatistics

/// All CARs of the events of one date against their joint distribution: the exact F of the multivariate
/// regression model.
package struct MultivariateF: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "multivariate-f",
    title: "Multivariate F for a common event date",
    nullHypothesis: "every CAR of the events of the largest common date is zero",
    formula: "F = T^2 (M-K-N+1)/(N(M-K)), T^2 = CAR'S^-1 CAR/c, F with N and M-K-N+1 degrees of freedom",
    assumptions: [
      "residual vectors are independent over time and normal", "the event does not change the variance",
    ],
    reference:
      "Schipper and Thompson (1983), Journal of Accounting Research 21, 184-221; Binder (1985), 23, 370-383")

  package var needs: SampleNeeds { [.residuals, .estimationDates] }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let members = try CommonDateMembers(workspace.sample, window)
      let count = Double(members.events.count)
      let second = members.degreesOfFreedom - count + 1
      guard second >= 1 else { throw NoStatistic(.tooFewDegreesOfFreedom) }
      // The inverse of E'E comes from the QR factors of E itself.
      let fit = LinearFit.leastSquares(
        columns: members.columns, response: [Double](repeating: 0, count: members.rows))
      guard fit.dependentColumns.isEmpty else { throw NoStatistic(.residualsDependent) }
      let tSquared = fit.quadraticForm(members.returns) * members.degreesOfFreedom / members.variance
      let f = tSquared * second / (count * members.degreesOfFreedom)
      let context = TestContext(
        events: members.events.count, estimate: members.returns.reduce(0, +) / count,
        convention: "events with complete rows on the largest common date", note: members.note)
      return context.outcome(
        f, .f(count, second), twoSided: FDistribution(numerator: count, denominator: second).upper(f),
        greater: nil, less: nil)
    }
  }
}
