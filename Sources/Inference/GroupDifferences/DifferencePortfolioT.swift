import CoreStatistics

/// The long-short portfolio of two groups' events of one date: the exact t of its abnormal return.
package struct DifferencePortfolioT: GroupDifference {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "difference-portfolio-t",
    title: "Portfolio t of the difference between two groups for a common event date",
    nullHypothesis: "both groups' events of the largest common date have the same mean CAR",
    formula:
      "t = w'CAR / sqrt(c w'Sw), w = 1/N_A for one group and -1/N_B for the other, S = E'E/(M-K), c = var(CAR_i)/s_i^2, "
      + "t with M-K degrees of freedom",
    assumptions: [
      "residual vectors are independent over time and normal; events of a date may move together in any way",
      "the event does not change the variance",
    ],
    reference:
      "Schipper and Thompson (1983), Journal of Accounting Research 21, 184-221; Binder (1985), 23, 370-383")

  package let needs: SampleNeeds = [.residuals, .estimationDates]

  package func evaluate(_ pair: GroupPair, over window: WindowMeasures) -> TestOutcome {
    guard pair.hasBoth(among: window.entering) else { return .notApplicable(reason: .noEvents) }
    return outcome { () throws(NoStatistic) in
      let members = try CommonDateMembers(pair.sample, window, holding: pair.hasBoth(among:))
      let places = members.events.indices
      let sides = (
        first: places.filter { pair.isFirst[members.events[$0]] },
        second: places.filter { !pair.isFirst[members.events[$0]] }
      )
      let (difference, t) = try members.portfolioT(buying: sides.first, selling: sides.second)
      return TestContext(
        events: members.events.count, estimate: difference,
        convention:
          "events with complete rows on the largest common date; \(sides.first.count) and \(sides.second.count) events",
        note: members.note
      ).t(t, degreesOfFreedom: members.degreesOfFreedom)
    }
  }
}
