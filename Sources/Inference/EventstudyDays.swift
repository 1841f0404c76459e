/// What eventstudy2 counts: the estimation days T and the parameters P of the first event that enters.
struct EventstudyDays {
  /// What it asks of a sample.
  static let needs: SampleNeeds = [.averageResiduals, .residuals]

  let days: Double
  let parameters: Double

  /// Two and one for each factor beside the market: two also for models without a slope.
  static func parameters(_ estimated: Int) -> Int { max(2, estimated) }

  init(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic) {
    guard let event = window.entering.first else { throw NoStatistic(.noEvents) }
    days = Double(workspace.averageResiduals.count)
    let sample = workspace.sample
    parameters = Double(
      EventstudyDays.parameters(sample.observations(of: event) - sample.degreesOfFreedom[event]))
    guard days - parameters >= 1 else { throw NoStatistic(.tooFewDegreesOfFreedom) }
  }

  /// T - P.
  var degreesOfFreedom: Double { days - parameters }
}
