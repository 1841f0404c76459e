import CoreTypes

extension StudyConfiguration {
  /// The windows with `each-day` spelled out as one-day windows; each window once, in the study's order.
  var dayWindows: [EventWindow] { windows.spelledOut(in: eventWindow) }
}

extension [WindowChoice] {
  /// The windows with `each-day` spelled out as one-day windows; each window once, in the study's order.
  func spelledOut(in eventWindow: EventWindow) -> [EventWindow] {
    var result: [EventWindow] = []
    var known: Set<EventWindow> = []
    for choice in self {
      let spelled: [EventWindow] =
        switch choice {
        case .window(let window): [window]
        case .eachDay: eventWindow.days.map { EventWindow(first: $0, last: $0) }
        // Its length differs from event to event, so that no test takes it.
        case .untilUnlocked: []
        }
      for window in spelled where known.insert(window).inserted { result.append(window) }
    }
    return result
  }
}
