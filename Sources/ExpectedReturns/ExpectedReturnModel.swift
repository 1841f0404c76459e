import CoreStatistics
import CoreTypes
import EventTime

/// What a security would have earned anyway: a way to expect its return on every day of an event.
package protocol ExpectedReturnModel: Sendable {
  var descriptor: ModelDescriptor { get }

  /// The options that a study may set; none unless a model says so.
  var optionKeys: [ModelOptions.Key] { get }

  /// The values of all `optionKeys` as this model has them.
  var options: ModelOptions { get }

  /// What the option `variant` may be; none unless a model has several forms.
  var variants: [String] { get }

  /// The model as `options` say, of which only `optionKeys` are set; its descriptor follows them.
  func configured(by options: ModelOptions) throws(ModelOptionFault) -> Self

  /// The event window follows from the days before it: the model cannot be estimated on days after the event.
  var looksAhead: Bool { get }

  /// An event keeps a number for each pair of a day of the event window and a session of all its windows, so that a long event
  /// window takes memory by its square.
  var weighsDaysOneByOne: Bool { get }

  /// The slope on the market of a model that does not estimate one; nil for every other model.
  var fixedMarketSlope: Double? { get }

  /// Fits the model on the estimation days of an event and expects its event window's returns.
  func estimate(on sample: EstimationSample) -> Result<ExpectedReturnEstimate, EstimationFailure>
}

extension ExpectedReturnModel {
  package var optionKeys: [ModelOptions.Key] { [] }
  package var options: ModelOptions { ModelOptions() }
  package func configured(by options: ModelOptions) throws(ModelOptionFault) -> Self { self }
  package var variants: [String] { [] }
  package var looksAhead: Bool { false }
  package var weighsDaysOneByOne: Bool { false }
  package var fixedMarketSlope: Double? { nil }
}

/// One event's returns and the days on which a model may be estimated.
///
/// A class, though it never changes: every step of an estimation holds it, and a copy counts one reference, not one a
/// column.
package final class EstimationSample: Sendable {
  package let returns: EventReturns
  package let estimationWindow: EventWindow
  package let eventWindow: EventWindow
  /// For each day of the estimation window: may it be used? (false inside another event of the security)
  package let isUsable: [Bool]
  /// Every day may be.
  package let isWhollyUsable: Bool
  /// Of security (x) and benchmark (y) over all days of the estimation window: NaN where some day lacks one of them.
  let sums: PairSums
  /// Every day of the estimation window may be used and has a return of security and benchmark, over one session.
  package let isWhole: Bool
  /// The least number of observations the study accepts.
  package let minimum: Int
  /// The same for the days after the estimation window, for models that move it on; empty where all may be used.
  package let isUsableLater: [Bool]

  package init(
    returns: EventReturns, estimationWindow: EventWindow, eventWindow: EventWindow, isUsable: [Bool],
    isUsableLater: [Bool], minimum: Int
  ) {
    precondition(isUsable.count == estimationWindow.length, "one flag a day of the estimation window")
    self.estimationWindow = estimationWindow
    self.eventWindow = eventWindow
    isWhollyUsable = !isUsable.holds(false)
    self.isUsable = isUsable
    let start = returns.position(of: estimationWindow.first)
    let days = start..<(start + estimationWindow.length)
    sums = returns.returns.withUnsafeBufferPointer { own in
      returns.benchmark.withUnsafeBufferPointer { market in
        PairSums(
          UnsafeBufferPointer(rebasing: own[days]), UnsafeBufferPointer(rebasing: market[days]))
      }
    }
    isWhole =
      isWhollyUsable && sums.areFinite
      && (returns.isUnbroken || returns.spans.part(days).withUnsafeBufferPointer(areOne))
    self.isUsableLater = isUsableLater
    self.minimum = minimum
    self.returns = returns
  }
}

extension EstimationSample {
  /// The days of the estimation window whose return is not used because they lie inside event windows of the security's other
  /// events. `gap` = the days between two estimation windows, which are not used either.
  package func daysInsideOtherEvents(gap: EventWindow?) -> [Int] {
    if isWhollyUsable { return [] }
    let start = returns.position(of: estimationWindow.first)
    return isUsable.indices.compactMap { place in
      let day = estimationWindow.first + place
      let isLeftOut =
        !isUsable[place] && returns.returns[start + place].isFinite && !(gap?.contains(day) ?? false)
      return isLeftOut ? day : nil
    }
  }

  /// The sample whose estimation window lies some days later.
  func moved(by days: Int) -> EstimationSample {
    guard days > 0 else { return self }
    let window = EventWindow(first: estimationWindow.first + days, last: estimationWindow.last + days)
    let later =
      isUsableLater.isEmpty ? [Bool](repeating: true, count: days) : Array(isUsableLater.prefix(days))
    return EstimationSample(
      returns: returns, estimationWindow: window, eventWindow: eventWindow,
      isUsable: Array((isUsable + later).suffix(window.length)),
      isUsableLater: Array(isUsableLater.dropFirst(days)), minimum: minimum)
  }
}

/// Why a model has no estimate for an event, with the numbers that say so.
package struct EstimationFailure: Error, Sendable, Equatable {
  package let reason: ExclusionReason
  /// One sentence with the number found and the number needed.
  package let explanation: String
  /// The number needed is the study's own minimum, which a model may exceed.
  package let isByMinimum: Bool

  package init(_ reason: ExclusionReason, _ explanation: String, isByMinimum: Bool = false) {
    self.reason = reason
    self.explanation = explanation
    self.isByMinimum = isByMinimum
  }
}
