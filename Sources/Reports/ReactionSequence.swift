import CoreTypes
import EventTime

extension EventExplanation {
  /// The markets that the same news met, in the order in which they could first react, with the hours between.
  mutating func reactionSequence() {
    guard let id = impact.event.announcementID else { return }
    let known = context.sameNews.filter { $0.reactionOrder != nil }
    let place = impact.event.reactionOrder.map { "; this one's place is \($0)" } ?? ""
    let count = context.sameNews.count
    step("same news", "announcement_id \(id), \(count.counted("event", "events"))\(place)")
    let moments = Dictionary(grouping: known) { $0.reactionOrder ?? 0 }
    var before: Instant?
    for order in moments.keys.sorted() {
      guard let events = moments[order], let moment = events.first?.firstTradable else { continue }
      let since = before.map { ", \(hours(from: $0, to: moment)) hours after the one before" } ?? ""
      step(
        "  \(order)",
        "\(moment)\(since)\(afterTheNews(events, moment)): "
          + events.map { "\($0.security) on \($0.exchange?.text ?? "its exchange")" }.joined(separator: ", "))
      before = moment
    }
    for event in context.sameNews where event.reactionOrder == nil {
      step("  ?", "\(event.security): the moment at which it could first trade is not known")
    }
  }

  /// Empty where the events of one place were typed with different instants.
  private func afterTheNews(_ events: [AlignedEvent], _ moment: Instant) -> String {
    let instants = Set(events.compactMap { $0.announcement?.instant })
    guard instants.count == 1, let instant = instants.first else { return "" }
    return ", \(hours(from: instant, to: moment)) hours after the news"
  }

  private func hours(from first: Instant, to last: Instant) -> String {
    rounded(Double(last.secondsSinceEpoch - first.secondsSinceEpoch) / 3_600, 1)
  }
}
