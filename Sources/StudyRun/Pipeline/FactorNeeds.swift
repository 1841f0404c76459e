import CoreTypes
import DataInput
import EventTime
import ExpectedReturns

/// Which columns of the factors file a study's models need, and whether the file has them for the events.
enum FactorNeeds {
  /// Every column that some model needs, each once, in the order of the models.
  static func columns(_ models: [ModelChoice]) -> [String] {
    var names: [String] = []
    for name in models.flatMap({ $0.model?.descriptor.factors ?? [] }) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// A model that needs a column which the file does not have cannot be computed for any event.
  static func check(
    _ models: [ModelChoice], against table: FactorTable, file: InputFile
  ) throws(RunFailure) {
    for choice in models {
      let needed = choice.model?.descriptor.factors ?? []
      if let name = needed.first(where: { !table.names.contains($0) }) {
        throw .missingColumn(name, of: choice, table, file)
      }
    }
  }

  /// A file of factors that ends before the last event does, or begins after the first one's estimation window.
  static func coverage(
    _ study: StudyConfiguration, _ table: FactorTable?, of events: [AlignedEvent]
  ) -> [Diagnostic] {
    guard let table, let file = study.factors?.file.name, !columns(study.models).isEmpty,
      let first = table.dates.first, let last = table.dates.last
    else { return [] }
    let used = events.filter { $0.status != .excluded }
    let late = used.count { event in event.date(of: event.lastKnownDay).map { $0 > last } ?? false }
    let firstDay = min(study.estimation.window.first, study.eventWindow.first)
    let early = used.count { event in event.date(of: firstDay).map { $0 < first } ?? false }
    var diagnostics: [Diagnostic] = []
    if late > 0 {
      diagnostics.append(
        .factorsTooShort(
          file, "the factors end on \(last), before the event windows of \(late) of \(used.count) events do",
          help: "fetch a newer file of factors; the days after its end have no abnormal return"))
    }
    if early > 0 {
      diagnostics.append(
        .factorsTooShort(
          file,
          "the factors begin on \(first), after the estimation windows of \(early) of \(used.count) events do",
          help: "use a file that begins earlier; the days before it are left out of the estimation"))
    }
    return diagnostics
  }
}

extension Diagnostic {
  fileprivate static func factorsTooShort(_ file: String, _ message: String, help: String) -> Diagnostic {
    Diagnostic(.factorMissing, at: SourceLocation(file: file), message: message, help: help)
  }
}

extension RunFailure {
  fileprivate static func missingColumn(
    _ name: String, of choice: ModelChoice, _ table: FactorTable, _ file: InputFile
  ) -> RunFailure {
    let nearest = NearestName.to(name, among: table.names).map { "did you mean '\($0)'? " } ?? ""
    return RunFailure(
      .unusable, "the model '\(choice.name)' needs the factor '\(name)', which '\(file.name)' does not have",
      help: nearest + "its columns are \(table.names.joined(separator: ", "))", at: choice.location)
  }
}
