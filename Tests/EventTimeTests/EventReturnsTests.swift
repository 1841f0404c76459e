import CoreTypes
import EventTime
import Testing

@Suite struct EventReturnsTests {
  private let axis = EventWindow(first: -3, last: 3)

  private func returns(
    _ values: [Double?], clock: EventClock, gaps: GapPolicy = .tradeToTrade, kind: ReturnKind = .simple,
    series: PriceSeries.Kind = .prices, after: ReturnAfterGap = .drop
  ) -> EventReturns {
    EventReturns(
      TestMarket.trades(values, kind: series), clock: clock, axis: axis, benchmark: benchmark(kind),
      rules: EventReturnRules(returnKind: kind, gaps: gaps, returnAfterGap: after))
  }

  /// Doubles every session, so that a span of n sessions has the return 2^n - 1.
  private func benchmark(_ kind: ReturnKind) -> BenchmarkReturns {
    let levels = (0..<20).map { Double(1 << $0) }
    return BenchmarkReturns(TestMarket.trades(levels), on: TestMarket.calendar(), returnKind: kind)
  }

  private func valid(_ values: ColumnPart<Double>) -> [Int: Double] {
    Dictionary(
      uniqueKeysWithValues: values.enumerated().filter { !$0.element.isNaN }.map {
        ($0.offset - 3, $0.element)
      })
  }

  @Test func tradeToTradeSpansTheMissingDays() {
    let result = returns([8, 8, 8, 8, 10, nil, 15, 15, 30], clock: EventClock(running: 4))
    #expect(valid(result.returns) == [-3: 0, -2: 0, -1: 0, 0: 0.25, 2: 0.5, 3: 0])
    #expect(result.spans == [1, 1, 1, 1, 0, 2, 1])
    #expect(result.daySpans == [1, 1, 1, 1, 0, 2, 1])
    #expect(valid(result.benchmark) == [-3: 1, -2: 1, -1: 1, 0: 1, 2: 3, 3: 1])
  }

  /// Prices and ready-made returns alike.
  @Test func aSeriesWithoutAHoleIsUnbroken() {
    let values: [Double?] = [8, 8, 8, 8, 10, 12, 15, 15, 30]
    let holed: [Double?] = [8, 8, 8, 8, 10, nil, 15, 15, 30]
    for kind in [PriceSeries.Kind.prices, .returns] {
      #expect(returns(values, clock: EventClock(running: 4), series: kind).isUnbroken)
      #expect(!returns(holed, clock: EventClock(running: 4), series: kind).isUnbroken)
    }
  }

  @Test func dropLeavesOutWhatSpansAGap() {
    let result = returns([8, 8, 8, 8, 10, nil, 15, 15, 30], clock: EventClock(running: 4), gaps: .drop)
    #expect(valid(result.returns) == [-3: 0, -2: 0, -1: 0, 0: 0.25, 3: 0])
  }

  @Test func lumpedIsZeroUntilTheTrade() {
    let result = returns([8, 8, 8, 8, 10, nil, 15, 15, 30], clock: EventClock(running: 4), gaps: .lumped)
    #expect(valid(result.returns) == [-3: 0, -2: 0, -1: 0, 0: 0.25, 1: 0, 2: 0.5, 3: 0])
    #expect(result.spans == [1, 1, 1, 1, 1, 1, 1])
    #expect(valid(result.benchmark).values.allSatisfy { $0 == 1 })
  }

  @Test func uniformSpreadsTheReturnGeometrically() {
    let result = returns([8, 8, 8, 8, 10, nil, 40, 40, 40], clock: EventClock(running: 4), gaps: .uniform)
    #expect(valid(result.returns) == [-3: 0, -2: 0, -1: 0, 0: 0.25, 1: 1, 2: 1, 3: 0])
  }

  /// A gap that a later trade closes, inside the days or across their end; prices that end; a suspension that stopped the clock.
  @Test(arguments: [GapPolicy.tradeToTrade, .drop, .lumped, .uniform])
  func whatTheRuleForGapsDidIsKnown(_ gaps: GapPolicy) {
    func follows(_ values: [Double?], _ clock: EventClock = EventClock(running: 4)) -> Bool {
      returns(values, clock: clock, gaps: gaps).followsGapRule
    }
    #expect(follows([8, 8, 8, 8, 10, nil, 15, 15, 30]) == (gaps != .tradeToTrade))
    #expect(follows([8, 8, 8, 8, 10, 10, 15, nil, 30]) == (gaps == .lumped || gaps == .uniform))
    #expect(!follows([8, 8, 8, 8, 10, 10, 15]))
    #expect(!follows([8, 8, 8, 8, nil, nil, 10, 10, 10, 10], EventClock(dayBefore: 3, dayZero: 6)))
  }

