import CoreTypes
import EventTime
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
    if !estimate.conventions.isEmpty {
      step("  convention", estimate.conventions.map(\.rawValue).joined(separator: " "))
    }
    for warning in estimate.warnings { step("  warning", warning.text) }
    spanStory(measures)
    days(measures.abnormalReturns)
    windows(measures.reportedWindows)
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
      "day 0 covers \(Int(span)) sessions: expected \(returns.expected[position]) with the intercept counted "
        + "\(Int(span)) times and the benchmark's \(returns.benchmark[position]) over the same sessions; variance "
        + "\(returns.variance[position]) = sigma^2 x (\(Int(span)) + parameter error)")
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
    table(rows)
  }

  /// File and line of the price (or ready-made return) of an event day; empty where the security did not trade.
  private func priceLocation(on day: Int) -> String {
    guard let trades = context.trades, let session = impact.event.dayZero?.clock.session(of: day),
      let trade = trades.trade(on: session)
    else { return "" }
    return trades.series.location(ofRow: trades.row(of: trade)).text
  }

  /// File and line of the benchmark's last value up to the end of an event day; empty without one.
  private func benchmarkLocation(on day: Int) -> String {
    guard let series = context.benchmark?.series, let date = impact.event.date(of: day) else { return "" }
    let next = series.firstRow(notBefore: date.advanced(by: 1))
    return next > 0 ? series.location(ofRow: next - 1).text : ""
  }

  private mutating func windows(_ windows: [WindowImpact]) {
    var rows = [["window", "days", "CAR", "se", "t", "p", "BHAR", ""]]
    for window in windows {
      switch window.outcome {
      case .success(let sum):
        rows.append([
          window.name, String(sum.days), percent(sum.car), percent(sum.standardError),
          rounded(sum.standardized, 2), sum.pValue.map { $0 < 0.0001 ? "< 0.0001" : rounded($0, 4) } ?? "",
          percent(window.buyAndHold.abnormalReturn),
          "",
        ])
      case .failure(let reason):
        rows.append([
          window.name, "", "", "", "", "",
          percent(window.buyAndHold.abnormalReturn), reason.rawValue,
        ])
      }
    }
    table(rows)
  }

  private mutating func table(_ rows: [[String]]) {
    let columns = rows[0].indices
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    lines.append("")
    for row in rows {
      let cells = columns.map { row[$0].aligned(to: widths[$0]) }
      lines.append(trimmed("    " + cells.joined(separator: "  ")))
    }
  }

  private func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line = line.dropLast() }
    return String(line)
  }
}

/// A fraction in percent with two decimals; empty for NaN.
package func percent(_ fraction: Double) -> String {
  fraction.isNaN ? "" : rounded(fraction * 100, 2) + " %"
}

/// Fixed decimals, rounded half away from zero; empty for NaN.
package func rounded(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite else { return "" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let units = (abs(value) * scale).rounded()
  guard units < 1e15 else { return "\(value)" }
  let whole = Int(units)
  let divisor = Int(scale)
  let sign = value < 0 && whole > 0 ? "-" : ""
  guard decimals > 0 else { return sign + String(whole) }
  return sign + String(whole / divisor) + "." + paddedDecimal(whole % divisor, decimals)
}
