import CoreTypes

/// The returns around an event trade by trade, whatever lies between: after gaps, through suspensions, and those that
/// came ready-made.
struct IntervalReturns {
  // The columns of `EventReturns`.
  private(set) var returns: [Double]
  private(set) var benchmark: [Double]
  private(set) var spans: [Double]
  private(set) var daySpans: [Int32]
  private(set) var hasUnknownSpans = false
  /// A return over several sessions was left out or spread over days as the study's rule for gaps says.
  private(set) var followsGapRule = false
  private let axis: EventWindow

  init(
    _ trades: TradedSeries, clock: EventClock, axis: EventWindow, benchmark: BenchmarkReturns?,
    rules: EventReturnRules
  ) {
    self.axis = axis
    returns = [Double](filledWith: .nan, count: axis.length)
    self.benchmark = returns
    spans = [Double](filledWith: 0, count: axis.length)
    daySpans = [Int32](filledWith: 0, count: axis.length)
    addAll(trades, clock: clock, benchmark: benchmark, rules: rules)
  }

  private mutating func addAll(
    _ trades: TradedSeries, clock: EventClock, benchmark: BenchmarkReturns?, rules: EventReturnRules
  ) {
    let firstSession = clock.session(of: axis.first) ?? 0
    let lastSession = clock.session(of: axis.last) ?? clock.dayBefore
    // A price needs the one before it; a ready-made first return is taken to span one session.
    let hasPrices = trades.series.kind == .prices
    let isPlain = hasPrices && clock.stoppedSessions == 0
    let sessions = trades.sessions
    var trade = max(hasPrices ? 1 : 0, trades.firstTrade(notBefore: firstSession))
    while trade < sessions.count {
      let session = Int(sessions[trade])
      if isPlain, Int(sessions[trade - 1]) == session - 1 {
        if session > lastSession { break }
        let run = trade..<trades.endOfRun(from: trade, to: lastSession)
        addRun(run, of: trades, clock, benchmark, rules.returnKind)
        trade = run.upperBound
        continue
      }
      let interval = Interval(
        from: trade == 0 ? session - 1 : Int(sessions[trade - 1]), to: session, clock: clock)
      if interval.from >= lastSession { break }
      add(interval, trade: trade, of: trades, benchmark: benchmark, rules: rules)
      trade += 1
    }
  }

  /// The price returns from one session to the next that end with a run of trades, while the clock runs: nearly all
  /// returns there are.
  private mutating func addRun(
    _ run: Range<Int>, of trades: TradedSeries, _ clock: EventClock, _ benchmark: BenchmarkReturns?,
    _ returnKind: ReturnKind
  ) {
    let session = trades.session(of: run.lowerBound)
    guard let day = clock.day(of: session) else { return }
    let first = day - axis.first
    let positions = (first..<(first + run.count)).clamped(to: 0..<axis.length)
    guard !positions.isEmpty else { return }
    let skipped = positions.lowerBound - first
    let start = run.lowerBound + skipped
    returns.withUnsafeMutableBufferPointer {
      trades.makeChanges(
        endingWith: start..<(start + positions.count), returnKind,
        into: UnsafeMutableBufferPointer(rebasing: $0[positions]))
    }
    spans.withUnsafeMutableBufferPointer { $0[positions].initialize(repeating: 1) }
    daySpans.withUnsafeMutableBufferPointer { $0[positions].initialize(repeating: 1) }
    guard let benchmark else { return }
    self.benchmark.withUnsafeMutableBufferPointer {
      benchmark.copy(from: session + skipped, into: UnsafeMutableBufferPointer(rebasing: $0[positions]))
    }
  }

  /// From one trade to the next, in sessions.
  private struct Interval {
    let from: Int
    let to: Int
    let clock: EventClock

    var span: Int { to - from }
    /// Day 0 after a suspension that stopped the clock: its return spans it whatever `gaps` says.
    var isResumption: Bool { clock.stoppedSessions > 0 && to == clock.dayZero }
  }

  private mutating func add(
    _ interval: Interval, trade: Int, of trades: TradedSeries, benchmark: BenchmarkReturns?,
    rules: EventReturnRules
  ) {
    guard let value = wholeReturn(interval, trade: trade, of: trades, rules: rules) else { return }
    if value.span == 1 || interval.isResumption || rules.gaps == .tradeToTrade {
      set(value.amount, from: interval.to - value.span, to: interval.to, interval, benchmark)
      return
    }
    let days = rules.gaps.fillsDays ? (interval.from + 1)...interval.to : interval.to...interval.to
    if days.contains(where: { interval.clock.day(of: $0).map(axis.contains) ?? false }) {
      followsGapRule = true
    }
    switch rules.gaps {
    case .tradeToTrade, .drop: return
    case .lumped:
      for session in (interval.from + 1)..<interval.to {
        set(0, from: session - 1, to: session, interval, benchmark)
      }
      set(value.amount, from: interval.to - 1, to: interval.to, interval, benchmark)
    case .uniform:
      let share = rules.returnKind.share(of: value.amount, among: interval.span)
      for session in (interval.from + 1)...interval.to {
        set(share, from: session - 1, to: session, interval, benchmark)
      }
    }
  }

  /// The return that ends with a trade, and how many sessions it covers; `nil` where that is not known.
  private mutating func wholeReturn(
    _ interval: Interval, trade: Int, of trades: TradedSeries, rules: EventReturnRules
  ) -> (amount: Double, span: Int)? {
    switch trades.series.kind {
    case .prices:
      let amount = rules.returnKind.change(from: trades.value(of: trade - 1), to: trades.value(of: trade))
      return (amount, interval.span)
    case .returns:
      let amount = rules.returnKind.readyMade(trades.value(of: trade))
      if interval.span == 1 { return (amount, 1) }
      switch trades.returnAfterGap(of: trade, rules.returnAfterGap) {
      case .multi: return (amount, interval.span)
      case .single: return (amount, 1)
      case .drop:
        if interval.clock.day(of: interval.to).map(axis.contains) ?? false { hasUnknownSpans = true }
        return nil
      }
    }
  }

  private mutating func set(
    _ amount: Double, from: Int, to: Int, _ interval: Interval, _ benchmark: BenchmarkReturns?
  ) {
    guard let day = interval.clock.day(of: to), axis.contains(day) else { return }
    let index = day - axis.first
    returns[index] = amount
    spans[index] = Double(to - from)
    daySpans[index] = Int32(interval.clock.day(of: from).map { day - $0 } ?? (to - from))
    if let benchmark { self.benchmark[index] = benchmark.over(from: from, to: to) }
  }
}
