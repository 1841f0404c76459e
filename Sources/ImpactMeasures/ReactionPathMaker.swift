import CoreTypes
import EventTime

/// Follows one event's price from the last regular close before the news to day 0's close.
package struct ReactionPathMaker {
  let calendar: ExchangeCalendar
  let instant: Instant?
  /// The first session whose closing price was made after the news.
  let newsSession: Int?
  let prices: IntradayPrices?
  let benchmark: Benchmark
  /// The slope of the study's first model on the market; nil where it has none.
  let beta: Double?
  let returnKind: ReturnKind
  let moves: BenchmarkMoves
  private var path = ReactionPath()

  /// What the legs' abnormal returns are measured against; those of a portfolio are not formed.
  package enum Benchmark: Sendable { case none, series, portfolio }

  /// Daily closes of one session over the intraday file's last regular prices may differ by so much before a split
  /// is the likelier cause.
  private static let ratioTolerance = 0.05

  package init(
    calendar: ExchangeCalendar, instant: Instant?, newsSession: Int?, prices: IntradayPrices?,
    benchmark: Benchmark, benchmarkTrades: TradedSeries?, benchmarkPrices: IntradayPrices?, beta: Double?,
    returnKind: ReturnKind
  ) {
    self.calendar = calendar
    self.instant = instant
    self.newsSession = newsSession
    self.prices = prices
    self.benchmark = benchmark
    self.beta = beta
    self.returnKind = returnKind
    moves = BenchmarkMoves(calendar: calendar, trades: benchmarkTrades, prices: benchmarkPrices)
  }

  /// The path; an open that the daily file lacks is put into `legs`.
  package mutating func path(completing legs: inout ReactionLegs) -> ReactionPath {
    path = ReactionPath()
    followPrices(&legs)
    if !legs.hasPrices {
      because(.noDailyPrices)
    } else if legs.open.isNaN, legs.reactionSession != nil {
      because(.noOpeningPrice)
    }
    if beta == nil { because(.modelWithoutBeta) }
    switch benchmark {
    case .none: because(.benchmarkMissing)
    case .portfolio: because(.benchmarkIsPortfolio)
    case .series: if beta != nil { subtractBenchmark(legs) }
    }
    checkCompounding(legs)
    path.reasons.sort()
    return path
  }

  // MARK: Prices

  private mutating func followPrices(_ legs: inout ReactionLegs) {
    guard let prices else { return because(.noIntradayPrices) }
    guard calendar.hasHours else { return because(.exchangeHoursUnknown) }
    if let reaction = legs.reactionSession, let opening = prices.opening(reaction),
      let closing = prices.lastRegular(reaction)
    {
      legs.takeOpen(
        closeOverOpen: prices.bars[closing].close / prices.openingPrice(of: opening), returnKind: returnKind)
    }
    guard let base = legs.baseSession else { return because(.noRegularPrice) }
    path.lastRegular = prices.lastRegular(base).map { quote($0, prices) }
    if path.lastRegular == nil { because(.noRegularPrice) }
    followEvening(base, prices)
    path.preOpenChange = returnKind.change(
      from: returnKind.gross(path.afterHours.change), to: returnKind.gross(legs.gapReturn))
    let isSplit = splits(legs, prices)
    if isSplit { because(.splitBetweenPrices) }
    if let reaction = legs.reactionSession, !isSplit { followMorning(reaction, prices) }
    followMinutes(base, prices, splitFrom: isSplit ? legs.reactionSession : nil)
  }

  private mutating func followEvening(_ base: Int, _ prices: IntradayPrices) {
    let bars = prices.afterHours(base)
    path.afterHours = hours(bars, prices)
    if bars.isEmpty {
      because(.noAfterHoursPrice)
    } else if instant != nil, path.lastRegular != nil, path.afterHours.extreme == nil {
      because(.afterHoursBeforeNews)
    }
  }

  private mutating func followMorning(_ reaction: Int, _ prices: IntradayPrices) {
    path.preMarket = hours(prices.preMarket(reaction), prices)
  }

  private func hours(_ bars: Range<Int>, _ prices: IntradayPrices) -> ReactionPath.Hours {
    var result = ReactionPath.Hours()
    guard let last = bars.last else { return result }
    result.last = quote(last, prices)
    var volume = 0.0
    for bar in bars where prices.bars[bar].volume > 0 { volume += prices.bars[bar].volume }
    if volume > 0 { result.volume = volume }
    guard let regular = path.lastRegular?.price else { return result }
    func change(to price: Double) -> Double { returnKind.change(from: regular, to: price) }
    result.change = change(to: prices.bars[last].close)
    guard let instant else { return result }
    let since = bars.drop { prices.knownAt($0) <= instant }
    guard !since.isEmpty else { return result }
    var (low, high) = (Double.infinity, 0.0)
    for bar in since {
      let moved = change(to: prices.bars[bar].close)
      if result.extreme == nil || abs(moved) > abs(result.extremeChange) {
        result.extreme = quote(bar, prices)
        result.extremeChange = moved
      }
      let extremes = prices.extremes(of: bar)
      low = min(low, extremes.low)
      high = max(high, extremes.high)
    }
    result.lowChange = change(to: low)
    result.highChange = change(to: high)
    return result
  }

  /// The last price at so many minutes after the news, where there was one since the news.
  private mutating func followMinutes(_ base: Int, _ prices: IntradayPrices, splitFrom session: Int?) {
    guard let instant else { return because(.announcementTimeUnknown) }
    guard let reference = lastRegular(base, prices, until: instant) else { return because(.noRegularPrice) }
    path.reference = reference
    let start = session.map { calendar.morningStart(of: $0) }
    var isSilent = false
    path.minutesAfter = ReactionPath.minutes.map { minutes in
      var minute = ReactionPath.Minute(minutes: minutes)
      guard let bar = prices.last(until: instant.advanced(bySeconds: 60 * minutes)),
        prices.knownAt(bar) > instant
      else {
        isSilent = true
        return minute
      }
      let quote = quote(bar, prices)
      if let start, reference.at < start, quote.at > start { return minute }
      minute.quote = quote
      minute.change = returnKind.change(from: reference.price, to: quote.price)
      return minute
    }
    if isSilent { because(.noPriceSinceNews) }
  }

  /// The last regular price known at `instant`: of the session that the news fell into, else of the base session.
  private func lastRegular(
    _ base: Int, _ prices: IntradayPrices, until instant: Instant
  ) -> ReactionPath.Quote? {
    var bar: Int?
    if let newsSession, calendar.sessionDates.indices.contains(newsSession) {
      bar = prices.lastRegular(newsSession, until: instant)
    }
    return (bar ?? prices.lastRegular(base, until: instant)).map { quote($0, prices) }
  }

  private func quote(_ bar: Int, _ prices: IntradayPrices) -> ReactionPath.Quote {
    ReactionPath.Quote(bar: bar, price: prices.bars[bar].close, at: prices.knownAt(bar))
  }

  /// The ratio of daily to intraday closes is another one on day 0 than in the base session.
  private func splits(_ legs: ReactionLegs, _ prices: IntradayPrices) -> Bool {
    guard let reaction = legs.reactionSession, let last = prices.lastRegular(reaction),
      let regular = path.lastRegular
    else { return false }
    let change = (legs.close / prices.bars[last].close) / (legs.baseClose / regular.price)
    return abs(change - 1) > ReactionPathMaker.ratioTolerance
  }

  // MARK: Abnormal returns

  private mutating func subtractBenchmark(_ legs: ReactionLegs) {
    var evening = Double.nan
    if let base = legs.baseSession, let last = path.afterHours.last {
      let closing = moves.closingPrice(of: base, on: calendar)
      evening = moves.price(at: last.at) / closing
      path.afterHoursAbnormal = abnormal(path.afterHours.change, evening)
      if let extreme = path.afterHours.extreme {
        path.afterHoursExtremeAbnormal = abnormal(
          path.afterHours.extremeChange, moves.price(at: extreme.at) / closing)
      }
      if evening.isNaN { because(.benchmarkWithoutExtendedHours) }
    }
    subtractBenchmarkFromMinutes(legs)
    guard let base = legs.baseSession, let reaction = legs.reactionSession, calendar.hasHours,
      !legs.gapReturn.isNaN
    else { return }
    let closeOverOpen = moves.closeOverOpen(of: reaction)
    path.openToCloseAbnormal = abnormal(legs.openToCloseReturn, closeOverOpen)
    let gap = moves.closesTogether(on: base) ? returnKind.gross(legs.benchmarkReturn) / closeOverOpen : .nan
    path.gapAbnormal = abnormal(legs.gapReturn, gap)
    path.preOpenAbnormal = abnormal(path.preOpenChange, gap / evening)
    if gap.isNaN { because(.benchmarkWithoutOpeningPrice) }
  }

  private mutating func subtractBenchmarkFromMinutes(_ legs: ReactionLegs) {
    guard let instant, let reference = path.reference, let base = legs.baseSession else { return }
    let isAfterHours = reference == path.lastRegular && calendar.regularEnd(of: base) <= instant
    let start = isAfterHours ? moves.closingPrice(of: base, on: calendar) : moves.price(at: instant)
    for index in path.minutesAfter.indices {
      guard let quote = path.minutesAfter[index].quote else { continue }
      let abnormal = abnormal(path.minutesAfter[index].change, moves.price(at: quote.at) / start)
      path.minutesAfter[index].abnormal = abnormal
      if abnormal.isNaN { because(.benchmarkWithoutExtendedHours) }
    }
  }

  /// A return less beta times the benchmark's, whose price went from 1 to `ratio`.
  private func abnormal(_ change: Double, _ ratio: Double) -> Double {
    guard let beta else { return .nan }
    return change - beta * returnKind.change(from: 1, to: ratio)
  }

  // MARK: The identity

  /// After hours, pre-open and open-to-close make up close-to-close. Anything else is a bug of ours, and then none
  /// of these legs is reported.
  private mutating func checkCompounding(_ legs: ReactionLegs) {
    let parts = [path.afterHours.change, path.preOpenChange, legs.openToCloseReturn]
    guard !parts.contains(where: \.isNaN), !legs.closeToCloseReturn.isNaN else { return }
    guard !returnKind.compound(parts, to: legs.closeToCloseReturn) else { return }
    because(.legsDoNotCompound)
    path.afterHours = ReactionPath.Hours()
    path.preOpenChange = .nan
    path.afterHoursAbnormal = .nan
    path.preOpenAbnormal = .nan
  }

  private mutating func because(_ reason: LegReason) {
    if !path.reasons.contains(reason) { path.reasons.append(reason) }
  }
}

extension ReturnKind {
  /// Consecutive returns make up `whole`, but for what rounding leaves of each factor.
  package func compound(_ parts: [Double], to whole: Double) -> Bool {
    let factors = parts.map(gross)
    let scale = factors.reduce(1) { $0 * max(1, $1) }
    return abs(factors.reduce(1, *) - gross(whole)) <= 1e-12 * max(scale, gross(whole))
  }
}
