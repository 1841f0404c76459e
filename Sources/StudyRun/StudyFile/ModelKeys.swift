import DataInput
import ExpectedReturns

/// `models:`, a list of ids or of maps `{id, name}` with the model's own options.
struct ModelKeys {
  let known: KnownIdentifiers
  /// The study names factors.
  let hasFactors: Bool

  static let allowed = ["id", "name"] + ModelOptions.Key.allCases.map(\.rawValue)

  private static let help = "see the ids with: eventstudy methods"
  private static let columnsHelp = "write a list such as [mkt_rf, smb] with columns of the factors file"

  /// Without the key: the market model.
  func read(_ value: StudyValue?) -> [ModelChoice] {
    guard let value else { return [ModelChoice(id: "market-model")] }
    guard let entries = value.list("a list of models", help: "write a list such as [market-model]") else {
      return []
    }
    if entries.isEmpty { value.fault("'models' is empty", help: "name one, such as [market-model]") }
    var choices: [ModelChoice] = []
    for entry in entries {
      guard let choice = entry.node.map == nil ? plain(entry) : detailed(entry) else { continue }
      if choices.contains(where: { $0.name == choice.name }) {
        entry.fault(
          "two models are called '\(choice.name)'",
          help: "give one another name: {id: \(choice.id), name: ...}")
      } else {
        choices.append(choice)
      }
    }
    return choices
  }

  private func plain(_ entry: StudyValue) -> ModelChoice? {
    guard let id = identifier(entry) else { return nil }
    return checked(ModelChoice(id: id, location: entry.location), entry, options: nil)
  }

  private func detailed(_ entry: StudyValue) -> ModelChoice? {
    guard let map = entry.mapping(allowed: Self.allowed, "a map", help: Self.help) else { return nil }
    guard let idValue = map["id"] else {
      entry.fault("'\(entry.key)' has no 'id'", help: "add id: and a model's id; \(Self.help)")
      return nil
    }
    let name = map["name"].flatMap { $0.text("a name", help: "write how the reports shall call it") }
    guard let id = identifier(idValue) else { return nil }
    guard let options = options(map) else { return nil }
    let choice = ModelChoice(
      id: id, name: name ?? id, options: options, location: entry.faults.location(of: idValue.mark))
    return checked(choice, idValue, options: map)
  }

  private func identifier(_ value: StudyValue) -> String? {
    IdentifierKeys.identifier(
      value, noun: "model", known: known.models, help: Self.help)
  }

  /// `nil` where one of the values is of the wrong type, which is a fault already.
  private func options(_ map: StudyMapping) -> ModelOptions? {
    var options = ModelOptions()
    options.factors = map[option: .factors].flatMap(columns)
    options.excess = map[option: .excess].flatMap { $0.flag() }
    options.intercept = map[option: .intercept].flatMap { $0.flag() }
    options.predictsAlpha = map[option: .predictsAlpha].flatMap { $0.flag() }
    options.lags = map[option: .lags].flatMap { $0.integer(in: Self.sessions) }
    options.leads = map[option: .leads].flatMap { $0.integer(in: Self.sessions) }
    options.step = map[option: .step].flatMap { $0.integer(in: Self.sessions) }
    options.mean = map[option: .mean].flatMap {
      $0.text("a mean equation's name", help: "write market or constant")
    }
    options.presample = map[option: .presample].flatMap {
      $0.text("a presample's name", help: "write mean-square or backcast")
    }
    options.variant = map[option: .variant].flatMap {
      $0.text("a variant's name", help: "write a word such as collapsed")
    }
    let isComplete = ModelOptions.Key.allCases.allSatisfy {
      map[option: $0] == nil || options.given.contains($0)
    }
    return isComplete ? options : nil
  }

  /// What a whole number may be at all; the model has limits of its own.
  private static let sessions = -100_000...100_000

  /// Columns by their names in the factors file or as the program calls them (`Mkt-RF` = `mkt_rf`).
  private func columns(_ value: StudyValue) -> [String]? {
    guard let entries = value.list("a list of columns", help: Self.columnsHelp) else { return nil }
    let names = entries.compactMap { $0.text("a column's name", help: Self.columnsHelp) }
    return names.count == entries.count ? names.map(FactorsFile.factorName) : nil
  }

  private static func helpWithoutFactors(_ needed: [String]) -> String {
    let hasRiskless = needed.contains(FactorsFile.risklessRate)
    return
      "add factors: factors.csv, a file of returns with a date and the columns \(needed.joined(separator: ", ")); a factor "
      + "may also be a security or portfolio of the prices: factors: [{series: SP500, name: \(needed[0])}"
      + (hasRiskless ? ", rates.csv]; " + doingWithout(mayBeLeftOut: false) : "]")
  }

  /// What to do where there is no riskless rate.
  ///
  /// - Parameter mayBeLeftOut: the model takes `excess`.
  static func doingWithout(mayBeLeftOut: Bool) -> String {
    mayBeLeftOut
      ? "say excess: false to regress returns as they are"
      : "\(FactorsFile.risklessRate) is the riskless rate, without which {id: factors, factors: [...], excess: false} regresses "
        + "returns as they are"
  }

  /// The model takes these options, and what it needs is there.
  private func checked(_ choice: ModelChoice, _ entry: StudyValue, options: StudyMapping?) -> ModelChoice? {
    do throws(ModelOptionFault) {
      let model = try ExpectedReturnModels.named(choice.id, options: choice.options)
      if let needed = model?.descriptor.factors, !needed.isEmpty, !hasFactors {
        entry.fault(
          "the model '\(choice.id)' needs the factors \(needed.joined(separator: ", ")), but the study names no file "
            + "of factors",
          help: Self.helpWithoutFactors(needed))
        return nil
      }
      return choice
    } catch {
      let value = options?[option: error.key] ?? entry
      value.fault(error.message, help: error.help)
      return nil
    }
  }
}

extension StudyMapping {
  fileprivate subscript(option key: ModelOptions.Key) -> StudyValue? { self[key.rawValue] }
}
