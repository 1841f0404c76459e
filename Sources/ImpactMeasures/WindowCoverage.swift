import CoreTypes
import EventTime

/// Which abnormal returns of an event make up a window's sum, by the study's rule for missing days
/// (METHODS 0.7, 2.3).
package enum WindowCoverage {
  /// The positions (in the event window) to sum over, or why the event drops out of this window.
  ///
  /// - Parameters:
  ///   - all: the positions of all its days, where the caller holds them.
  ///   - lastKnownDay: the last event day up to `as_of`.
  package static func positions(
    of window: EventWindow, _ all: [Int]? = nil, in returns: AbnormalReturns, rule: IncompleteWindows,
    lastKnownDay: Int
  ) -> Result<[Int], WindowExclusion> {
    guard window.last <= lastKnownDay else { return .failure(.windowNotOver) }
    let end = returns.position(of: window.last)
    // Whatever the rule, there is nothing to choose.
    if returns.isUnbroken { return .success(all ?? Array(returns.position(of: window.first)...end)) }
    var valid: [Int] = []
    valid.reserveCapacity(window.length + 1)
    for day in window.days where !returns.abnormal[returns.position(of: day)].isNaN {
      valid.append(returns.position(of: day))
    }
    if rule == .extend, valid.last != end {
      let later = ((end + 1)..<returns.abnormal.count).first { !returns.abnormal[$0].isNaN }
      guard let later else { return .failure(missingReason(at: end, in: returns)) }
      valid.append(later)
    }
    guard let first = valid.first, let last = valid.last else {
      let none = rule == .available ? WindowExclusion.noAbnormalReturns : .noTradeOnLastDay
      return .failure(missingReason(at: end, in: returns, default: none))
    }
    switch rule {
    case .available: return .success(valid)
    case .complete:
      let hole = window.days.lazy.map(returns.position(of:)).first { returns.abnormal[$0].isNaN }
      return hole.map { .failure(missingReason(at: $0, in: returns, default: .holeInWindow)) }
        ?? .success(valid)
    case .strict, .extend:
      guard last >= end else { return .failure(missingReason(at: end, in: returns)) }
      return covered(valid, first: first, window: window, in: returns)
    }
  }

  /// The window as far as its sum reaches: to the day of the last return, where that comes after its own end
  /// (`extend`).
  package static func days(
    of window: EventWindow, by coverage: Result<[Int], WindowExclusion>, in returns: AbnormalReturns
  ) -> EventWindow {
    guard case .success(let positions) = coverage, let last = positions.last else { return window }
    let beyond = last - returns.position(of: window.last)
    return beyond > 0 ? EventWindow(first: window.first, last: window.last + beyond) : window
  }

  /// Together the returns must cover the window exactly: none begins before it, none leaves a day out.
  private static func covered(
    _ positions: [Int], first: Int, window: EventWindow, in returns: AbnormalReturns
  ) -> Result<[Int], WindowExclusion> {
    let start = returns.position(of: window.first)
    guard first - Int(returns.daySpans[first]) + 1 >= start else {
      return .failure(.spanCrossesWindowStart)
    }
    var next = start
    for position in positions {
      guard position - Int(returns.daySpans[position]) + 1 == next else {
        return .failure(missingReason(at: next, in: returns, default: .holeInWindow))
      }
      next = position + 1
    }
    return .success(positions)
  }

  /// Whether the returns at `positions` together cover the window exactly, whatever rule chose them; with `extend`
  /// the last may end after it.
  package static func isComplete(
    _ positions: [Int], of window: EventWindow, in returns: AbnormalReturns
  ) -> Bool {
    guard let first = positions.first, let last = positions.last, last >= returns.position(of: window.last),
      case .success = covered(positions, first: first, window: window, in: returns)
    else { return false }
    return true
  }

  /// A security return without an abnormal one is the fault of the benchmark, or of a factor.
  private static func missingReason(
    at position: Int, in returns: AbnormalReturns, default reason: WindowExclusion = .noTradeOnLastDay
  ) -> WindowExclusion {
    returns.returns[position].isFinite && returns.abnormal[position].isNaN ? returns.missingRegressor : reason
  }
}
