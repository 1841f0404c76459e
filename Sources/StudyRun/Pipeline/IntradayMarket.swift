import CoreTypes
import DataInput
import EventTime
import ImpactMeasures

/// The intraday side of a study: every event security's and benchmark's bars and quotes around the news.
struct IntradayMarket: Sendable {
  let prices: [SecurityID: IntradayPrices]
  let summaries: [InputFileSummary]
  let diagnostics: [Diagnostic]

  /// A study without intraday files.
  static let none = IntradayMarket(prices: [:], summaries: [], diagnostics: [])

  private init(prices: [SecurityID: IntradayPrices], summaries: [InputFileSummary], diagnostics: [Diagnostic])
  {
    self.prices = prices
    self.summaries = summaries
    self.diagnostics = diagnostics
  }

  /// Reads the study's intraday files; of their rows only what its events need is kept.
  static func read(
    _ study: StudyConfiguration, _ events: [AlignedEvent], _ market: StudyMarket, jobs: Int
  ) throws(RunFailure) -> IntradayMarket {
    guard !study.intraday.isEmpty else { return none }
    let needs = IntradayNeeds(events, market)
    let input = try IntradayReader.read(
      study.intraday,
      needs: try study.intraday.map { source throws(RunFailure) in try needs.needs(of: source) },
      jobs: jobs, options: PriceReadingOptions(keepsTradedPrices: false))
    var prices: [SecurityID: IntradayPrices] = [:]
    var diagnostics = input.diagnostics + unknownSecurities(input, market)
    for series in input.seriesBySource.joined() {
      if let first = prices[series.security] {
        diagnostics.append(.securityInTwoIntradayEntries(series, first: first.series))
      } else if let trades = market.trades(of: series.security) {
        let own = IntradayPrices(series, on: trades.calendar)
        prices[series.security] = own
        diagnostics += IntradayRatio(own, trades).diagnostics
        if let doubt = IntradayHours(own, trades).diagnostic { diagnostics.append(doubt) }
      }
    }
    return IntradayMarket(prices: prices, summaries: input.summaries, diagnostics: diagnostics)
  }

  /// Follows an event's price through the night of the news; an open that the daily file lacks is completed.
  ///
  /// - Parameters:
  ///   - benchmark: the returns that the event is compared with.
  ///   - beta: the slope of the study's first model on the market.
  func reaction(
    _ event: AlignedEvent, _ daily: ReactionLegs, market: StudyMarket, benchmark: BenchmarkReturns?,
    beta: Double?, returnKind: ReturnKind
  ) -> EventImpact.Reaction {
    guard let calendar = event.calendar else { return EventImpact.Reaction(daily, nil) }
    var legs = daily
    let isPortfolio = benchmark.map { !$0.members.isEmpty } ?? false
    let series = isPortfolio ? nil : event.benchmark
    let trades = series.flatMap { market.trades(of: $0) }
    var maker = ReactionPathMaker(
      calendar: calendar, instant: event.announcement?.instant,
      newsSession: event.announcement?.firstInformedSession, prices: bars(of: event.security),
      benchmark: isPortfolio ? .portfolio : trades == nil ? .none : .series, benchmarkTrades: trades,
      benchmarkPrices: series.flatMap { bars(of: $0) }, beta: beta, returnKind: returnKind)
    let path = maker.path(completing: &legs)
    return EventImpact.Reaction(legs, path)
  }

  /// Most studies have none: then no name is hashed.
  private func bars(of security: SecurityID) -> IntradayPrices? { prices.isEmpty ? nil : prices[security] }

  /// Files none of whose securities the study has daily prices of.
  private static func unknownSecurities(_ input: IntradayInput, _ market: StudyMarket) -> [Diagnostic] {
    let known = Set(market.catalog.names.seen.joined())
    let unknown = input.securitiesByFile.compactMap { file, securities in
      known.isDisjoint(with: securities) ? securities.first.map { (file, $0) } : nil
    }
    let nearest = market.catalog.names.nearest(to: unknown.map { $1 })
    return unknown.map { file, first in
      Diagnostic(
        .unknownSecurity, severity: .warning, at: SourceLocation(file: file), security: first,
        message: "the file holds prices of '\(first)', which no 'prices' entry holds",
        help: nearest[first].map {
          "did you mean '\($0.name)'? name it with security: in the `intraday` entry"
        }
          ?? "name the security with security: in the `intraday` entry")
    }
  }
}

extension Diagnostic {
  fileprivate static func securityInTwoIntradayEntries(
    _ series: IntradaySeries, first: IntradaySeries
  ) -> Diagnostic {
    let file = series.bars.first.map(series.location) ?? SourceLocation(file: series.files[0])
    return Diagnostic(
      .securityDuplicated, at: file, security: series.security,
      message: "'\(series.security)' has prices in two 'intraday' entries; those of "
        + "\(first.files[Int(first.bars[0].file)]) are used",
      help: "put the files into one entry, or give one of them another id")
  }
}
