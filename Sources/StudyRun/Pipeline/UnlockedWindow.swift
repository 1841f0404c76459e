import CoreTypes
import EventTime
import ImpactMeasures

/// The window `[first, unlocked]`: from a day to the first one from day 0 on that did not close at a daily price limit.
enum UnlockedWindow {
  /// How the reports call it.
  static func label(_ first: Int) -> String { "[\(first),unlocked]" }

  /// The event's own window; day 0 is its last day where day 0 was not locked.
  static func of(
    _ event: AlignedEvent, from first: Int, inside eventWindow: EventWindow
  ) -> Result<EventWindow, WindowExclusion> {
    guard let lock = event.limitLock else { return .success(EventWindow(first: first, last: 0)) }
    guard let last = lock.firstUnlocked.flatMap({ event.dayZero?.clock.day(of: $0) }) else {
      return .failure(.stillLocked)
    }
    guard last <= eventWindow.last else { return .failure(.unlockedAfterEventWindow) }
    return .success(EventWindow(first: first, last: last))
  }

  /// What stands in its place where the event does not have it.
  static func missing(_ reason: WindowExclusion, from first: Int) -> WindowImpact {
    let window = EventWindow(first: first, last: first)
    return WindowImpact(
      window: window, measured: window, label: label(first), outcome: .failure(reason), buyAndHold: .missing,
      hasSpans: false, sampleQuantile: nil)
  }
}

extension StudyConfiguration {
  /// First days of the windows `[first, unlocked]`, in the study's order.
  var unlockedStarts: [Int] {
    windows.compactMap { if case .untilUnlocked(let first) = $0 { first } else { nil } }
  }
}
