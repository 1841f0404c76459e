import CoreTypes
import ExpectedReturns
import ImpactMeasures
import Inference

extension BuyAndHold {
  /// What the `convention` column says of it.
  fileprivate var note: String? {
    if let lack { return "no-bhar-\(lack.rawValue)" }
    return ending == .whole || !abnormalReturn.isFinite ? nil : ending.rawValue
  }
}

extension CSVText {
  /// The rows of `windows.csv`: one a model and window, also where the event drops out of it.
  package mutating func append(
    windowsOf impact: EventImpact, windows: [EventWindow], ownWindows: [(label: String, first: Int)],
    conventions: RowConventions
  ) {
    guard impact.event.status != .excluded else { return }
    for model in impact.models {
      if let measures = model.measures {
        for window in measures.reportedWindows {
          windowStart(
            impact, model: model.name, label: window.label, window.window,
            to: window.hasOwnEnd ? window.measured.last : nil)
          switch window.outcome {
          case .failure(let reason):
            emptyWindow(reason: reason.rawValue, holding: window.buyAndHold, conventions: conventions)
          case .success(let sum):
            windowMeasures(window, sum, of: measures.estimate, model: model.name, conventions)
          }
        }
      } else if let failure = model.failure {
        for window in windows {
          windowStart(impact, model: model.name, label: nil, window, to: window.last)
          emptyWindow(reason: failure.reason.rawValue, holding: .missing, conventions: conventions)
        }
        for window in ownWindows {
          windowStart(
            impact, model: model.name, label: window.label,
            EventWindow(first: window.first, last: window.first), to: nil)
          emptyWindow(reason: failure.reason.rawValue, holding: .missing, conventions: conventions)
        }
      }
    }
  }

  /// - Parameter last: the event day on which the window ends; nil where it is not known.
  private mutating func windowStart(
    _ impact: EventImpact, model: String, label: String?, _ window: EventWindow, to last: Int?
  ) {
    field(impact.event.id.text)
    field(impact.event.security.text)
    field(impact.event.group)
    field(model)
    if let label { field(label) } else { write(atMost: CSVFields.windowRoom) { $0.window(window) } }
    field(impact.event.date(of: window.first))
    field(last.flatMap { impact.event.date(of: $0) })
  }

  /// Without a cumulative return; one that a security which stopped trading was held through still shows.
  private mutating func emptyWindow(reason: String, holding: BuyAndHold, conventions: RowConventions) {
    missing("days", "car", "car_se", "t", "degrees_of_freedom", "p_value", "scar")
    let shown = holding.ending == .reinvested ? holding : .missing
    field(shown.abnormalReturn)
    word("excluded")
    field(reason)
    missing("car_lower", "car_upper")
    field(shown.note)
    if conventions.alternative != nil { missing() }
    missing("sq_p_value")
    numbers([shown.securityReturn, shown.benchmarkReturn, shown.wealthRelative])
    if conventions.alternative != nil { missing() }
    endRow()
  }

  private mutating func windowMeasures(
    _ window: WindowImpact, _ sum: CumulativeAbnormalReturn, of estimate: ExpectedReturnEstimate,
    model: String, _ conventions: RowConventions
  ) {
    write(atMost: 5 * CSVFields.numberRoom) { text in
      text.integer(sum.days)
      text.numbers([sum.car, sum.standardError, sum.standardized])
      text.integer(sum.degreesOfFreedom)
    }
    field(sum.test.pValue)
    write(atMost: 7 * CSVFields.numberRoom) { text in
      text.numbers([sum.standardized, window.buyAndHold.abnormalReturn])
      text.word("ok")
      text.missing()
      text.numbers([sum.lowerBound, sum.upperBound])
    }
    field(CSVText.notes(of: window, sum, estimate, model: model, conventions))
    if conventions.alternative != nil { field(conventions.pValue(of: sum)) }
    let holding = window.buyAndHold
    numbers([
      window.sampleQuantile?.twoSided ?? .nan, holding.securityReturn, holding.benchmarkReturn,
      holding.wealthRelative,
    ])
    if let alternative = conventions.alternative {
      field(window.sampleQuantile.flatMap { alternative.of(greater: $0.greater, less: $0.less) })
    }
    endRow()
  }

  /// What the `convention` column says of a window; nil for nothing.
  static func notes(
    of window: WindowImpact, _ sum: CumulativeAbnormalReturn, _ estimate: ExpectedReturnEstimate,
    model: String, _ conventions: RowConventions
  ) -> String? {
    var notes: [String] = []
    if window.hasSpans, let note = conventions.noteOnSpans(parameters: estimate.parameters.count) {
      notes.append(note)
    }
    if sum.days < window.window.length, conventions.incompleteWindows == .available {
      notes.append("available-days")
    }
    if window.measured != window.window { notes.append("extended-to-next-return") }
    if let note = window.buyAndHold.note { notes.append(note) }
    if let against = conventions.against, window.buyAndHold.abnormalReturn.isFinite {
      notes.append("against-\(against)")
    }
    if conventions.allowsForSerialCorrelation { notes.append("serial-correlation-variance") }
    if window.label != nil { notes.append("until-unlocked") }
    notes += conventions.notes(of: model, estimate.conventions)
    if window.buyAndHold.isAgainstPortfolio, window.buyAndHold.abnormalReturn.isFinite,
      !estimate.conventions.contains(.heldPortfolio)
    {
      notes.append(ModelConvention.heldPortfolio.rawValue)
    }
    return notes.isEmpty ? nil : notes.joined(separator: " ")
  }
}

extension CumulativeAbnormalReturn {
  /// Of no effect of the event.
  var test: OneEventT { OneEventT(standardized, degreesOfFreedom: degreesOfFreedom) }
}

extension WindowImpact {
  /// As the reports call it.
  var name: String { label ?? window.description }

  /// False for a window to the first unlocked day that the event does not have (yet).
  fileprivate var hasOwnEnd: Bool {
    if label != nil, case .failure(let reason) = outcome {
      return reason != .stillLocked && reason != .unlockedAfterEventWindow
    }
    return true
  }
}

extension ReportTable {
  /// The last columns of `windows.csv`: both sides of a buy-and-hold return.
  static let heldColumns = ["buy_and_hold_return", "benchmark_buy_and_hold_return", "wealth_relative"]
  /// The columns of `windows.csv` that show buy-and-hold returns, or say how they end.
  package static let columnsOfHolding = ["bhar", "convention"] + heldColumns
}
