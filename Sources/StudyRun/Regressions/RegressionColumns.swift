import CoreTypes
import DataInput
import EventTime
import Inference

/// The columns of the events file that the study's regressions read, event by event in the order of the file.
struct RegressionColumns: Sendable {
  /// By column; NaN = missing.
  private var numbers: [String: [Double]] = [:]
  /// By column; empty = missing.
  private var levels: [String: [String]] = [:]
  /// Columns that the events file does not have.
  private(set) var unknown: Set<String> = []

  /// Reads what `study` needs; whatever is wrong with a value costs its event the regressions that use it.
  init(_ study: StudyConfiguration, _ events: [AlignedEvent], diagnostics: inout [Diagnostic]) {
    guard !study.regressions.isEmpty, !events.isEmpty else { return }
    let table = ColumnReader(study: study, events: events)
    // Weights first: of a column that is a regressor as well, more is asked.
    for case .column(let column) in study.regressions.map(\.weights)
    where numbers[column] == nil && table.holds(column) {
      numbers[column] = events.map { EventWeights.weight(of: $0.request, in: column, study) ?? .nan }
      // Those of the portfolios are judged with them.
      if column != study.calendarTime.weights {
        diagnostics += EventWeights.diagnostics(of: column, study, events)
      }
    }
    for choice in study.regressions {
      for column in choice.columns where !table.holds(column) && unknown.insert(column).inserted {
        diagnostics.append(.unknownRegressor(column, choice, table.names))
      }
      for regressor in choice.regressors where !unknown.contains(regressor.column) {
        read(regressor, of: table, choice, &diagnostics)
      }
      for column in choice.clusters where column != RegressionChoice.eventDate {
        readLevels(column, table, &diagnostics)
      }
    }
  }

  /// The column as numbers, or `nil` where it is categorical.
  func numbers(of regressor: RegressionChoice.Regressor) -> [Double]? {
    regressor.isCategorical == true ? nil : numbers[regressor.column]
  }

  func numbers(of column: String) -> [Double]? { numbers[column] }
  func levels(of column: String) -> [String]? { levels[column] }

  private mutating func read(
    _ regressor: RegressionChoice.Regressor, of table: ColumnReader, _ choice: RegressionChoice,
    _ diagnostics: inout [Diagnostic]
  ) {
    let column = regressor.column
    guard regressor.isCategorical ?? !table.hasNumbers(column) else {
      return readNumbers(column, table, &diagnostics)
    }
    readLevels(column, table, &diagnostics)
    guard let known = levels[column] else { return }
    if let base = regressor.base, !known.contains(base) {
      diagnostics.append(.unknownLevel(base, of: column, choice, known))
    }
    let used = Set(zip(table.events, known).filter { $0.status != .excluded && !$1.isEmpty }.map(\.1))
    if used.count == 1, let level = used.first { diagnostics.append(.oneLevel(level, of: column, choice)) }
  }

  /// Text is what it says: `NA` may be a country.
  private mutating func readLevels(
    _ column: String, _ table: ColumnReader, _ diagnostics: inout [Diagnostic]
  ) {
    guard levels[column] == nil, table.holds(column) else { return }
    let texts = table.events.map { table.text(column, of: $0) }
    levels[column] = texts
    let missing = zip(table.events, texts).count { $0.status != .excluded && $1.isEmpty }
    if missing > 0, numbers[column] == nil {
      diagnostics.append(.regressorMissing(column, missing, of: table.events))
    }
  }

  private mutating func readNumbers(
    _ column: String, _ table: ColumnReader, _ diagnostics: inout [Diagnostic]
  ) {
    guard numbers[column] == nil else { return }
    var missing = 0
    numbers[column] = table.events.map { event in
      switch table.value(column, of: event) {
      case .number(let number): return number
      case .missing: missing += event.status == .excluded ? 0 : 1
      case .text(let text): diagnostics.append(.notANumber(text, column, event.request))
      }
      return .nan
    }
    if missing > 0 { diagnostics.append(.regressorMissing(column, missing, of: table.events)) }
  }
}

/// The events file's fields by column; the study's grouping column as the study resolved it.
private struct ColumnReader {
  let study: StudyConfiguration
  let events: [AlignedEvent]

