import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures

/// What the rows of one study share: settings that the `convention` column names.
package struct RowConventions: Sendable {
  package let returnKind: ReturnKind
  package let incompleteWindows: IncompleteWindows
  /// The variance of a window allows for the serial correlation of the estimation residuals.
  package let allowsForSerialCorrelation: Bool
  /// Add the one-sided p-value column: `greater` or `less`.
  package let alternative: String?

  package init(
    returnKind: ReturnKind, incompleteWindows: IncompleteWindows, allowsForSerialCorrelation: Bool,
    alternative: String?
  ) {
    self.returnKind = returnKind
    self.incompleteWindows = incompleteWindows
    self.allowsForSerialCorrelation = allowsForSerialCorrelation
    self.alternative = alternative
  }

  /// With simple returns n times alpha only approximates the expectation over n sessions (METHODS 0.6).
  func span(_ span: Double, parameters: Int) -> String? {
    span > 1 && returnKind == .simple && parameters > 0 ? "n-alpha-approximation" : nil
  }

  /// The `convention` column of one model's days: for a return over one session, and over several.
  func perDay(
    _ conventions: [ModelConvention], parameters: Int
  ) -> (oneSession: CSVField, several: CSVField) {
    let spanned = span(2, parameters: parameters)
    guard spanned != nil || !conventions.isEmpty else { return (.empty, .empty) }
    let notes = conventions.map(\.rawValue)
    let several = [spanned].compactMap { $0 } + notes
    return (CSVField(notes.joined(separator: " ")), CSVField(several.joined(separator: " ")))
  }
}

extension CSVText {
  /// The row of `events.csv`.
  package mutating func append(event impact: EventImpact) {
    let event = impact.event
    field(event.id.text)
    field(event.security.text)
    field(event.exchange?.text)
    field(event.benchmark?.text)
    field(event.group)
    let announcement = event.announcement
    field(announcement?.instant?.description)
    // The date where nothing more is known; the text as typed where it cannot be read.
    field(announcement?.localText ?? event.request.row.value("announced_at"))
    field(announcement?.localDate == nil ? nil : announcement?.phase.rawValue)
    field(event.date(of: 0))
    field(event.status.rawValue)
    field(event.reason?.rawValue)
    field(event.dayZero?.suspendedSessions)
    field(impact.dayZeroSpan)
    field(
      event.warnings.isEmpty ? "" : event.warnings.sorted().map(\.rawValue).joined(separator: " "))
    field(impact.estimationFirst)
    field(impact.estimationLast)
    field(event.announcementID)
    field(event.reactionOrder)
    field(event.phaseDetail?.rawValue)
    field(lockedSessions(of: event))
    field(explanation(of: impact))
    endRow()
  }

  /// In words and numbers: why the event is excluded, which models have no estimate for it, and what its estimation
  /// days gave cause to say; nil for nothing.
  private func explanation(of impact: EventImpact) -> String? {
    var parts = impact.event.explanation.map { [$0] } ?? []
    parts += impact.notes.map(\.text)
    for model in impact.models {
      let prefix = impact.models.count > 1 ? "\(model.name): " : ""
      parts += [model.failureText].compactMap { $0 }
      parts += model.measures?.estimate.warnings.map { prefix + $0.text } ?? []
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Sessions from day 0 on that closed at a daily price limit; empty where day 0 has no close of its own.
  private func lockedSessions(of event: AlignedEvent) -> Int? {
    guard event.status != .excluded, event.date(of: 0) != nil else { return nil }
    return event.limitLock?.sessions ?? 0
  }

  /// The rows of `models.csv`: parameters, then sigma, r_squared, observations, degrees_of_freedom, and what the
  /// residuals say of themselves: residual_autocorrelation (one session apart), residual_skewness. Under a conditional variance the
  /// log_likelihood and each parameter once more with its robust standard error.
  package mutating func append(modelsOf impact: EventImpact) {
    for model in impact.models {
      guard let measures = model.measures else { continue }
      append(measures.estimate, of: impact.event.id, model: model.name)
    }
  }

  private mutating func append(_ estimate: ExpectedReturnEstimate, of event: EventID, model: String) {
    let start = end
    field(event.text)
    field(model)
    let repeated = start..<end
    func row(_ parameter: String, _ value: Double?, _ error: Double? = nil, into text: inout CSVText) {
      if text.end > repeated.upperBound { text.repeatFields(repeated) }
      text.field(parameter)
      text.field(value)
      text.field(error)
      text.endRow()
    }
    for parameter in estimate.parameters {
      row(parameter.name, parameter.estimate, parameter.standardError, into: &self)
    }
    row("sigma", estimate.residualVariance.squareRoot(), into: &self)
    row("r_squared", estimate.rSquared, into: &self)
    row("observations", Double(estimate.observations), into: &self)
    row("degrees_of_freedom", Double(estimate.degreesOfFreedom), into: &self)
    let shape = estimate.residualShape
    row("residual_autocorrelation", shape.autocorrelation, into: &self)
    row("residual_skewness", shape.skewness, into: &self)
    if let variance = estimate.conditionalVariance {
      row("log_likelihood", variance.logLikelihood, into: &self)
      for (parameter, error) in zip(estimate.parameters, variance.robustStandardErrors) {
        row("robust_\(parameter.name)", parameter.estimate, error, into: &self)
      }
    }
  }

  /// The rows of `abnormal_returns.csv`: every day of the event window up to `as_of`.
  package mutating func append(abnormalReturnsOf impact: EventImpact, conventions: RowConventions) {
    for model in impact.models {
      guard let measures = model.measures else { continue }
      append(
        measures.abnormalReturns, of: impact.event, model: model.name,
        notes: conventions.perDay(
          measures.estimate.conventions, parameters: measures.estimate.parameters.count))
    }
  }

  private mutating func append(
    _ returns: AbnormalReturns, of event: AlignedEvent, model: String,
    notes: (oneSession: CSVField, several: CSVField)
  ) {
    let dates = event.dates(of: returns.eventWindow)
    let lastKnownDay = event.lastKnownDay
    var repeated: Range<Int>?
    for day in returns.eventWindow.days where day <= lastKnownDay {
      let position = returns.position(of: day)
      if let repeated {
        repeatFields(repeated)
      } else {
        let start = end
        field(event.id.text)
        field(event.security.text)
        field(model)
        repeated = start..<end
      }
      field(day)
      field(dates[position])
      let span = returns.spans[position]
      field(span > 0 ? Int(span) : nil)
      field(returns.returns[position])
      field(returns.benchmark[position])
      field(returns.expected[position])
      field(returns.abnormal[position])
      field(returns.variance[position].squareRoot())
      field(returns.standardized(at: position))
      plain(span > 1 ? notes.several : notes.oneSession)
      endRow()
    }
  }
}
