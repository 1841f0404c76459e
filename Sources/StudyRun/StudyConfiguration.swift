import CoreTypes
import DataInput
import EventTime
import ExpectedReturns
import ImpactMeasures
import Inference
import Reports

/// A study as the study file says it, with every default filled in: all that a result depends on.
package struct StudyConfiguration: Sendable {
  package var name: String
  /// The folder that the study file lies in; paths below are already resolved against it.
  package var folder: String
  package var studyFile: InputFile?
  /// The study file's bytes as read: the manifest's hash is of these, even if the file changes meanwhile.
  package var studyContents: [UInt8] = []

  package var events: TableSource
  package var securities: TableSource?
  package var suspensions: TableSource?
  package var otherEvents: OtherEventsChoice
  /// The study's own exchange calendars; they win over those that ship with the program.
  package var calendars: TableSource?
  package var prices: [PriceEntry]
  /// Bars and quotes inside and outside regular hours; empty where the study has none.
  package var intraday: [IntradaySource]
  package var factors: [TableSource]
  /// Factors made of prices.
  package var factorSeries: [FactorSeries]
  /// Portfolios that `benchmark` may name.
  package var portfolios: [PortfolioChoice]

  package var returns: ReturnKind
  package var returnAfterGap: ReturnAfterGap
  package var estimation: EstimationChoice
  package var eventWindow: EventWindow
  package var windows: [WindowChoice]
  package var incompleteWindows: IncompleteWindows
  package var gaps: GapPolicy
  package var suspended: SuspensionPolicy
  /// News that comes less than so many minutes before a close belongs to the next session; 0 = none does.
  package var lateCutoffMinutes: Int
  /// How long before the open each exchange can already react.
  package var earliestReaction: EarliestReaction
  /// A run of fewer sessions without a trade that nobody declared is thin trading; 1 = every run is a suspension.
  package var shortestSuspension: Int
  package var models: [ModelChoice]
  /// Test ids in the order of the registry (or of the study), variants as `id:variant`.
  package var tests: [String]
  /// Programs whose variants of the tests stand beside them.
  package var conventions: [ForeignConvention]
  /// How events become portfolios for the tests in calendar time.
  package var calendarTime: CalendarTimeRule
  package var alternative: Alternative
  /// A column of the events file, or of securities.csv.
  package var groupBy: String
  /// The column of the events file whose values are the clusters of tests that have some; nil = dates of day 0.
  package var clusters: String?
  package var compare: GroupComparison
  package var regressions: [RegressionChoice]
  /// The tables to write, in the order of the README.
  package var tables: [TableChoice]
  package var confidence: Double
  package var windowVariance: WindowVariance
  package var predictionError: PredictionErrorChoice
  package var buyAndHold: BuyAndHoldBenchmark
  /// What events without a `control` of their own are held against under `bhar: control`.
  package var control: SecurityID?
  /// Where `control` stands in the study file, for messages.
  package var controlLocation: SourceLocation?
  package var afterDelisting: AfterDelisting
  package var seed: UInt64
  /// The output folder as the study names it, resolved against the study's folder.
  package var output: String
  /// The folder that keeps what was read for the next run; nil = none. No result depends on it.
  package var cache: String?
}

extension StudyConfiguration {
  /// The study stands on the command line: its keys are flags.
  var isTyped: Bool { studyFile == nil }

  /// The column that events are grouped by unless the study names another one, which must be there then. Where an event has
  /// none, its security's group in securities.csv counts.
  static let usualGroupColumn = "group"
}

/// A small table of the study: one file and how to read it.
package struct TableSource: Sendable {
  package var file: InputFile
  package var layout: FileLayout
  /// How a factors file is laid out, where the study says so.
  package var factorsFormat: FactorsFormat?
}

/// One `prices` entry: files, and which exchange and benchmark their securities have unless
/// securities.csv says otherwise.
package struct PriceEntry: Sendable {
  /// Where the sessions of an entry come from: the calendar of its exchange, or the dates of its benchmark.
  package enum CalendarSource: String, Sendable { case exchange, benchmark }

  package var source: PriceSource
  package var exchange: ExchangeID?
  package var exchangeLocation: SourceLocation?
  package var benchmark: SecurityID?
  /// Where `benchmark` stands in the study file, for messages.
  package var benchmarkLocation: SourceLocation?
  package var calendar: CalendarSource
  package var hours: TradingHours?
  /// Where the entry stands in the study file, for messages.
  package var location: SourceLocation?
}

/// Usual trading hours of an exchange that no calendar knows: local times in seconds of the day.
package struct TradingHours: Sendable, Equatable {
  package var open: Int
  package var close: Int
  /// IANA name.
  package var timeZone: String
  /// Where the zone stands in the study file, for messages; no part of what it says.
  package var timeZoneLocation: SourceLocation?

  package static func == (left: TradingHours, right: TradingHours) -> Bool {
    left.open == right.open && left.close == right.close && left.timeZone == right.timeZone
  }
}

/// A window of the study: one range of days, every day of the event window in turn, or from a day to the first one
/// that did not close at a daily price limit.
package enum WindowChoice: Sendable, Hashable {
  case window(EventWindow)
  case eachDay
  case untilUnlocked(first: Int)
}

/// `earliest_reaction`: minutes before the open at which orders already meet the news, in an opening auction.
package struct EarliestReaction: Sendable, Equatable {
  /// For every exchange that `exchanges` does not name.
  package var minutes: Int
  /// In the order of the study file.
  package var exchanges: [Exchange]

  /// One exchange with minutes of its own.
  package struct Exchange: Sendable, Equatable {
    package let id: ExchangeID
    package let minutes: Int
  }

  /// The same in seconds for one exchange; nil = an exchange without a name.
  package func seconds(of exchange: ExchangeID?) -> Int {
    60 * (exchanges.first { $0.id == exchange }?.minutes ?? minutes)
  }
}

/// An entry of `models:`.
package struct ModelChoice: Sendable, Equatable {
  /// The model's id in the registry.
  package var id: String
  /// How the reports call it; the id unless the study gives a `name`.
  package var name: String
  package var options: ModelOptions
  /// Where the entry stands in the study file, for messages; no part of what it says.
  package var location: SourceLocation?

  package init(
    id: String, name: String? = nil, options: ModelOptions = ModelOptions(), location: SourceLocation? = nil
  ) {
    self.id = id
    self.name = name ?? id
    self.options = options
    self.location = location
  }

  package static func == (left: ModelChoice, right: ModelChoice) -> Bool {
    left.id == right.id && left.name == right.name && left.options == right.options
  }

  /// The model as the study wants it; `nil` for an id or an option that the study file does not let pass.
  package var model: (any ExpectedReturnModel)? {
    try? ExpectedReturnModels.named(id, options: options)
  }
}

/// What one-sided columns are added to the two-sided ones.
package enum Alternative: String, Sendable, CaseIterable {
  case twoSided = "two-sided"
  case greater
  case less

  /// The side of these columns; nil where there are none.
  var oneSided: OneSided? { OneSided(rawValue: rawValue) }
}

/// What buy-and-hold abnormal returns are measured against.
package enum BuyAndHoldBenchmark: String, Sendable, CaseIterable { case benchmark, model, control }
