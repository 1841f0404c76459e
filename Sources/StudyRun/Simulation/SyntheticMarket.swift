import CoreStatistics
import CoreTypes
import EventTime
import ExpectedReturns
import Glibc

/// A market that is drawn: `R_it = R_mt + e_it`, the market with 1 % and each security's error with 2 % standard
/// deviation a day (MacKinlay 1997's example), errors from a chosen distribution.
///
/// On one common date errors are correlated by a common part: `e_it = sqrt(r) f_t + sqrt(1-r) u_it`, both parts from
/// the same distribution.
package struct SyntheticMarket: Sendable {
  /// The distribution of the errors.
  package enum Errors: String, Sendable, CaseIterable {
    case normal
    /// Student's t with four degrees of freedom.
    case t4
    /// `exp(0.8 z)` less its mean, over its standard deviation: a skewness of 3.7.
    case lognormal
  }

  package let errors: Errors
  /// Events of one replication.
  package let events: Int
  /// r, the correlation of two events' errors on one date: from 0 to below 1.
  package let correlation: Double

  package init(errors: Errors, events: Int, correlation: Double) {
    precondition(events >= 1 && (0..<1).contains(correlation), "events, and a correlation from 0 to below 1")
    self.errors = errors
    self.events = events
    self.correlation = correlation
  }

  /// The most returns that a replication may hold: some 3 GB.
  private static let mostReturns = 50_000_000

  /// Throws (64) where a replication would not fit into memory, or a model of the study finds no estimate in it.
  func check(_ study: StudyConfiguration) throws(RunFailure) {
    let days = EventWindow(from: study.estimation.window, to: study.eventWindow).length
    guard events > SyntheticMarket.mostReturns / days else { return try checkModels(study) }
    throw RunFailure(
      .wrongUse, "\(events) events of \(days) days are more returns than a replication may hold",
      help:
        "draw at most \(SyntheticMarket.mostReturns / days) events (--events), or shorten the estimation window"
    )
  }

  /// Throws (64) where a model finds no estimate for any drawn event: one that looks at the market's neighboring sessions, or at a
  /// series of the prices.
  private func checkModels(_ study: StudyConfiguration) throws(RunFailure) {
    var stream = RandomStream(seed: study.seed, purpose: "models")
    let one = SyntheticMarket(errors: .normal, events: 1, correlation: 0)
    guard let sample = one.draw(&stream, study: study, onOneDate: false).first?.sample else { return }
    for choice in study.models {
      guard let model = choice.model, case .failure(let failure) = model.estimate(on: sample) else {
        continue
      }
      throw RunFailure(
        .wrongUse, "the model '\(choice.name)' has no estimate in a drawn market: \(failure.explanation)",
        help: "simulate it on the study's own prices, without --market, or leave the model out")
    }
  }

  private static let marketDeviation = 0.01
  private static let errorDeviation = 0.02
  /// Standard deviation of the logarithm of a lognormal error.
  private static let logDeviation = 0.8

  /// The events of one replication.
  func draw(
    _ stream: inout RandomStream, study: StudyConfiguration, onOneDate: Bool
  ) -> [SimulatedEvent] {
    let estimation = study.estimation.window
    let axis = EventWindow(from: estimation, to: study.eventWindow)
    let ones = [Double](repeating: 1, count: axis.length)
    let spans = [Int32](repeating: 1, count: axis.length)
    let gap = study.estimation.gap
    let usable = estimation.days.map { gap?.contains($0) != true }
    var market: [Double] = []
    var common: [Double] = []
    return (0..<events).map { event in
      if event == 0 || !onOneDate {
        market = axis.days.map { _ in SyntheticMarket.marketDeviation * stream.normal() }
        common = onOneDate && correlation > 0 ? axis.days.map { _ in error(&stream) } : []
      }
      let own = (common.isEmpty ? 1 : 1 - correlation).squareRoot()
      let returns = market.indices.map { day in
        let shared = common.isEmpty ? 0 : correlation.squareRoot() * common[day]
        return market[day] + SyntheticMarket.errorDeviation * (shared + own * error(&stream))
      }
      // Dates that are not common lie too far apart for windows to overlap.
      let dayZero = Int32(onOneDate ? 0 : event * 4 * axis.length)
      return SimulatedEvent(
        sample: EstimationSample(
          returns: EventReturns(
            axis: axis, returns: returns, benchmark: market, spans: ones, daySpans: spans),
          estimationWindow: estimation, eventWindow: study.eventWindow, isUsable: usable,
          isUsableLater: [], minimum: study.estimation.minimum),
        dayZeroDate: dayZero,
        estimationDates: estimation.days.map { dayZero + Int32($0) },
        eventDates: study.eventWindow.days.map { dayZero + Int32($0) },
        hasBenchmark: true)
    }
  }

  /// Mean 0, variance 1.
  private func error(_ stream: inout RandomStream) -> Double {
    switch errors {
    case .normal: return stream.normal()
    case .t4:
      // Chi-squared with four degrees of freedom is twice the sum of two exponential numbers; t4 has variance 2.
      let chiSquared = -2 * (log(1 - stream.uniform()) + log(1 - stream.uniform()))
      return stream.normal() / (chiSquared / 4).squareRoot() / 2.0.squareRoot()
    case .lognormal:
      let deviation = SyntheticMarket.logDeviation
      let square = deviation * deviation
      return (exp(deviation * stream.normal()) - exp(square / 2))
        / ((exp(square) - 1) * exp(square)).squareRoot()
    }
  }
}

/// One event of one replication before any model.
struct SimulatedEvent {
  let sample: EstimationSample
  /// Sessions in days since any fixed day.
  let dayZeroDate: Int32
  /// Those of the sample's own estimation window.
  let estimationDates: [Int32]
  let eventDates: [Int32]
  let hasBenchmark: Bool
}
