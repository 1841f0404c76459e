/// `models:`, a list of ids or of maps `{id, name, factors, excess, intercept}`.
struct ModelKeys {
  let known: KnownIdentifiers

  /// The model whose factors the study chooses; the keys `factors`, `excess`, `intercept` are its own.
  private static let factorModel = "factors"
  private static let help = "see the ids with: eventstudy methods"

  /// Without the key: the market model.
  func read(_ value: StudyValue?) -> [ModelChoice] {
    guard let value else { return [Self.plain("market-model")] }
    guard let entries = value.list("a list of models", help: "write a list such as [market-model]") else {
      return []
    }
    if entries.isEmpty { value.fault("'models' is empty", help: "name one, such as [market-model]") }
    var choices: [ModelChoice] = []
    for entry in entries {
      guard let choice = entry.node.mapping == nil ? plain(entry) : detailed(entry) else { continue }
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

  private static func plain(_ id: String) -> ModelChoice {
    ModelChoice(id: id, name: id, factors: [], excess: false, intercept: true)
  }

  private func plain(_ entry: StudyValue) -> ModelChoice? {
    guard let id = identifier(entry) else { return nil }
    guard id != Self.factorModel else {
      entry.fault(
        "the model 'factors' needs to be told which",
        help: "write {id: factors, factors: [mkt_rf, smb]} with columns of the factors file")
      return nil
    }
    return Self.plain(id)
  }

  private func detailed(_ entry: StudyValue) -> ModelChoice? {
    let allowed = ["id", "name", "factors", "excess", "intercept"]
    guard let map = entry.mapping(allowed: allowed, "a map", help: Self.help) else { return nil }
    guard let idValue = map["id"] else {
      entry.fault("'\(entry.key)' has no 'id'", help: "add id: and a model's id; \(Self.help)")
      return nil
    }
    let name = map["name"].flatMap { $0.text("a name", help: "write how the reports shall call it") }
    guard let id = identifier(idValue) else { return nil }
    guard id == Self.factorModel else {
      for key in ["factors", "excess", "intercept"] {
        map[key]?.fault(
          "'\(key)' applies to the model 'factors' only, not to '\(id)'", help: "remove '\(key)'")
      }
      return ModelChoice(id: id, name: name ?? id, factors: [], excess: false, intercept: true)
    }
    return ModelChoice(
      id: id, name: name ?? id, factors: factors(map["factors"], of: entry),
      excess: map["excess"].flatMap { $0.flag() } ?? true,
      intercept: map["intercept"].flatMap { $0.flag() } ?? true)
  }

  private func identifier(_ value: StudyValue) -> String? {
    IdentifierKeys.identifier(
      value, noun: "model", known: known.models, promised: PromisedIdentifiers.models, help: Self.help)
  }

  private func factors(_ value: StudyValue?, of entry: StudyValue) -> [String] {
    let help = "write a list such as [mkt_rf, smb] with columns of the factors file"
    guard let value else {
      entry.fault("'\(entry.key)' has no 'factors'", help: help)
      return []
    }
    let names = (value.list("a list of columns", help: help) ?? []).compactMap {
      $0.text("a column's name", help: help)
    }
    if value.node.sequence?.isEmpty == true { value.fault("'\(value.key)' is empty", help: help) }
    if Set(names).count < names.count {
      value.fault("'\(value.key)' names a column twice", help: "keep one of the two")
    }
    return names
  }
}
