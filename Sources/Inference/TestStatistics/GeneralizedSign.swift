/// The number of positive CARs against the share that the estimation windows lead one to expect.
package struct GeneralizedSign: TestInForms {
  /// Where the expected share comes from, and which probabilities are reported.
  enum Form: String { case windowSums, exact, daily, pooled, estudy2, eventstudy2 }

  static let standard = Form.windowSums
  let form: Form

  package let descriptor = TestDescriptor(
    id: "generalized-sign",
    title: "Generalized sign",
    nullHypothesis: "CARs are positive as often as sums of estimation residuals of the same length",
    formula:
      "z = (w - N p) / sqrt(N p (1-p)), p = mean over events of the share of positive L-day residual sums",
    assumptions: ["CARs of different events are independent", "the share of positive returns is stable"],
    reference: "Cowan (1992), Review of Quantitative Finance and Accounting 1, 343-358",
    variants: [
      .init("exact", "exact binomial probabilities"),
      .init("daily", "p from single days for windows of any length, as Cowan has it"),
      .init(
        "pooled",
        "p = the share among all events' L-day sums together, so that an event with more of them counts more"),
      .init(
        "estudy2",
        "the R package's: p from the residuals of all events together, w scaled to all events where some have no return "
          + "that day; single days"),
      .init(
        "eventstudy2",
        "the Stata module's: p from the residuals of all events together, a zero one counting half, while a zero CAR counts "
          + "as positive"),
    ])

  package var needs: SampleNeeds {
    switch form {
    case .windowSums, .exact: .windowShares
    case .daily: .dailyShares
    case .pooled, .estudy2, .eventstudy2: .residuals
    }
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
      switch form {
      case .windowSums, .exact, .daily: break
      case .pooled: return try pooled(workspace, window)
      case .estudy2: return try asEstudy(workspace, window)
      case .eventstudy2: return try asEventstudy(workspace, window)
      }
      let length = form == .daily ? 1 : window.window.length
      guard let share = workspace.positiveShare(needs, sumsOf: length, over: window.window) else {
        throw NoStatistic(.noEstimationResiduals)
      }
      return try signOutcome(
        window, expectedShare: share, isExact: form == .exact,
        convention: "p from \(Self.sums(of: length)), mean over events")
    }
  }

  private static func sums(of length: Int) -> String {
    length == 1 ? "daily residuals" : "\(length)-day sums of residuals"
  }

  private func pooled(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let length = window.window.length
    var scratch = [Double](repeating: 0, count: workspace.sample.estimationWindow.length)
    var (positive, valid) = (0, 0)
    for event in window.entering {
      let found = workspace.sample.withResiduals(of: event) { residuals in
        scratch.withUnsafeMutableBufferPointer { PositiveShare.count(residuals, sumsOf: length, $0) }
      }
      positive += found.positive
      valid += found.valid
    }
    guard valid > 0 else { throw NoStatistic(.noEstimationResiduals) }
    return try signOutcome(
      window, expectedShare: Double(positive) / Double(valid), isExact: false,
      convention: "p from \(Self.sums(of: length)) of all events together")
  }

  private func asEstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let all = try EstudyDay(workspace, window).observations
    var positive = 0
    for event in workspace.participating {
      positive += workspace.sample.withResiduals(of: event) { $0.count { $0 > 0 } }
    }
    let share = Double(positive) / all.reduce(0, +)
    let found = Double(window.entering.count { window.cumulativeAbnormalReturns[$0] > 0 })
    let scaled = found / Double(window.entering.count) * Double(all.count)
    return try counted(window, share, positive: scaled, "estudy2: p from all residuals together")
  }

  private func asEventstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    var total = 0.0
    var observations = 0
    for event in workspace.participating {
      workspace.sample.withResiduals(of: event) { residuals in
        total += residuals.reduce(0) { $0 + ($1 > 0 ? 1 : $1 == 0 ? 0.5 : 0) }
      }
      observations += workspace.sample.observations(of: event)
    }
    guard observations > 0 else { throw NoStatistic(.noEstimationResiduals) }
    let found = window.entering.count { window.cumulativeAbnormalReturns[$0] >= 0 }
    return try counted(
      window, total / Double(observations), positive: Double(found),
      "eventstudy2: p from all residuals together; zero is positive among CARs and half among residuals")
  }

  /// The outcome where a program counts positive CARs in its own way.
  private func counted(_ window: WindowMeasures, _ share: Double, positive: Double, _ convention: String)
    throws(NoStatistic) -> TestOutcome
  {
    let count = Double(window.entering.count)
    return TestContext(
      events: window.entering.count, estimate: positive / count, convention: convention
    ).normal(try signStatistic(positive, of: count, expectedShare: share))
  }
}
