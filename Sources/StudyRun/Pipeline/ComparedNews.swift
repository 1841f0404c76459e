import CoreTypes
import EventTime
import ExpectedReturns

/// News of the securities that events are compared with: benchmarks, members of portfolios, controls and priced factors. What it
/// does to them is expected of the event's own security, whose abnormal return it shrinks or turns round.
struct ComparedNews: Sendable {
  private struct News {
    let dayZero: CalendarDate
    let security: SecurityID
    let id: EventID
  }

  /// In the order of days 0.
  private let news: [News]
  /// What events with the same benchmark and control are compared with, their own securities too where those are members; empty
  /// without such news.
  private let securities: [StudyMarket.Comparison: Set<SecurityID>]
  private let eventWindow: EventWindow

  /// - Parameter news: what is no event of the study, of securities that have one.
  init(_ events: [AlignedEvent], news: [AlignedEvent], eventWindow: EventWindow, _ market: StudyMarket) {
    let compared = market.comparedSecurities
    var found: [News] = []
    for event in [events, news].joined() where compared.contains(event.security) {
      guard let dayZero = event.date(of: 0) else { continue }
      found.append(News(dayZero: dayZero, security: event.security, id: event.id))
    }
    found.sort { ($0.dayZero, $0.security, $0.id) < ($1.dayZero, $1.security, $1.id) }
    self.news = found
    self.eventWindow = eventWindow
    var securities: [StudyMarket.Comparison: Set<SecurityID>] = [:]
    for event in found.isEmpty ? [] : events {
      let comparison = market.comparison(of: event)
      if securities[comparison] == nil { securities[comparison] = market.securities(of: comparison) }
    }
    self.securities = securities
  }

  /// What a reader should know of an event with such news inside its event window; nil where there is none, or of fewer than
  /// a tenth of the securities that it is compared with.
  func note(on event: AlignedEvent, _ market: StudyMarket) -> EstimateWarning? {
    guard !news.isEmpty, let first = event.date(of: eventWindow.first),
      let compared = securities[market.comparison(of: event)]
    else { return nil }
    let last = event.date(of: eventWindow.last) ?? market.asOf
    var seen: Set<SecurityID> = [event.security]
    let found = news[news.partitionPoint { $0.dayZero < first }...].prefix { $0.dayZero <= last }.filter {
      compared.contains($0.security) && seen.insert($0.security).inserted
    }
    guard !found.isEmpty, found.count * ComparedNews.fewest >= compared.count else { return nil }
    let named = found.prefix(ComparedNews.mostNamed).map { "\($0.security) ('\($0.id)' on \($0.dayZero))" }
    let more = found.count > named.count ? " and \(found.count - named.count) more" : ""
    return EstimateWarning(
      .benchmarkHasNews,
      "it is compared with \(named.joined(separator: ", "))\(more), whose own news is taken for the market's")
  }

  /// The share of what an event is compared with that has to have news, as one in so many.
  private static let fewest = 10
  private static let mostNamed = 5
}
