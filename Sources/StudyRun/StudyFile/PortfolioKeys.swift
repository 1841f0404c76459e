import CoreTypes

/// `portfolios:`, a list of `{id, members, weights, exclude_event_security}`.
enum PortfolioKeys {
  static let allowed = ["id", "members", "weights", "exclude_event_security"]
  private static let help = "write an entry such as {id: peers, members: [AAA, BBB], weights: [0.6, 0.4]}"

  static func read(_ value: StudyValue?) -> [PortfolioChoice] {
    guard let value else { return [] }
    var portfolios: [PortfolioChoice] = []
    for entry in value.list("a list of portfolios", help: help) ?? [] {
      guard let portfolio = portfolio(entry) else { continue }
      if portfolios.contains(where: { $0.id == portfolio.id }) {
        entry.fault("two portfolios are called '\(portfolio.id)'", help: "give one of them another id")
      } else {
        portfolios.append(portfolio)
      }
    }
    return portfolios
  }

  private static func portfolio(_ entry: StudyValue) -> PortfolioChoice? {
    guard let map = entry.mapping(allowed: allowed, "a map", help: help) else { return nil }
    let excludes = map["exclude_event_security"].flatMap { $0.flag() }
    for key in ["id", "members"] where map[key] == nil {
      entry.fault("'\(entry.key)' has no '\(key)'", help: help)
    }
    let id = map["id"].flatMap { $0.text("a name", help: "write what 'benchmark' shall say") }
    guard let members = map["members"].flatMap(readMembers), let id else { return nil }
    var weights: [Double]? = members.map { _ in 1 }
    if let value = map["weights"] { weights = readWeights(value, of: members.count) }
    guard let weights else { return nil }
    return PortfolioChoice(
      id: SecurityID(id),
      members: zip(members, weights).map { BenchmarkBook.Component(security: SecurityID($0), weight: $1) },
      excludesEventSecurity: excludes, location: map["id"]?.location,
      membersLocation: map["members"]?.location)
  }

  private static func readMembers(_ value: StudyValue) -> [String]? {
    let listHelp = "write a list of securities such as [AAA, BBB]"
    guard let entries = value.filledList("a list of securities", help: listHelp) else { return nil }
    var names: [String] = []
    for entry in entries {
      guard let name = entry.text("a security", help: listHelp) else { return nil }
      if names.contains(name) {
        entry.fault("the member '\(name)' is named twice", help: "remove one of the two")
      }
      names.append(name)
    }
    return names.isEmpty ? nil : names
  }

  private static func readWeights(_ value: StudyValue, of members: Int) -> [Double]? {
    let listHelp = "write one number a member, such as [0.6, 0.4]"
    guard let entries = value.list("a list of weights", help: listHelp) else { return nil }
    guard entries.count == members else {
      value.fault("'\(value.key)' has \(entries.count) weights for \(members) members", help: listHelp)
      return nil
    }
    let weights = entries.compactMap { entry -> Double? in
      if let text = entry.scalarText, let weight = PortfolioChoice.weight(text), weight > 0 { return weight }
      entry.expected("a number greater than 0", help: listHelp)
      return nil
    }
    return weights.count == members ? weights : nil
  }
}
