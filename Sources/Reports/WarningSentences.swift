import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures

/// What the warnings of an event say in words, where neither the estimation nor a model says it.
extension EventImpact {
  /// In the order of their ids; those that one of the notes explains are left out.
  var warningSentences: [EstimateWarning] {
    event.warnings.sorted().compactMap { warning in
      notes.contains { $0.id == warning } ? nil : sentence(of: warning).map { EstimateWarning(warning, $0) }
    }
  }

  private func sentence(of warning: EventWarning) -> String? {
    aboutTime(warning) ?? aboutTrading(warning) ?? aboutPrices(warning)
  }

  /// When the news came.
  private func aboutTime(_ warning: EventWarning) -> String? {
    switch warning {
    case .announcementTimeUnknown:
      "the day is known, not the moment: at another moment of it the news may have met another session than day 0"
    case .phaseContradictsTime:
      "the time is \(event.announcement?.phase?.rawValue ?? ""), the column phase says "
        + "'\(event.request.typed("phase") ?? "")': the time counts"
    case .announcementTimeSkipped: "clocks were set forward over this local time, which does not exist"
    case .announcementTimeRepeated: "clocks were set back, so that this local time came twice, with one day 0"
    case .dayZeroOverridden:
      "day 0 is that of the column day_zero, where the announcement's time gives another session"
    case .closesAtAnotherTime:
      "\(event.exchange?.text ?? "its exchange") closes at another moment than that of \(benchmark): returns of one "
        + "day cover different news"
    case .reactionOnNeighboringDay: neighborSentence
    default: nil
    }
  }

  /// Which day moved far more than day 0.
  var neighborSentence: String? {
    neighboringReaction.map { neighbor in
      let date = event.date(of: neighbor.day).map { ", \($0)," } ?? ""
      return
        "day \(neighbor.day)\(date) moved far more (t = \(rounded(neighbor.standardized, 2))) than day 0 "
        + "(t = \(rounded(neighbor.standardizedOnDayZero, 2)))"
    }
  }

  /// Whether it traded then.
  private func aboutTrading(_ warning: EventWarning) -> String? {
    switch warning {
    case .suspensionFound: foundSuspension
    case .tradingHalted:
      event.halts.first.map {
        "halted from \($0.times(on: event.calendar))"
          + (event.halts.count > 1 ? " and \(event.halts.count - 1) more" : "")
      }
    case .noTradeOnDayZero: "no trade on \(day(0)), and not for long enough to be a suspension"
    case .noTradeBeforeDayZero:
      "no trade on the session before \(day(0)): day 0's return began before the news"
    case .priceRefused: "no price of \(day(0)) can be used: diagnostics.csv says why"
    case .priceWhileSuspended:
      "its prices changed while it counts as suspended, and were not used: see diagnostics.csv"
    case .pricesEndEarly:
      "its prices and those of \(benchmark) end before the event window does: the days after them have no returns"
    case .priceLimitLocked:
      event.limitLock.map { "\($0.sentence), so that the price has not said all" }
    default: nil
    }
  }

  private var foundSuspension: String? {
    guard let spell = event.dayZero?.suspension, let calendar = event.calendar else { return nil }
    let which =
      spell.isPartlyDeclared
      ? "not all of which the suspensions file names" : "which the suspensions file does not name"
    return "no trade from \(spell.dates(on: calendar)), \(which)"
  }

  /// What its prices are like.
  private func aboutPrices(_ warning: EventWarning) -> String? {
    switch warning {
    case .currencyDiffers: "\(event.security) and \(benchmark) are in different currencies"
    case .estimationWindowShort:
      estimationFirst.map { "the returns in the estimation window begin on \($0), after the window does" }
    case .priceStale: "the price stood still in the windows for 20 sessions or more: see diagnostics.csv"
    case .controlMissing:
      "no control but itself with prices: nothing to hold its buy-and-hold returns against"
    default: nil
    }
  }

  private var benchmark: String { event.benchmark?.text ?? "the benchmark" }

  private func day(_ day: Int) -> String { event.date(of: day)?.description ?? "day \(day)" }
}
