/// Where a key of the study file belongs that stands in a wrong place.
enum KeyPlace {
  /// The places most keys belong to; `nil` for a word that is no key of theirs. Called for keys that may not stand where
  /// they were found.
  static func help(for key: String) -> String? {
    if key == "<<" { return "maps are not merged; repeat the keys, or let one key name the whole map with *" }
    if StudyFile.keys.contains(key) { return "'\(key)' stands at the left margin of the study file" }
    if PriceEntryKeys.allowed.contains(key) { return "'\(key)' belongs to an entry of 'prices'" }
    if EstimationKeys.allowed.contains(key) { return "'\(key)' belongs to 'estimation'" }
    return nil
  }

  /// The maps further inside that have such a key, all of them; asked last, since their keys are everyday words.
  static func helpInside(for key: String) -> String? {
    let homes = inside.filter { $0.keys.contains(key) }.map(\.place)
    guard let last = homes.last else { return nil }
    let others = homes.dropLast().joined(separator: ", ")
    return "'\(key)' belongs to \(others.isEmpty ? last : "\(others) or \(last)")"
  }

  private static let inside: [(place: String, keys: [String])] = [
    ("'columns' of an entry of 'prices'", PriceColumnKeys.allowed),
    ("'hours' of an entry of 'prices'", TradingHoursKeys.allowed),
    ("an entry of 'intraday'", IntradayEntryKeys.allowed),
    ("'columns' of an entry of 'intraday'", IntradayEntryKeys.columnKeys),
    ("an entry of 'models'", ModelKeys.allowed),
    ("an entry of 'portfolios'", PortfolioKeys.allowed),
    ("an entry of 'regressions'", RegressionKeys.allowed),
    ("'on' of an entry of 'regressions'", RegressionKeys.regressorKeys),
    ("'errors' of an entry of 'regressions'", RegressionKeys.errorKeys),
    ("'calendar_time'", CalendarTimeKeys.allowed), ("'other_events'", OtherEventsKeys.allowed),
  ]
}
