import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures

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
    if writesNext, let instant = announcement?.instant { field(instant.isoMoment) } else { missing() }
    if writesNext, let moment = announcement?.localMoment {
      field(moment)
    } else {
      field(event.announcedText)
    }
    word(of: announcement?.phase)
    field(event.date(of: 0))
    word(of: event.status)
    word(of: event.reason)
    field(event.dayZero?.suspendedSessions)
    field(impact.dayZeroSpan)
    words(event.warnings.sorted())
    field(impact.estimationFirst)
    field(impact.estimationLast)
    field(event.announcementID)
    field(event.reactionOrder)
    word(of: event.phaseDetail)
    field(CSVText.lockedSessions(of: event))
    field(CSVText.explanation(of: impact))
    endRow()
  }

  /// In words and numbers: why the event is excluded, which models have no estimate for it, and what its estimation
  /// days gave cause to say; nil for nothing.
  static func explanation(of impact: EventImpact) -> String? {
    if impact.event.explanation == nil, impact.event.warnings.isEmpty, impact.notes.isEmpty,
      impact.models.allSatisfy({ $0.measures?.estimate.warnings.isEmpty ?? false })
    {
      return nil
    }
    var parts = impact.event.explanation.map { [$0] } ?? []
    parts += impact.notes.map(\.text)
    for model in impact.models {
      let prefix = impact.models.count > 1 ? "\(model.name): " : ""
      parts += [model.failureText].compactMap { $0 }
      parts += model.measures?.estimate.warnings.map { prefix + $0.text } ?? []
    }
    parts += impact.warningSentences.map(\.text)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Sessions from day 0 on that closed at a daily price limit; empty where day 0 has no close of its own.
  static func lockedSessions(of event: AlignedEvent) -> Int? {
    guard event.status != .excluded, event.date(of: 0) != nil else { return nil }
    return event.limitLock?.sessions ?? 0
  }

  /// The rows of `models.csv`: parameters, then sigma, r_squared, observations, degrees_of_freedom, and what the
  /// residuals say of themselves: residual_autocorrelation (one session apart), residual_skewness. Under a conditional variance the
  /// log_likelihood and each parameter once more with its robust standard error.
  package mutating func append(modelsOf impact: EventImpact) {
    for model in impact.models {
      guard let measures = model.measures else { continue }
      append(measures, of: impact.event.id, model: model.name)
    }
  }

  private mutating func append(_ measures: ModelImpact.Measures, of event: EventID, model: String) {
    var rows = ModelRows(event: event, model: model, in: &self)
    let estimate = measures.estimate
    for parameter in estimate.parameters {
      rows.add(parameter.estimate, parameter.standardError, to: &self) { $0.field(parameter.name) }
    }
    let shape = estimate.residualShape
    let figures: InlineArray<6, (figure: ModelFigure, value: ModelRows.Figure)> = [
      (.sigma, .number(estimate.residualVariance.squareRoot())),
      (.rSquared, .number(estimate.rSquared ?? .nan)), (.observations, .count(estimate.observations)),
      (.degreesOfFreedom, .count(estimate.degreesOfFreedom)),
      (.residualAutocorrelation, .number(shape.autocorrelation)),
      (.residualSkewness, .number(shape.skewness ?? .nan)),
    ]
    rows.add(figures, to: &self)
    if let variance = estimate.conditionalVariance {
      rows.add(variance.logLikelihood, to: &self) { $0.word("log_likelihood") }
      for (parameter, error) in zip(estimate.parameters, variance.robustStandardErrors) {
        rows.add(parameter.estimate, error, to: &self) { $0.field("robust_\(parameter.name)") }
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
          of: model.name, measures.estimate.conventions, parameters: measures.estimate.parameters.count))
    }
  }

  private mutating func append(
    _ returns: AbnormalReturns, of event: AlignedEvent, model: String,
    notes: (oneSession: CSVField, several: CSVField)
  ) {
    let window = returns.eventWindow
    let days = min(window.last, event.lastKnownDay) - window.first + 1
    guard days > 0 else { return }
    var numbers = DayNumbers(in: self)
    let (clock, dates) = (event.clock, event.sessionDates)
    var month = WrittenMonth()
    let start = end
    field(event.id.text)
    field(event.security.text)
    field(model)
    let repeated = start..<end
    let most = repeated.count + 9 * CSVFields.numberRoom + notes.several.bytes.count + 1
    notes.oneSession.bytes.withUnsafeBytes { oneSession in
      notes.several.bytes.withUnsafeBytes { several in
        returns.spans.withUnsafeBufferPointer { spans in
          write(atMost: days * most, after: repeated) { repeated, text in
            for position in 0..<days {
              if position > 0 { text.repeated(repeated, columns: 3) }
              let day = window.first + position
              let span = spans[position]
              text.integer(day)
              text.date(clock.flatMap { $0.date(of: day, among: dates) }, in: &month)
              text.sessions(span)
              numbers.write(position, of: returns, until: days, to: &text)
              text.plain(span > 1 ? several : oneSession)
              text.endRow()
            }
          }
        }
      }
    }
  }
}

/// The rows of one model of one event, which begin alike.
private struct ModelRows {
  private let repeated: Range<Int>
  private var isFirst = true
  /// No name of the reports' own is longer, with its comma.
  private let longestName = 32

  init(event: EventID, model: String, in text: inout CSVText) {
    let start = text.end
    text.field(event.text)
    text.field(model)
    repeated = start..<text.end
  }

  enum Figure {
    /// NaN = nothing.
    case number(Double)
    case count(Int)
  }

  /// What the fit as a whole says.
  @inline(__always)
  mutating func add<let count: Int>(
    _ figures: InlineArray<count, (figure: ModelFigure, value: Figure)>, to text: inout CSVText
  ) {
    let mustRepeat = !isFirst
    isFirst = false
    text.write(atMost: count * (repeated.count + 2 * CSVFields.numberRoom + longestName), after: repeated) {
      repeated, text in
      for index in figures.indices {
        if index > 0 || mustRepeat { text.repeated(repeated, columns: 2) }
        text.word(figures[index].figure.name)
        switch figures[index].value {
        case .number(let number): text.numbers([number])
        case .count(let count): text.integer(count)
        }
        text.missing()
        text.endRow()
      }
    }
  }

  /// - Parameter name: writes the parameter's name.
  @inline(__always)
  mutating func add(
    _ value: Double?, _ error: Double? = nil, to text: inout CSVText, name: (inout CSVText) -> Void
  ) {
    if !isFirst {
      text.write(atMost: repeated.count + CSVFields.repeatRoom, after: repeated) {
        $1.repeated($0, columns: 2)
      }
    }
    isFirst = false
    name(&text)
    text.write(atMost: 2 * CSVFields.numberRoom) {
      $0.numbers([value ?? .nan, error ?? .nan])
      $0.endRow()
    }
  }
}
