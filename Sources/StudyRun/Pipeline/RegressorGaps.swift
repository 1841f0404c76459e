import CoreTypes
import EventTime
import ImpactMeasures

/// Events whose benchmark or factors lack values where they are needed: told once for each benchmark, since the events themselves
/// only show a warning or a reason.
struct RegressorGaps: Sendable {
  private struct Gap {
    var events = 0
    var excluded = 0
    /// The first of them, an excluded one before others, and why it is one.
    var first: EventID?
    var explanation: String?

    mutating func add(_ other: Gap) {
      if excluded == 0, other.excluded > 0 || first == nil {
        (first, explanation) = (other.first, other.explanation)
      }
      events += other.events
      excluded += other.excluded
    }
  }

  private var benchmarks: [SecurityID: Gap] = [:]
  private var factors = Gap()

  mutating func add(_ impact: EventImpact) {
    let event = impact.event
    if event.reason == .factorMissing {
      factors.add(Gap(events: 1, excluded: 1, first: event.id, explanation: event.explanation))
    }
    guard event.warnings.contains(.benchmarkMissing), let benchmark = event.benchmark else { return }
    let isExcluded = event.reason == .benchmarkMissing
    let explanation =
      isExcluded ? event.explanation : impact.notes.first { $0.id == .benchmarkMissing }?.explanation
    benchmarks[benchmark, default: Gap()].add(
      Gap(events: 1, excluded: isExcluded ? 1 : 0, first: event.id, explanation: explanation))
  }

  /// Adds those of the next events.
  mutating func add(_ next: RegressorGaps) {
    for (benchmark, gap) in next.benchmarks { benchmarks[benchmark, default: Gap()].add(gap) }
    factors.add(next.factors)
  }

  /// An error where events were lost by it, otherwise a warning.
  var diagnostics: [Diagnostic] {
    var all = benchmarks.keys.sorted().compactMap { benchmark in
      benchmarks[benchmark].map {
        diagnostic(
          .benchmarkMissing, "the benchmark '\(benchmark)' has", $0, security: benchmark,
          help: "fetch prices of the benchmark for all days on which the securities have some")
      }
    }
    if factors.events > 0 {
      all.append(
        diagnostic(
          .factorMissing, "the factors have", factors, security: nil,
          help: "fetch factors for the dates of the prices, as often as these"))
    }
    return all
  }

  private func diagnostic(
    _ id: DiagnosticID, _ what: String, _ gap: Gap, security: SecurityID?, help: String
  ) -> Diagnostic {
    var message: String
    if gap.excluded > 0 {
      message =
        "\(what) too few values for \(gap.excluded.counted("event", "events")), which "
        + "\(gap.excluded == 1 ? "is" : "are") excluded; of \(gap.first?.text ?? ""): \(gap.explanation ?? "")"
    } else {
      message = "\(what) no value on some days on which the security has one"
    }
    let others = gap.events - gap.excluded
    if others > 0 {
      message +=
        gap.excluded > 0
        ? "; \(others.counted("more event lacks", "more events lack")) some values"
        : ", for \(others.counted("event", "events"))"
    }
    if gap.excluded == 0, let first = gap.first, let explanation = gap.explanation {
      message += "; of \(first): \(explanation)"
    }
    return Diagnostic(
      id, severity: gap.excluded > 0 ? .error : .warning, security: security, event: gap.first,
      message: message, help: help)
  }
}
