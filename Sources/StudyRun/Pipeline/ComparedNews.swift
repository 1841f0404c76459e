import CoreTypes
import EventTime
import ExpectedReturns

/// News of the securities that events are compared with: benchmarks, members of portfolios, controls and priced factors. What it
/// does to them is expected of the event's own security, whose abnormal return it shrinks or turns round.
struct ComparedNews: Sendable {
  private struct News {
    let dayZero: CalendarDate
    let id: EventID
  }

  /// Of each such security, in the order of days 0.
  private let news: [SecurityID: [News]]
  private let eventWindow: EventWindow

  /// - Parameter news: what is no event of the study, of securities that have one.
  init(_ events: [AlignedEvent], news: [AlignedEvent], eventWindow: EventWindow, _ market: StudyMarket) {
    let compared = market.comparedSecurities
    var found: [SecurityID: [News]] = [:]
    for event in [events, news].joined() where compared.contains(event.security) {
      guard let dayZero = event.date(of: 0) else { continue }
      found[event.security, default: []].append(News(dayZero: dayZero, id: event.id))
    }
    self.news = found.mapValues { $0.sorted { $0.dayZero < $1.dayZero } }
    self.eventWindow = eventWindow
  }

  /// What a reader should know of an event with such news inside its event window; nil where there is none, or of fewer than
  /// a tenth of the securities that it is compared with.
  func note(on event: AlignedEvent, _ market: StudyMarket) -> EstimateWarning? {
    guard !news.isEmpty, let first = event.date(of: eventWindow.first) else { return nil }
    let compared = market.comparedSecurities(of: event)
    let last = event.date(of: eventWindow.last) ?? market.asOf
    var found: [(security: SecurityID, news: News)] = []
    for security in Set(compared).sorted() where security != event.security {
      guard let all = news[security] else { continue }
      let place = all.partitionPoint { $0.dayZero < first }
      if place < all.count, all[place].dayZero <= last { found.append((security, all[place])) }
    }
    guard !found.isEmpty, found.count * ComparedNews.fewest >= compared.count else { return nil }
    let named = found.prefix(ComparedNews.mostNamed).map {
      "\($0.security) ('\($0.news.id)' on \($0.news.dayZero))"
    }
    let more = found.count > named.count ? " and \(found.count - named.count) more" : ""
    return EstimateWarning(
      .benchmarkHasNews,
      "it is compared with \(named.joined(separator: ", "))\(more), whose own news is taken for the market's")
  }

  /// The share of what an event is compared with that has to have news, as one in so many.
  private static let fewest = 10
  private static let mostNamed = 5
}
