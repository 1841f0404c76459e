import CoreTypes

/// `estimation: {length, last, minimum, exclude_other_events, period, post_first, post_length, count}`.
enum EstimationKeys {
  static let allowed = [
    "length", "last", "minimum", "exclude_other_events", "period", "post_first", "post_length", "count",
  ]

  /// `minimum` is 100, or the most observations there can be where that is smaller; a window after the event is as
  /// long as the one before it and begins as far from day 0 as that one ends, unless the study says otherwise.
  static func read(_ value: StudyValue?) -> EstimationChoice {
    let map = value.flatMap {
      $0.mapping(allowed: allowed, "a map", help: "write a map such as {length: 250, last: -11}")
    }
    let days = WindowKeys.days
    let period = map?["period"].flatMap { $0.choice(EstimationChoice.Period.allCases) } ?? .pre
    let length = map?["length"].flatMap { $0.integer(in: 1...days.upperBound) } ?? 250
    let last = map?["last"].flatMap { $0.integer(in: days) } ?? -11
    let postFirst = map?["post_first"].flatMap { $0.integer(in: days) } ?? -last
    let postLength = map?["post_length"].flatMap { $0.integer(in: 1...days.upperBound) } ?? length
    var choice = EstimationChoice(
      length: length, last: last, minimum: 1,
      excludeOtherEvents: map?["exclude_other_events"].flatMap { $0.flag() } ?? true, period: period,
      postFirst: postFirst, postLength: postLength,
      count: map?["count"].flatMap { $0.choice(EstimationChoice.Count.allCases) } ?? .sessions)
    let minimum = map?["minimum"].flatMap { $0.integer(in: 1...(2 * days.upperBound)) }
    choice.minimum = minimum ?? Swift.min(100, choice.longest)
    if let map { check(map, choice) }
    return choice
  }

  /// A minimum that cannot be met, and keys of a window that the study does not use.
  private static func check(_ map: StudyMapping, _ choice: EstimationChoice) {
    if let value = map["minimum"], choice.minimum > choice.longest {
      let name =
        switch choice.period {
        case .both: "the two estimation windows"
        case .post where map["post_length"] != nil: "'estimation.post_length'"
        case .pre, .post: "'estimation.length'"
        }
      value.fault(
        "'estimation.minimum' is \(choice.minimum), more than the \(choice.longest) sessions of \(name)",
        help: "give a minimum of at most \(choice.longest), or a longer estimation window")
    }
    for key in ["post_first", "post_length"] where choice.period == .pre {
      map[key]?.fault(
        "'estimation.\(key)' is for a window after the event, which the study does not use",
        help: "add period: post, or period: both")
    }
    if choice.period == .post {
      map["last"]?.fault(
        "'estimation.last' is for a window before the event, which the study does not use",
        help: "remove it; post_first says where the window after the event begins")
    }
  }

  /// No estimation day may lie inside the event window, and the two windows lie on their sides of it (METHODS 0.5).
  ///
  /// - Returns: whether each lies where it should.
  static func checkOverlap(
    _ estimation: EstimationChoice, _ eventWindow: EventWindow, in map: StudyMapping
  ) -> Bool {
    let mark = (map["estimation"] ?? map["event_window"])?.mark ?? map.mark
    if let before = estimation.before, before.last >= eventWindow.first {
      map.faults.add(
        "the estimation window \(before) overlaps the event window \(eventWindow)",
        help: "let it end earlier: estimation: {last: \(eventWindow.first - 1)}", at: mark)
    }
    if let after = estimation.after, after.first <= eventWindow.last {
      map.faults.add(
        "the estimation window \(after) overlaps the event window \(eventWindow)",
        help: "let it begin later: estimation: {post_first: \(eventWindow.last + 1)}", at: mark)
      return false
    }
    return estimation.before.map { $0.last < eventWindow.first } ?? true
  }

  /// A model that looks ahead from the days before the event has nothing to start from after it.
  static func checkForecasts(_ models: [ModelChoice], _ estimation: EstimationChoice, in map: StudyMapping) {
    guard estimation.period != .pre, let period = map["estimation"] else { return }
    for choice in models where choice.model?.looksAhead == true {
      map.faults.add(
        "the model '\(choice.name)' looks ahead from the days before the event; it cannot be estimated with "
          + "estimation: {period: \(estimation.period.rawValue)}",
        help: "write period: pre, or give the model a study of its own", at: period.mark)
    }
  }

  /// The most numbers that an event may keep for a model that weighs days one by one: 80 MB on each thread.
  private static let mostWeights = 10_000_000

  /// A model that keeps a number for each pair of days is refused before it takes the machine's memory. The windows do not overlap.
  static func checkSize(
    _ models: [ModelChoice], _ estimation: EstimationChoice, _ eventWindow: EventWindow, in map: StudyMapping
  ) {
    let sessions = EventWindow(from: estimation.window, to: eventWindow).length
    guard let value = map["event_window"], eventWindow.length * sessions > mostWeights else { return }
    for choice in models where choice.model?.weighsDaysOneByOne == true {
      map.faults.add(
        "the model '\(choice.name)' keeps \(eventWindow.length) x \(sessions) numbers an event, more than \(mostWeights)",
        help: "shorten the event window, or give the model a study of its own", at: value.mark)
    }
  }
}