  var names: [String] { events.first?.request.row.fields.names ?? [] }

  func holds(_ column: String) -> Bool {
    events.contains { $0.request.row.fields[column] != nil || !text(column, of: $0).isEmpty }
  }

  func text(_ column: String, of event: AlignedEvent) -> String {
    column == study.groupBy ? event.group : event.request.row.fields[column]?.text ?? ""
  }

  func value(_ column: String, of event: AlignedEvent) -> FieldValue {
    FieldValue(text(column, of: event), layout: study.events.layout)
  }

  /// Some value is a number, or every value is meant for one, such as `1,000` or `1.5 %`: as levels of a category these would
  /// be a regression that nobody wanted.
  func hasNumbers(_ column: String) -> Bool {
    if events.contains(where: { if case .number = value(column, of: $0) { true } else { false } }) {
      return true
    }
    let texts = events.map { text(column, of: $0) }.filter { !$0.isEmpty }
    return !texts.isEmpty && texts.allSatisfy(ColumnReader.isMeantForANumber)
  }

  private static func isMeantForANumber(_ text: String) -> Bool {
    let unsigned = text.drop { "+-($€£".contains($0) }
    return unsigned.first?.isNumber == true && unsigned.allSatisfy { $0.isNumber || ",.'% )".contains($0) }
  }
}

extension Diagnostic {
  fileprivate static func unknownRegressor(
    _ column: String, _ choice: RegressionChoice, _ names: [String]
  ) -> Diagnostic {
    let nearest = NearestName.to(column, among: names).map { "did you mean '\($0)'?" }
    return Diagnostic(
      .unknownColumn, severity: .error, at: choice.columnLocations[column] ?? choice.location,
      message: "the events file has no column '\(column)', which the regression '\(choice.name)' needs",
      help: nearest ?? "add the column, or name one of " + names.prefix(20).joined(separator: ", "))
  }

  fileprivate static func unknownLevel(
    _ base: String, of column: String, _ choice: RegressionChoice, _ known: [String]
  ) -> Diagnostic {
    let levels = Set(known).filter { !$0.isEmpty }.sorted()
    let nearest = NearestName.to(base, among: levels).map { "did you mean '\($0)'?" }
    return Diagnostic(
      .regressorLevelUnknown, at: choice.location,
      message:
        "no event has '\(base)' in the column '\(column)', the base of the regression '\(choice.name)'",
      help: nearest ?? "name one of " + levels.prefix(20).joined(separator: ", "))
  }

  fileprivate static func oneLevel(
    _ level: String, of column: String, _ choice: RegressionChoice
  ) -> Diagnostic {
    Diagnostic(
      .regressorLevelUnknown, severity: .warning, at: choice.location,
      message:
        "every event that has a value in the column '\(column)' has '\(level)': it adds nothing to the "
        + "regression '\(choice.name)'",
      help: "take it out of the regression, or name a column with several values")
  }

  fileprivate static func notANumber(_ text: String, _ column: String, _ request: EventRequest) -> Diagnostic
  {
    Diagnostic(
      .regressorNotANumber, at: request.location(ofColumn: column), security: request.security,
      event: request.id, message: "'\(column)' must be a number, found '\(text)'",
      help: (plainNumber(text).map { "write it without marks, \($0)" }
        ?? "correct it, leave it empty, or say {column: \(column), categorical: true} in the study")
        + (hasDecimalComma(text) ? ", or `decimal: \",\"` beside `files:` of `events:`" : ""),
      excerpt: request.row.excerpt(ofColumn: column))
  }

  /// `1,204.3`, `$5.92` or `5.92 %` as a number alone; nil where it is none.
  private static func plainNumber(_ text: String) -> String? {
    let bare = text.filter { !"$€£¥%' \u{A0}\u{202F}".contains($0) }
    let parts = bare.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count == 1 || groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    let number = groups.joined() + parts.dropFirst().map { "." + $0 }.joined()
    return Double(number).map(\.isFinite) == true && number.last?.isNumber == true ? number : nil
  }

  private static func hasDecimalComma(_ text: String) -> Bool {
    text.count { $0 == "," } == 1 && !text.contains(".") && Double(text.replacing(",", with: ".")) != nil
  }
}
