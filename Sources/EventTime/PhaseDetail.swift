import CoreTypes

/// When in the trading day the news came, finer than `Announcement.Phase`: trading before and after the regular session
/// and the closing auction are told apart where they are known.
package enum PhaseDetail: String, Sendable {
  /// Before the open, while the exchange's securities already traded.
  case preMarket = "pre-market"
  /// Before the open, and before any trading.
  case preOpen = "pre-open"
  case regular
  case `break`
  /// The call auction that ends the day; where it begins at the close, day 0 is the next session all the same.
  case auction
  /// After the close, while the exchange's securities still traded.
  case afterHours = "after-hours"
  case afterClose = "after-close"
  case closedDay = "closed-day"
  case dateOnly = "date-only"
}

extension AlignedEvent {
  /// The finer phase of the announcement on the security's own exchange; nil where nothing could be read.
  package var phaseDetail: PhaseDetail? {
    guard let announcement, announcement.isReadable, let phase = announcement.phase else { return nil }
    guard let instant = announcement.instant, let date = announcement.localDate, let calendar,
      let index = calendar.index(of: date)
    else { return PhaseDetail(phase) }
    // It begins after the open.
    if phase != .preOpen, let auction = calendar.closingAuction(at: index),
      auction.start <= instant, instant < auction.end
    {
      return .auction
    }
    switch phase {
    case .preOpen:
      return calendar.extendedHours(at: index).map { instant >= $0.preMarketOpen } == true
        ? .preMarket : .preOpen
    case .afterClose:
      return calendar.extendedHours(at: index).map { instant < $0.afterHoursEnd } == true
        ? .afterHours : .afterClose
    default: return PhaseDetail(phase)
    }
  }
}

extension PhaseDetail {
  fileprivate init(_ phase: Announcement.Phase) {
    self =
      switch phase {
      case .preOpen: .preOpen
      case .regular: .regular
      case .break: .break
      case .afterClose: .afterClose
      case .closedDay: .closedDay
      case .dateOnly: .dateOnly
      }
  }
}