  @Test(arguments: GapPolicy.allCases)
  func theResumptionSpansTheSuspensionWhateverGapsSay(_ gaps: GapPolicy) {
    let result = returns(
      [8, 8, 8, 8, nil, nil, 10, 10, 10, 10], clock: EventClock(dayBefore: 3, dayZero: 6), gaps: gaps)
    #expect(valid(result.returns) == [-3: 0, -2: 0, -1: 0, 0: 0.25, 1: 0, 2: 0, 3: 0])
    #expect(result.spans[3] == 3)
    #expect(result.daySpans[3] == 1)
    #expect(result.benchmark[3] == 7)
    // Another gap is none of the suspension's: sessions 1 and 8, which are days -3 and 2.
    let other = returns(
      [8, nil, 8, 8, nil, nil, 10, 10, nil, 15], clock: EventClock(dayBefore: 3, dayZero: 6), gaps: gaps)
    #expect(other.returns[3] == 0.25 && other.spans[3] == 3)
    #expect(other.spans[6] == (gaps == .tradeToTrade ? 2 : gaps == .drop ? 0 : 1))
    #expect(other.returns[6].isNaN == (gaps == .drop) && other.returns[1].isNaN == (gaps == .drop))
  }

  @Test func readyMadeReturnsAfterAGapFollowTheStudysChoice() {
    let values: [Double?] = [0, 0.1, 0.1, 0.1, 0.1, nil, 0.2, 0.1]
    let clock = EventClock(running: 4)
    let dropped = returns(values, clock: clock, series: .returns)
    #expect(dropped.returns[5].isNaN)
    #expect(dropped.hasUnknownSpans)
    let multi = returns(values, clock: clock, series: .returns, after: .multi)
    #expect(multi.returns[5] == 0.2)
    #expect(multi.spans[5] == 2)
    #expect(multi.benchmark[5] == 3)
    let single = returns(values, clock: clock, series: .returns, after: .single)
    #expect(single.spans[5] == 1)
    #expect(single.benchmark[5] == 1)
    #expect(single.returns[4].isNaN)
    // The axis ends with session 7: a return that leads over it from session 6 to session 8 is none of its days'.
    let later = returns(
      [Double?](repeating: 0.1, count: 7) + [nil, 0.1], clock: EventClock(running: 4), series: .returns)
    #expect(!later.hasUnknownSpans && later.returns[5] == 0.1 && later.returns[6].isNaN)
  }

  @Test func logReturnsSumOverASpan() {
    let result = returns([1, 1, 1, 1, 1, nil, 4, 4], clock: EventClock(running: 4), kind: .log)
    #expect(abs(result.returns[5] - 1.386_294_361_119_890_6) < 1e-15)
    #expect(abs(result.benchmark[5] - 1.386_294_361_119_890_6) < 1e-15)
  }

  /// Session 2 was missed: what the row's own duration says of the return after it wins over what the study says.
  @Test(arguments: [
    (ReturnDuration.unknown, ReturnAfterGap.drop, 0), (.unknown, .multi, 2), (.oneSession, .drop, 1),
    (.oneSession, .multi, 1), (.sinceLast, .drop, 2), (.sinceLast, .single, 2),
  ])
  func aReadyMadeReturnCoversWhatItsRowSays(_ duration: ReturnDuration, _ usual: ReturnAfterGap, _ span: Int)
  {
    var series = TestMarket.series([0.01, 0.02, nil, 0.03, 0.04], kind: .returns)
    series.durations = [.unknown, .unknown, duration, .unknown]
    var diagnostics: [Diagnostic] = []
    let trades = TradedSeries(
      series, on: TestMarket.calendar(), suspensions: [], asOf: TestMarket.date(39), diagnostics: &diagnostics
    )
    let returns = EventReturns(
      trades, clock: EventClock(running: 3), axis: EventWindow(first: -2, last: 1), benchmark: nil,
      rules: EventReturnRules(returnKind: .simple, gaps: .tradeToTrade, returnAfterGap: usual))
    #expect(returns.spans[2] == Double(span) && returns.hasUnknownSpans == (span == 0))
    #expect(span == 0 ? returns.returns[2].isNaN : returns.returns[2] == 0.03)
  }
}
