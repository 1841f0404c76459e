import CoreTypes
import EventTime
import ExpectedReturns

/// `estimation: {count: returns}`: windows that reach back, or on, to as many usable returns of the security as their
/// length says (METHODS 1.3).
extension EstimationInputs {
  /// - Parameters:
  ///   - sample: the windows counted in sessions, which are never too long.
  ///   - masks: sessions that do not enter the estimation.
  func counted(
    _ sample: EstimationSample, of placed: PlacedEvent, masks: [ClosedRange<Int>]
  ) -> EstimationSample {
    let estimation = study.estimation
    guard let oldest = placed.trades.sessions.first, let newest = placed.trades.sessions.last else {
      return sample
    }
    let firstDay = placed.clock.day(of: Int(oldest)) ?? 0
    let lastDay = placed.clock.day(of: Int(newest)) ?? 0
    var sample = sample
    var before = estimation.before
    var after = estimation.after
    while true {
      var isComplete = true
      if let window = before, sample.usableReturns(in: window) < estimation.length, window.first > firstDay {
        before = EventWindow(first: max(firstDay, window.first - window.length), last: window.last)
        isComplete = false
      }
      if let window = after, sample.usableReturns(in: window) < estimation.postLength, window.last < lastDay {
        after = EventWindow(first: window.first, last: min(lastDay, window.last + window.length))
        isComplete = false
      }
      if isComplete { break }
      sample = self.sample(of: placed, before: before, after: after, masks: masks)
    }
    let first = before.map { sample.day(ofReturn: estimation.length, in: $0.days.reversed()) ?? $0.first }
    let last = after.map { sample.day(ofReturn: estimation.postLength, in: $0.days) ?? $0.last }
    return sample.narrowed(
      to: EventWindow(
        first: first ?? sample.estimationWindow.first, last: last ?? sample.estimationWindow.last))
  }
}

extension EstimationSample {
  /// The security has a return on the day, and it may be used.
  private func isUsable(on day: Int) -> Bool {
    isUsable[day - estimationWindow.first] && returns.returns[returns.position(of: day)].isFinite
  }

  fileprivate func usableReturns(in window: EventWindow) -> Int { window.days.count(where: isUsable(on:)) }

  /// The day of the `number`th usable return; nil where there are fewer.
  fileprivate func day(ofReturn number: Int, in days: some Sequence<Int>) -> Int? {
    var found = 0
    for day in days where isUsable(on: day) {
      found += 1
      if found == number { return day }
    }
    return nil
  }

  /// The same returns with a shorter estimation window.
  fileprivate func narrowed(to window: EventWindow) -> EstimationSample {
    let start = window.first - estimationWindow.first
    return EstimationSample(
      returns: returns, estimationWindow: window, eventWindow: eventWindow,
      isUsable: Array(isUsable[start..<(start + window.length)]),
      isUsableLater: window.last == estimationWindow.last ? isUsableLater : [], minimum: minimum)
  }
}
