import CoreTypes

/// Which days the expected return is estimated on (METHODS 0.5, 1.3, 3.8).
package struct EstimationChoice: Sendable, Equatable {
  /// Before the event window, after it, or on both sides.
  package enum Period: String, Sendable, CaseIterable { case pre, post, both }

  /// What lengths count: sessions of the exchange, or returns that the security has.
  package enum Count: String, Sendable, CaseIterable { case sessions, returns }

  /// Of the window before the event, in what `count` says; its last event day, below 0.
  package var length: Int
  package var last: Int
  /// The least number of returns that a model is estimated on, after days of other events are left out.
  package var minimum: Int
  /// Days inside event windows of the security's other events do not enter the estimation.
  package var excludeOtherEvents: Bool
  package var period: Period
  /// The first day of the window after the event, and how long it is.
  package var postFirst: Int
  package var postLength: Int
  /// What `length` and `postLength` count.
  package var count: Count

  /// The window before the event; nil where the study has none.
  package var before: EventWindow? {
    period == .post ? nil : EventWindow(first: last - length + 1, last: last)
  }

  /// The window after the event; nil where the study has none.
  package var after: EventWindow? {
    period == .pre ? nil : EventWindow(first: postFirst, last: postFirst + postLength - 1)
  }

  /// From the first to the last estimation day; days between the two windows are not used.
  package var window: EventWindow {
    EventWindow(
      first: period == .post ? postFirst : last - length + 1,
      last: period == .pre ? last : postFirst + postLength - 1)
  }

  /// The days between the two windows; nil where there is one.
  package var gap: EventWindow? {
    guard let before, let after else { return nil }
    return EventWindow(first: before.last + 1, last: after.first - 1)
  }

  /// The most observations there can be.
  package var longest: Int { (before?.length ?? 0) + (after?.length ?? 0) }
}

/// Whether variances of abnormal returns have the parameters' part of the prediction error (METHODS 4.1, 4.2).
package enum PredictionErrorChoice: String, Sendable, CaseIterable {
  case exact, none
}

/// How the variance of a window's sum follows from that of its days (METHODS 3.9, 4.2).
package enum WindowVariance: String, Sendable, CaseIterable {
  case independent
  case serialCorrelation = "serial-correlation"
}
