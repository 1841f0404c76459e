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
      // The moment is among them.
      events[index].reactionOrder = ordered[id].map { $0.partitionPoint { $0 < moment } + 1 }
    }
  }
}

extension ReactionOrder {
  /// News that its events give different instants: one diagnostic an `announcement_id`, at the first event that differs from the
  /// first one of it.
  package static func differingInstants(_ events: [AlignedEvent]) -> [Diagnostic] {
    var firsts: [String: AlignedEvent] = [:]
    var told: Set<String> = []
    return events.compactMap { event in
      guard let id = event.announcementID, let instant = event.announcement?.instant else { return nil }
      guard let first = firsts[id], let other = first.announcement?.instant else {
        firsts[id] = event
        return nil
      }
      guard instant != other, told.insert(id).inserted else { return nil }
      return Diagnostic(
        .announcementInstantsDiffer, at: event.request.location(ofColumn: "announced_at"),
        security: event.security, event: event.id,
        message:
          "of announcement_id '\(id)', \(first.id) was announced at \(other) and \(event.id) at \(instant)",
        help:
          "correct one of the two, or give different news different ids; reaction_order takes them as one",
        excerpt: event.request.row.excerpt(ofColumn: "announced_at"))
    }
  }
}

extension AlignedEvent {
  /// What the events file calls the news, where several events are of the same.
  package var announcementID: String? { request.row.value("announcement_id") }

  /// The moment at which the security could first trade after the news: the instant itself inside a session, the
  /// end of the break inside one, else the open of the next session (or the opening auction before it, as the study's
  /// `earliest_reaction` says); after a suspension the open of the session on which it traded again; inside a halt the
  /// halt's end. A late cut-off and `day_zero` do not change it. nil where no instant or no hours are known, while a
  /// suspension lasts, and of a security that was not listed yet, traded no more, or whose trades the data do not reach.
  package var firstTradable: Instant? {
    guard let instant = announcement?.instant, let calendar, calendar.hasHours,
      let first = announcement?.firstOpenSession, !isWithoutTrades
    else { return nil }
    var (session, earliest) = (first, instant)
    while true {
      // A suspension that begins only after the session does not keep anybody from trading in that one.
      if let suspension = dayZero?.suspension, suspension.first <= session,
        session <= suspension.last ?? session
      {
        guard let last = suspension.last, calendar.sessionDates.indices.contains(last + 1) else { return nil }
        session = last + 1
      }
      let place = calendar.session(at: session)
      let moment = tradable(in: place, notBefore: earliest)
      // An auction makes its price at the open.
      guard let halt = halts.first(where: { $0.covers(moment) || $0.covers(max(moment, place.open)) })
      else { return moment }
      guard let end = halt.end, let next = calendar.firstIndex(closingAfter: end) else { return nil }
      (session, earliest) = (next, end)
    }
  }

  /// The event was excluded because the data hold no trade of the security on both sides of the news.
  private var isWithoutTrades: Bool {
    switch reason {
    case .notListedYet, .noPriceAfterAnnouncement, .announcedAfterAsOf: true
    default: false
    }
  }

  /// The first moment of a session at which the security can trade, from `instant` on; `instant` lies before its close.
  private func tradable(in session: Session, notBefore instant: Instant) -> Instant {
    let auction = session.open.advanced(bySeconds: -earliestReaction)
    return instant < session.open ? max(instant, auction) : session.firstMoment(notBefore: instant)
  }
}
