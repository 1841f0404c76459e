import CoreTypes

/// The same news in several markets: who could react first.
///
/// Events with one `announcement_id` are ordered by the moment at which each security could first trade after the
/// news; equal moments share a place, and places have no holes (1, 1, 2).
package enum ReactionOrder {
  /// Fills `reactionOrder` of the events that have an `announcement_id` and a known first moment.
  package static func assign(_ events: inout [AlignedEvent]) {
    var moments: [String: Set<Instant>] = [:]
    for event in events {
      guard let id = event.announcementID, let moment = event.firstTradable else { continue }
      moments[id, default: []].insert(moment)
    }
    guard !moments.isEmpty else { return }
    let ordered = moments.mapValues { $0.sorted() }
    for index in events.indices {
      guard let id = events[index].announcementID, let moment = events[index].firstTradable else { continue }
      events[index].reactionOrder = ordered[id]?.firstIndex(of: moment).map { $0 + 1 }
    }
  }
}

extension AlignedEvent {
  /// What the events file calls the news, where several events are of the same.
  package var announcementID: String? { request.row.value("announcement_id") }

  /// The moment at which the security could first trade after the news: the instant itself inside a session, the
  /// end of the break inside one, else the open of the next session; after a suspension the open of the session on
  /// which it traded again. A late cut-off and `day_zero` do not change it. nil where no instant or no hours are
  /// known, and while a suspension lasts.
  package var firstTradable: Instant? {
    guard let instant = announcement?.instant, let calendar, calendar.hasHours,
      let first = announcement?.firstOpenSession
    else { return nil }
    if let suspension = dayZero?.suspension {
      guard let last = suspension.last, calendar.sessionDates.indices.contains(last + 1) else { return nil }
      return calendar.session(at: max(last + 1, first)).open
    }
    let session = calendar.session(at: first)
    if let start = session.breakStart, let end = session.breakEnd, instant >= start, instant < end {
      return end
    }
    return max(instant, session.open)
  }
}
