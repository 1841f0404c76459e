import CoreTypes
import EventTime

/// `earliest_reaction: 15`, or `{XSHE: 15, XHKG: 30}`: minutes before the open.
enum EarliestReactionKeys {
  /// Half a day; more would reach into the session before.
  private static let minutes = 0...720

  static func read(_ value: StudyValue) -> EarliestReaction {
    guard let mapping = value.node.map else {
      return EarliestReaction(minutes: value.integer(in: minutes) ?? 0, exchanges: [])
    }
    let ids: [String] = mapping.compactMap(\.key.text)
    let help = "write minutes for each exchange, such as {XSHE: 15, XHKG: 30}"
    guard let map = value.mapping(allowed: ids, "minutes, or a map of exchanges", help: help) else {
      return EarliestReaction(minutes: 0, exchanges: [])
    }
    return EarliestReaction(
      minutes: 0,
      exchanges: ids.compactMap { id in
        map[id].flatMap { $0.integer(in: minutes) }.map {
          EarliestReaction.Exchange(id: ExchangeID(id), minutes: $0)
        }
      })
  }

  /// A misspelled exchange would be passed over without a word.
  static func check(
    _ reaction: EarliestReaction, of map: StudyMapping, among own: [ExchangeID], hasOwnCalendars: Bool
  ) {
    guard !hasOwnCalendars else { return }
    for exchange in reaction.exchanges.map(\.id)
    where !own.contains(exchange) && ExchangeCalendars.calendar(for: exchange) == nil {
      let nearest = ExchangeCalendars.nearest(to: exchange).map { "did you mean \($0)? " } ?? ""
      map["earliest_reaction"]?.fault(
        "'earliest_reaction' names the exchange '\(exchange)', which no price file is of",
        help: nearest + "give ISO 10383 codes such as XSHE")
    }
  }
}
