/// The t of the mean CAR against its own distribution over samples drawn from the CARs.
package struct BootstrapT: TestWithClusters {
  /// What is drawn: events one by one, all events of a cluster together, or the residuals that the events of one date
  /// have on one estimation day.
  enum Form: String {
    case event
    case cluster
    case residualVector = "residual-vectors"
  }

  static let standard = Form.event
  static let clusters = Form.cluster
  let form: Form
  var column: String?

  init(form: Form) { self.form = form }

  package let descriptor = TestDescriptor(
    id: "bootstrap-t",
    title: "Bootstrapped cross-sectional t",
    nullHypothesis: "the mean CAR is zero",
    formula:
      "p = (1 + #{|t_b| >= |t|}) / (B+1), t_b = (mean_b - CAAR) / (sd_b / sqrt(N)) of N CARs drawn with replacement",
    assumptions: ["CARs of different events are independent"],
    reference:
      "Efron (1979), Annals of Statistics 7, 1-26; Hall (1988), Journal of the Royal Statistical Society B 50, 35-45",
    variants: [
      .init(
        "cluster",
        "draws dates of day 0 (or values of the column that the study's key 'clusters' names) with all their events, and t "
          + "has the standard error clustered by them: events of one date may be correlated"),
      .init(
        Form.residualVector.rawValue,
        "the portfolio-t of the events of the largest common date against its own distribution without an effect: every "
          + "estimation day and every day of the window gets the residuals that all these events have on one estimation "
          + "day, drawn with replacement, and the regression is fitted again (Hein and Westfall 2004); models fitted by "
          + "least squares"),
    ])

  package var resamples: Bool { true }

  package var needs: SampleNeeds {
    form == .residualVector ? [.residuals, .estimationDates, .spans, .design] : []
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      switch form {
      case .event: try drawingEvents(workspace.resampling, window)
      case .cluster: try drawingClusters(workspace, window)
      case .residualVector: try drawingResidualVectors(workspace, window)
      }
    }
  }

  private func drawingEvents(_ resampling: Resampling, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let section = try CrossSection.ofReturns(window, atLeast: 3)
    var tails = TailCount(of: section.t)
    resampling.forEachSample(
      of: resampling.drawable(section.values, test: id), about: section.moments.mean,
      size: section.values.count,
      test: id, window: window.window
    ) { tails.add($0.t) }
    return tails.drawn(
      section.t,
      TestContext(
        events: section.values.count, estimate: section.moments.mean, convention: "symmetric p-value"),
      isSymmetric: true)
  }

  private func drawingResidualVectors(_ workspace: SampleWorkspace, _ window: WindowMeasures)
    throws(NoStatistic) -> TestOutcome
  {
    let members = try CommonDateMembers(workspace.sample, window)
    let (average, t) = try members.portfolioT()
    var drawn = try ResidualVectorDraws(members, of: workspace.sample, over: window.window)
    var tails = TailCount(of: t)
    workspace.resampling.forEachSample(
      test: id, window: window.window, of: drawn.days, size: drawn.draws
    ) { source, _ in tails.add(drawn.t(&source)) }
    return tails.drawn(
      t,
      TestContext(
        events: members.events.count, estimate: average,
        convention: "\(drawn.days) residual vectors, regression fitted again; symmetric p-value",
        note: members.note),
      isSymmetric: true)
  }

  private func drawingClusters(_ workspace: SampleWorkspace, _ window: WindowMeasures)
    throws(NoStatistic) -> TestOutcome
  {
    let grouped = try EventClusters(workspace.sample, window, by: column)
    let clusters = grouped.sums
    guard clusters.count >= 3 else { throw NoStatistic(.tooFewClusters) }
    guard let t = clusters.t(), t.isFinite else { throw NoStatistic(.zeroVariance) }
    var tails = TailCount(of: t)
    let drawn = DrawnClusters(clusters)
    workspace.resampling.forEachSample(
      test: id, window: window.window, of: clusters.count, size: clusters.count
    ) { source, size in tails.add(drawn.t(&source, size: size)) }
    return tails.drawn(
      t,
      TestContext(
        events: clusters.events, estimate: clusters.mean,
        convention: grouped.convention + ", factor G/(G-1); symmetric p-value", note: grouped.note),
      isSymmetric: true)
  }
}
