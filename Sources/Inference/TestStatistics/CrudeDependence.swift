import CoreStatistics

/// The window's average abnormal returns against the dispersion of the estimation days' averages: the average
/// itself carries whatever the events have in common.
package struct CrudeDependence: TestInForms {
  /// Whose variance and degrees of freedom, and whether days with more events count as known better.
  enum Form: String { case plain, scaled, estudy2, eventstudy2 }

  static let standard = Form.plain
  let form: Form

  package let descriptor = TestDescriptor(
    id: "crude-dependence",
    title: "Crude dependence adjustment (time-series t)",
    nullHypothesis: "the sum of the average abnormal returns is zero",
    formula:
      "t = sum AAR / (sqrt(L) S), S = sd of the AAR of M' estimation days, L the window's days that some return covers, "
      + "t with M'-1 degrees of freedom",
    assumptions: [
      "AARs are independent over time with one variance", "the event does not change the variance",
      "cross-correlation is allowed for only where events share dates",
    ],
    reference:
      "Brown and Warner (1980), Journal of Financial Economics 8, 205-258, pp. 251-252; (1985), 14, 3-31",
    variants: [
      .init(
        "scaled",
        "every average times the root of the number of its events: averages of few events vary more, where returns are "
          + "missing"),
      .init(
        "estudy2",
        "the R package's brown_warner_1985: t with M-1 degrees of freedom, M the residuals an event has on average; single "
          + "days"),
      .init(
        "eventstudy2",
        "the Stata module's: the CAAR over sqrt(L) S, S^2 times (T-1)/(T-P), t with T-P degrees of freedom, T the estimation "
          + "days, P two and one for each factor beside the market"),
    ])

  package var needs: SampleNeeds {
    switch form {
    case .plain, .scaled: [.averageResiduals, .daySpans]
    case .estudy2: [.averageResiduals, .daySpans, .residuals]
    case .eventstudy2: EventstudyDays.needs.union(.daySpans)
    }
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
      let isScaled = form == .scaled
      let series = Moments(isScaled ? workspace.scaledAverageResiduals : workspace.averageResiduals)
      guard series.count >= 2, let deviation = series.standardDeviation else {
        throw NoStatistic(.noEstimationResiduals)
      }
      guard !series.isConstant else { throw NoStatistic(.zeroVariance) }
      let (sum, scaledSum) = CrudeDependence.sumsOfAverages(workspace.sample, window)
      let length = CrudeDependence.coveredDays(workspace.sample, window)
      guard length > 0 else { throw NoStatistic(.noReturnInWindow) }
      let t = (isScaled ? scaledSum : sum) / (deviation * Double(length).squareRoot())
      let days = Double(series.count)
      func context(_ convention: String) -> TestContext {
        TestContext(events: window.entering.count, estimate: sum, convention: convention)
      }
      switch form {
      case .plain:
        return context("averages in event time over the events with a return that day")
          .t(t, degreesOfFreedom: days - 1)
      case .scaled:
        return context("averages in event time, each times the root of the number of its events")
          .t(t, degreesOfFreedom: days - 1)
      case .estudy2:
        let day = try EstudyDay(workspace, window)
        return context("estudy2: brown_warner_1985, t with M-1 degrees of freedom")
          .t(t, degreesOfFreedom: day.degreesOfFreedom)
      case .eventstudy2:
        let freedom = try EventstudyDays(workspace, window).degreesOfFreedom
        let average = window.averageCumulativeReturn
        let scale = (Double(window.window.length) * (days - 1) / freedom).squareRoot()
        return TestContext(
          events: window.entering.count, estimate: average,
          convention: "eventstudy2: the CAAR, S^2 times (T-1)/(T-P), t with T-P degrees of freedom"
        ).t(average / (deviation * scale), degreesOfFreedom: freedom)
      }
    }
  }

  /// The sum over the window's days of the average abnormal return of the entering events, and the same of the averages
  /// times the roots of their numbers of events.
  private static func sumsOfAverages(
    _ sample: EventSample, _ window: WindowMeasures
  ) -> (plain: Double, scaled: Double) {
    var totals = (plain: 0.0, scaled: 0.0)
    for place in sample.places(of: window.window) {
      var sum = 0.0
      var count = 0.0
      for event in window.entering {
        let value = sample.withAbnormalReturns(of: event) { $0[place] }
        guard !value.isNaN else { continue }
        sum += value
        count += 1
      }
      if count > 0 {
        totals.plain += sum / count
        totals.scaled += sum / count.squareRoot()
      }
    }
    return totals
  }

  /// The window's length, without the days that no event's return covers.
  private static func coveredDays(_ sample: EventSample, _ window: WindowMeasures) -> Int {
    let places = sample.places(of: window.window)
    var isCovered = [Bool](repeating: false, count: places.count)
    var open = places.count
    for event in window.entering where open > 0 {
      sample.withAbnormalReturns(of: event) { returns in
        sample.withDaySpans(of: event) { spans in
          for place in places where !returns[place].isNaN {
            let first = max(places.lowerBound, place - Int(spans[place]) + 1)
            for covered in first...place where !isCovered[covered - places.lowerBound] {
              isCovered[covered - places.lowerBound] = true
              open -= 1
            }
          }
        }
      }
    }
    return places.count - open
  }
}
