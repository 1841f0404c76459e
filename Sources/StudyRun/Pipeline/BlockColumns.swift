import CoreTypes
import EventTime

/// What the events of a block hold together: columns of returns, the days of an estimation window of which none is left
/// out, and the positions of windows that lack no day. Each block has its own, as `ReturnColumns` says.
final class BlockColumns {
  let returns: ReturnColumns
  let isUsable: [Bool]
  /// One a window of the study, in its order.
  let positions: [[Int]]

  /// - Parameter windows: those of the study, `each-day` spelled out.
  init(study: borrowing StudyConfiguration, windows: [EventWindow]) {
    let (estimation, eventWindow) = (study.estimation.window, study.eventWindow)
    returns = ReturnColumns(days: EventWindow(from: estimation, to: eventWindow).length)
    isUsable = [Bool](repeating: true, count: estimation.length)
    positions = windows.map { window in window.days.map { $0 - eventWindow.first } }
  }
}

extension EventWindow {
  /// From the first to the last day of both windows.
  init(from first: EventWindow, to second: EventWindow) {
    self.init(first: min(first.first, second.first), last: max(first.last, second.last))
  }
}
