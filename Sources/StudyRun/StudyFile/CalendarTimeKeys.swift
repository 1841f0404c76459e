import Inference

/// `calendar_time: {weights: COLUMN, minimum_firms: 10, lags: 5}`: portfolios of the tests in calendar time.
enum CalendarTimeKeys {
  static let allowed = ["weights", "minimum_firms", "lags"]

  static func read(_ value: StudyValue?) -> CalendarTimeRule {
    var rule = CalendarTimeRule.equalWeights
    let help = "write a map such as {weights: market_cap, minimum_firms: 10}"
    guard let map = value?.mapping(allowed: allowed, "a map", help: help) else {
      return rule
    }
    if let weights = map["weights"], weights.scalarText != "equal" {
      rule.weights = weights.text("equal or a column's name", help: "name a column of the events file")
    }
    rule.minimumFirms = map["minimum_firms"].flatMap { $0.integer(in: 1...1_000_000) } ?? rule.minimumFirms
    rule.lags = map["lags"].flatMap { $0.integer(in: 0...10_000) }
    return rule
  }
}
