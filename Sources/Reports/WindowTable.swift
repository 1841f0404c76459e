import CoreStatistics
import CoreTypes
import ExpectedReturns
import ImpactMeasures

extension CSVText {
  /// The rows of `windows.csv`: one a model and window, also where the event drops out of it.
  package mutating func append(
    windowsOf impact: EventImpact, windows: [EventWindow], conventions: RowConventions
  ) {
    guard impact.event.status != .excluded else { return }
    for model in impact.models {
      switch model.outcome {
      case .failure(let failure):
        for window in windows {
          windowStart(impact, model: model.name, window: window)
          emptyWindow(reason: failure.reason.rawValue, conventions: conventions)
        }
      case .success(let measures):
        for window in measures.windows {
          windowStart(impact, model: model.name, window: window.window)
          switch window.outcome {
          case .failure(let reason): emptyWindow(reason: reason.rawValue, conventions: conventions)
          case .success(let sum):
            windowMeasures(window, sum, of: measures.estimate, conventions)
          }
        }
      }
    }
  }

  private mutating func windowStart(_ impact: EventImpact, model: String, window: EventWindow) {
    field(impact.event.id.text)
    field(impact.event.security.text)
    field(impact.event.group)
    field(model)
    field(window.description)
    field(impact.event.date(of: window.first))
    field(impact.event.date(of: window.last))
  }

  private mutating func emptyWindow(reason: String, conventions: RowConventions) {
    for _ in 0..<8 { missing() }
    field("excluded")
    field(reason)
    for _ in 0..<3 { missing() }
    if conventions.alternative != nil { missing() }
    missing()
    endRow()
  }

  private mutating func windowMeasures(
    _ window: WindowImpact, _ sum: CumulativeAbnormalReturn, of estimate: ExpectedReturnEstimate,
    _ conventions: RowConventions
  ) {
    field(sum.days)
    field(sum.car)
    field(sum.standardError)
    field(sum.standardized)
    field(sum.degreesOfFreedom)
    field(sum.pValue)
    field(sum.standardized)
    field(window.buyAndHold)
    field("ok")
    missing()
    field(sum.lowerBound)
    field(sum.upperBound)
    var notes: [String] = []
    if window.hasSpans, let note = conventions.span(2, parameters: estimate.parameters.count) {
      notes.append(note)
    }
    if sum.days < window.window.length, conventions.incompleteWindows == .available {
      notes.append("available-days")
    }
    notes += estimate.conventions.map(\.rawValue)
    field(notes.joined(separator: " "))
    if let alternative = conventions.alternative {
      let t = StudentT(degreesOfFreedom: Double(sum.degreesOfFreedom))
      field(alternative == "greater" ? t.upper(sum.standardized) : t.lower(sum.standardized))
    }
    field(window.sampleQuantile)
    endRow()
  }
}
