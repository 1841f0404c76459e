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

  /// A model that needs a factor which nothing gives cannot be computed for any event.
  static func check(_ study: StudyConfiguration, against parts: [FactorFiles.Part]) throws(RunFailure) {
    let columns = parts.flatMap(\.table.names)
    if let twice = study.factorSeries.first(where: { columns.contains($0.name) }) {
      throw RunFailure(
        .unusable, "the factor '\(twice.name)' is a series of the prices and a column of a factors file",
        help: "give the series another name with 'name:'", at: twice.location)
    }
    let known = columns + study.factorSeries.map(\.name)
    guard !known.isEmpty || !study.factors.isEmpty else { return }
    let short = study.models.filter { !FactorNeeds.columns([$0]).allSatisfy(known.contains) }
    if !short.isEmpty {
      throw .missingFactors(
        FactorNeeds.columns(short).filter { !known.contains($0) }, of: short, known,
        study.factors.map(\.file.name))
    }
  }

  /// Factors that end before the last event does, or begin after the first one's estimation window.
  static func coverage(
    _ study: StudyConfiguration, _ parts: [FactorFiles.Part], of events: [AlignedEvent]
  ) -> [Diagnostic] {
    guard !parts.isEmpty else { return [] }
    let needed = columns(study.models)
    let used = events.filter { $0.status != .excluded }
    return parts.filter { $0.table.names.contains(where: needed.contains) }.flatMap {
      coverage(study, $0, of: used)
        + FactorHoles.diagnostics(
          $0, isOnlyFile: study.factors.count == 1, needed: needed, events: used, firstDay: firstDay(study))
    }
  }

  private static func coverage(
    _ study: StudyConfiguration, _ part: FactorFiles.Part, of used: [AlignedEvent]
  ) -> [Diagnostic] {
    guard let first = part.table.dates.first, let last = part.table.dates.last else { return [] }
    let what = name(of: part, study)
    let late = used.count { event in event.date(of: event.lastKnownDay).map { $0 > last } ?? false }
    let firstDay = firstDay(study)
    let early = used.count { event in event.date(of: firstDay).map { $0 < first } ?? false }
    var diagnostics: [Diagnostic] = []
    if late > 0 {
      diagnostics.append(
        .factorsTooShort(
          part.file,
          "the \(what) end on \(last), before the event windows of \(late) of \(used.count) events do",
          help: "fetch a newer file of factors; the days after its end have no abnormal return"))
    }
    if early > 0 {
      diagnostics.append(
        .factorsTooShort(
          part.file,
          "the \(what) begin on \(first), after the estimation windows of \(early) of \(used.count) events do",
          help: "use a file that begins earlier; the days before it are left out of the estimation"))
    }
    return diagnostics
  }

  private static func name(of part: FactorFiles.Part, _ study: StudyConfiguration) -> String {
    study.factors.count == 1 ? "factors" : "factors \(part.table.names.joined(separator: ", "))"
  }

  private static func firstDay(_ study: StudyConfiguration) -> Int {
    min(study.estimation.window.first, study.eventWindow.first)
  }

  /// What is no number in a column that no model needs is nobody's business.
  static func ofNeeded(_ diagnostics: [Diagnostic], _ models: [ModelChoice]) -> [Diagnostic] {
    let needed = columns(models).map(FactorsFile.mustBeANumber)
    return diagnostics.filter { said in
      said.id != .factorNotANumber || needed.contains { said.message.hasPrefix($0) }
    }
  }
}

extension Diagnostic {
  fileprivate static func factorsTooShort(_ file: String, _ message: String, help: String) -> Diagnostic {
    Diagnostic(.factorMissing, at: SourceLocation(file: file), message: message, help: help)
  }
}

extension RunFailure {
  /// - Parameters:
  ///   - names: all that are missing.
  ///   - models: that need some of them.
  fileprivate static func missingFactors(
    _ names: [String], of models: [ModelChoice], _ known: [String], _ files: [String]
  ) -> RunFailure {
    let nearest = names.compactMap { name in
      NearestName.to(name, among: known).map {
        names.count == 1 ? "did you mean '\($0)'? " : "is '\($0)' the factor '\(name)'? "
      }
    }.joined()
    let isOne = names.count == 1
    let riskless =
      names.contains(FactorsFile.risklessRate) && nearest.isEmpty
      ? ModelKeys.doingWithout(mayBeLeftOut: models.allSatisfy { $0.id == "factors" }) + "; " : ""
    return RunFailure(
      .unusable,
      "the \(models.count == 1 ? "model" : "models") \(models.map(\.name).quotedList) "
        + "\(models.count == 1 ? "needs" : "need") the \(isOne ? "factor" : "factors") \(names.quotedList), which "
        + (files.isEmpty
          ? "\(isOne ? "is" : "are") not among 'factors'"
          : files.quotedList + (files.count == 1 ? " does not have" : " do not have")),
      help: riskless + nearest
        + (files.isEmpty ? "the factors" : files.count == 1 ? "its columns" : "their columns")
        + " are \(known.joined(separator: ", "))",
      at: models.first?.location)
  }
}
