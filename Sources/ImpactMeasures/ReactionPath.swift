import CoreTypes
import EventTime

/// The way of a price through the night of the news, from intraday bars and quotes: last regular price, the
/// evening's extended hours, the hours before the next open, and the first hour after the news (METHODS 8.6).
///
/// Returns are in the study's kind and measured within the intraday file, so that a split between it and the daily
/// file does no harm. NaN and nil = the data cannot say; `reasons` says why.
package struct ReactionPath: Sendable {
  /// A price of the intraday file and the moment at which it was known.
  package struct Quote: Sendable, Equatable {
    /// Its index in the security's bars.
    package let bar: Int
    package let price: Double
    package let at: Instant
  }

  /// What became of the price some minutes after the news.
  package struct Minute: Sendable, Equatable {
    /// Since the announcement.
    package let minutes: Int
    /// The last price known then; nil where there was none since the news.
    package var quote: Quote?
    /// From `reference` to `quote`.
    package var change = Double.nan
    /// `change` less beta times the benchmark's return over the same interval.
    package var abnormal = Double.nan
  }

  /// The hours of one evening or one morning.
  package struct Hours: Sendable, Equatable {
    /// The last price of these hours.
    package var last: Quote?
    /// From the last regular price before the news to `last`.
    package var change = Double.nan
    /// Of the prices since the news the one farthest from the last regular price.
    package var extreme: Quote?
    package var extremeChange = Double.nan
    /// To the lowest and to the highest price since the news, lows and highs of bars included.
    package var lowChange = Double.nan
    package var highChange = Double.nan
    /// Of all bars of these hours; NaN where none has any.
    package var volume = Double.nan
  }

  /// After how many minutes the price is looked at.
  package static let minutes = [1, 5, 15, 30, 60]

  /// The last regular price of the base session.
  package internal(set) var lastRegular: Quote?
  /// The price that `minutesAfter` are measured against: `lastRegular`, or for news inside a session the last
  /// regular price before it.
  package internal(set) var reference: Quote?
  /// The evening of the base session.
  package internal(set) var afterHours = Hours()
  /// The morning of the reaction session.
  package internal(set) var preMarket = Hours()
  /// From the evening's last price to the open: `(1 + after hours)(1 + pre-open) = 1 + gap`.
  package internal(set) var preOpenChange = Double.nan
  /// One of `minutes` each; empty without intraday prices.
  package internal(set) var minutesAfter: [Minute] = []

  /// The changes of these names less beta times the benchmark's return over the same interval: `afterHours.change`,
  /// `afterHours.extremeChange`, `preOpenChange`, and the gap and open-to-close returns of `ReactionLegs`.
  package internal(set) var afterHoursAbnormal = Double.nan
  package internal(set) var afterHoursExtremeAbnormal = Double.nan
  package internal(set) var preOpenAbnormal = Double.nan
  package internal(set) var gapAbnormal = Double.nan
  package internal(set) var openToCloseAbnormal = Double.nan

  /// Why numbers are missing, each once, in the order of `LegReason`.
  package internal(set) var reasons: [LegReason] = []
}

/// Why a leg of a reaction is empty, or what to know about one; in the order in which they are reported. The raw value
/// stands in `reactions.csv` and is permanent.
package enum LegReason: String, CaseIterable, Sendable {
  case noIntradayPrices = "no-intraday-prices"
  case exchangeHoursUnknown = "exchange-hours-unknown"
  case announcementTimeUnknown = "announcement-time-unknown"
  case noRegularPrice = "no-regular-price"
  case noAfterHoursPrice = "no-after-hours-price"
  case afterHoursBeforeNews = "after-hours-before-news"
  case noPriceSinceNews = "no-price-since-news"
  case splitBetweenPrices = "split-between-prices"
  case noDailyPrices = "no-daily-prices"
  case noOpeningPrice = "no-opening-price"
  case benchmarkMissing = "benchmark-missing"
  case benchmarkIsPortfolio = "benchmark-is-portfolio"
  case benchmarkWithoutExtendedHours = "benchmark-without-extended-hours"
  case benchmarkWithoutOpeningPrice = "benchmark-without-opening-price"
  case modelWithoutBeta = "model-without-beta"
  case legsDoNotCompound = "legs-do-not-compound"
}

extension LegReason: Comparable {
  /// In the order of the cases.
  package static func < (left: LegReason, right: LegReason) -> Bool { left.place < right.place }

  private var place: Int { LegReason.allCases.prefix { $0 != self }.count }
}
