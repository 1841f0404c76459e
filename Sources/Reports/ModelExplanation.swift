import CoreTypes
import ExpectedReturns
import ImpactMeasures

extension EventExplanation {
  /// Every model: coefficients, daily expected and abnormal returns, windows.
  mutating func models() {
    for (index, model) in impact.models.enumerated() {
      if index > 0 { lines.append("") }
      if let failure = model.failure {
        step("model", "\(model.name): \(failure.reason.rawValue), \(failure.explanation)")
      }
      if let measures = model.measures { explain(model.name, measures) }
    }
  }

  private mutating func explain(_ name: String, _ measures: ModelImpact.Measures) {
    let estimate = measures.estimate
    step("model", name)
    for parameter in estimate.parameters {
      let error = parameter.standardError.map { ", standard error \($0)" } ?? ""
      step("  \(parameter.name)", "\(parameter.estimate)\(error)")
    }
    step(
      "  sigma",
      "\(estimate.residualVariance.squareRoot()) from \(estimate.observations) returns, "
        + "\(estimate.degreesOfFreedom) degrees of freedom")
    if let share = estimate.rSquared { step("  r_squared", "\(share)") }
    if !estimate.conventions.isEmpty {
      step("  convention", estimate.conventions.map(\.rawValue).joined(separator: " "))
    }
    for warning in estimate.warnings { step("  warning", warning.text) }
    spanStory(measures)
    days(measures.abnormalReturns)
    lines += [""]
    lines += WindowLines.lines(of: measures, model: name, context.conventions, confidence: context.confidence)
  }

  /// For a day 0 that covers several sessions: what was accumulated over them.
  private mutating func spanStory(_ measures: ModelImpact.Measures) {
    let returns = measures.abnormalReturns
    guard returns.eventWindow.contains(0) else { return }
    let position = returns.position(of: 0)
    let span = returns.spans[position]
    guard span > 1 else { return }
    step(
      "  span",
      "day 0 covers \(Int(span)) sessions: expected \(returns.expected[position]), accumulated over the same sessions"
        + "; variance \(returns.variance[position])")
  }

  private mutating func days(_ returns: AbnormalReturns) {
    let titles = [
      "day", "session", "span", "return", "benchmark", "expected", "abnormal", "t", "price from",
      "benchmark from",
    ]
    var rows = [titles]
    for day in returns.eventWindow.days where day <= impact.event.lastKnownDay {
      let position = returns.position(of: day)
      let span = returns.spans[position]
      rows.append([
        String(day), impact.event.date(of: day)?.description ?? "", span > 0 ? String(Int(span)) : "",
        percent(returns.returns[position]), percent(returns.benchmark[position]),
        percent(returns.expected[position]), percent(returns.abnormal[position]),
        rounded(returns.standardized(at: position), 2), priceLocation(on: day),
        benchmarkLocation(on: day),
      ])
    }
    lines += [""] + WindowLines.aligned(rows)
  }

  /// File and line of the price (or ready-made return) of an event day; empty where the security did not trade.
  private func priceLocation(on day: Int) -> String {
    guard let trades = context.trades, let row = impact.event.priceRow(on: day, in: trades) else { return "" }
    return trades.series.location(ofRow: row).text
  }

  /// File and line of the benchmark's last value up to the end of an event day; empty without one.
  private func benchmarkLocation(on day: Int) -> String {
    guard let series = context.benchmark?.series, let row = impact.event.lastRow(on: day, in: series) else {
      return ""
    }
    return series.location(ofRow: row).text
  }
}
