import CoreTypes
import ExpectedReturns
import ImpactMeasures
import Reports

/// Formats the rows of a block of events for every table the study writes.
struct EventFormatter: Sendable {
  private let tables: [ReportTable]
  /// A text without rows for each of them.
  private let empty: [CSVText]
  private let windows: [EventWindow]
  private let ownWindows: [(label: String, first: Int)]
  private let conventions: RowConventions

  init(study: StudyConfiguration, windows: [EventWindow]) {
    tables = study.reportTables.filter { EventFormatter.eventTables.contains($0) }
    empty = tables.map { study.text(of: $0) }
    self.windows = windows
    ownWindows = study.unlockedStarts.map { (UnlockedWindow.label($0), $0) }
    conventions = study.rowConventions
  }

  /// The tables that have rows of single events.
  static let eventTables: [ReportTable] = [.events, .models, .abnormalReturns, .windows, .reactions]

  /// The rows of a block of events, table by table; each event is formatted while its numbers are still in the cache.
  ///
  /// - Parameter next: called for one event after the other.
  func texts(of events: Range<Int>, _ next: (Int) -> EventImpact) -> [(table: ReportTable, bytes: [UInt8])] {
    var texts = empty
    for event in events {
      let impact = next(event)
      for index in tables.indices {
        append(impact, to: tables[index], &texts[index])
        // The rows of one event are about as long as those of the next; while they are written, they may take some times that.
        if event == events.lowerBound {
          let length = texts[index].end
          texts[index].reserve(length * (events.count * 9 / 8 + 4))
        }
      }
    }
    return tables.indices.map { (tables[$0], texts[$0].take()) }
  }

  private func append(_ impact: EventImpact, to table: ReportTable, _ text: inout CSVText) {
    switch table {
    case .events: text.append(event: impact)
    case .models: text.append(modelsOf: impact)
    case .abnormalReturns: text.append(abnormalReturnsOf: impact, conventions: conventions)
    case .windows:
      text.append(windowsOf: impact, windows: windows, ownWindows: ownWindows, conventions: conventions)
    case .reactions: text.append(reactionOf: impact)
    case .buyAndHold, .averages, .tests, .regressions, .diagnostics, .quality: break
    }
  }
}

extension StudyConfiguration {
  var rowConventions: RowConventions {
    RowConventions(
      returnKind: returns, incompleteWindows: incompleteWindows,
      allowsForSerialCorrelation: windowVariance == .serialCorrelation, alternative: alternative.oneSided,
      against: buyAndHold == .benchmark ? nil : buyAndHold.rawValue,
      options: Dictionary(
        models.map { ($0.name, namedOptions + $0.namedOptions) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The options of the estimation that are not the default, as `key-value`.
  private var namedOptions: [String] {
    var named: [String] = []
    if estimation.period != .pre { named.append("period-\(estimation.period.rawValue)") }
    if estimation.count != .sessions { named.append("count-\(estimation.count.rawValue)") }
    return named
  }
}

extension ModelChoice {
  /// The options that are not the model's default, as `key-value`; a variant and `alpha_in_prediction` have names of
  /// their own.
  fileprivate var namedOptions: [String] {
    guard let own = model?.options, let usual = ExpectedReturnModels.named(id)?.options else { return [] }
    return [ModelOptions.Key.excess, .intercept, .lags, .leads, .step, .mean, .presample].compactMap { key in
      own.text(of: key) == usual.text(of: key) ? nil : own.text(of: key).map { "\(key.rawValue)-\($0)" }
    }
  }
}
