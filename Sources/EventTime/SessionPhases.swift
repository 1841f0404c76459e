import CoreTypes

/// The parts of one session's day outside continuous trading, as a study's calendars file gives them; nil = none.
struct SessionPhases: Sendable {
  let preMarketOpen: Instant?
  let afterHoursEnd: Instant?
  let auctionStart: Instant?
  let auctionEnd: Instant?

  /// The columns that hold them, as `eventstudy calendar` prints them.
  enum Column: String, CaseIterable {
    case preMarketOpen = "pre_market_open"
    case afterHoursEnd = "after_hours_end"
    case auctionStart = "closing_auction_start"
    case auctionEnd = "closing_auction_end"
  }

  /// What is wrong with them beside a session's hours, by column.
  func fault(open: Instant, close: Instant) -> (column: Column, message: String)? {
    if (preMarketOpen == nil) != (afterHoursEnd == nil) {
      return (.preMarketOpen, "trading outside the regular session needs a start and an end")
    }
    if let start = preMarketOpen, let end = afterHoursEnd, start > open || end < close {
      return (.preMarketOpen, "trading from \(start) to \(end) does not contain the session")
    }
    if (auctionStart == nil) != (auctionEnd == nil) {
      return (.auctionStart, "a closing auction needs a start and an end")
    }
    if let start = auctionStart, let end = auctionEnd, start <= open || start > close || end <= start {
      return (.auctionStart, "a closing auction from \(start) to \(end) does not end the session")
    }
    return nil
  }
}
