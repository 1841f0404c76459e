import CoreTypes
import DataInput
import EventTime

/// Whether the market factor and a benchmark that follows the same market tell the same returns.
///
/// Two files then say the same thing: a lost decimal point, two rows exchanged, or dates a day off in either of them show,
/// also where the number alone looks ordinary. A benchmark follows the factor's market where half of the differences
/// between the two are smaller than 0.4 times the size that half of its returns exceed (0.1 for the S&P 500 and the
/// American market of the French library, 0.35 for the 30 stocks of the Dow Jones, 0.66 and more for single firms). A
/// difference contradicts where it is larger than 4 % and than 25 times the middle one: the largest of 8,312 days of the S&P
/// 500 (1985-2018) is 2.1 %.
struct FactorAgreement {
  private static let likeness = 0.4
  private static let largest = 0.04
  private static let multiple = 25.0
  private static let fewest = 60

  let benchmark: SecurityID
  let calendar: ExchangeCalendar
  /// The market factor and the benchmark, each from the session before to a session; NaN = missing.
  private let factor: [Double]
  private let own: [Double]

  /// `nil` where the factors hold no market factor.
  init?(
    _ benchmark: SecurityID, _ returns: BenchmarkReturns, _ factors: FactorReturns,
    on calendar: ExchangeCalendar
  ) {
    guard let market = factors.names.firstIndex(where: FactorReturns.marketFactors.contains) else {
      return nil
    }
    let rate = factors.names.firstIndex(of: FactorsFile.risklessRate)
    let isExcess = factors.names[market] != "mkt"
    self.benchmark = benchmark
    self.calendar = calendar
    let sessions = calendar.sessionDates.indices
    factor = sessions.map { session in
      let riskless = rate.map { factors.over(from: session - 1, to: session, factor: $0) } ?? 0
      return factors.over(from: session - 1, to: session, factor: market) + (isExcess ? riskless : 0)
    }
    own = sessions.map { returns.over(from: $0 - 1, to: $0) }
  }

  /// What the two contradict each other in; `nil` where they agree, or are of different markets.
  func diagnostic(in file: String) -> Diagnostic? {
    let sizes = own.indices.filter { factor[$0].isFinite && own[$0].isFinite }.map { abs(own[$0]) }
    guard sizes.count >= Self.fewest, let size = sizes.upperMedian else { return nil }
    let limit = Self.likeness * size
    if let middle = middle(lag: 0), middle <= limit { return contradiction(middle, in: file) }
    for (lag, word) in [(1, "before"), (-1, "after")] {
      guard let middle = middle(lag: lag), middle <= limit else { continue }
      return diagnostic(
        "the market factor has the returns that the benchmark \(benchmark.text) has a session \(word): half of the "
          + "differences are below \(ShownNumber.percent(middle)) %",
        help: "the dates of the factors or those of the benchmark are a day off: correct them", in: file)
    }
    return nil
  }

  /// The difference that half of the differences exceed, when the factor is held against the benchmark's return `lag` sessions
  /// earlier.
  private func middle(lag: Int) -> Double? {
    let sizes = own.indices.compactMap { session -> Double? in
      guard factor.indices.contains(session + lag) else { return nil }
      let difference = abs(factor[session + lag] - own[session])
      return difference.isFinite ? difference : nil
    }
    return sizes.count >= Self.fewest ? sizes.upperMedian : nil
  }

  private func contradiction(_ middle: Double, in file: String) -> Diagnostic? {
    let limit = max(Self.largest, Self.multiple * middle)
    let found = own.indices.filter { abs(factor[$0] - own[$0]) > limit }
    guard let worst = found.max(by: { abs(factor[$0] - own[$0]) < abs(factor[$1] - own[$1]) }) else {
      return nil
    }
    return diagnostic(
      "the market's return on \(calendar.sessionDates[worst]) is \(ShownNumber.percent(factor[worst])) % by the factors and "
        + "\(ShownNumber.percent(own[worst])) % by the benchmark \(benchmark.text); on half of the days the two are within "
        + "\(ShownNumber.percent(middle)) %"
        + (found.count > 1 ? "; \(found.count - 1) more such \(found.count == 2 ? "day" : "days")" : ""),
      help: "correct the one that is wrong, a digit, a decimal point or a date; both are used as they are",
      in: file)
  }

  private func diagnostic(_ message: String, help: String, in file: String) -> Diagnostic {
    Diagnostic(
      .factorContradictsBenchmark, at: SourceLocation(file: file), security: benchmark, message: message,
      help: help)
  }
}

extension FactorAgreement {
  /// Each benchmark of the study once, by its id.
  static func diagnostics(
    _ pairs: [BenchmarkTable.Pair], _ benchmarks: BenchmarkTable, _ trades: [SecurityID: TradedSeries],
    _ factors: [String: FactorReturns], _ parts: [FactorFiles.Part]
  ) -> [Diagnostic] {
    guard !factors.isEmpty,
      let file = parts.first(where: { $0.table.names.contains(where: FactorReturns.marketFactors.contains) })?
        .file
    else { return [] }
    var first: [SecurityID: (pair: BenchmarkTable.Pair, calendar: ExchangeCalendar)] = [:]
    for pair in pairs {
      guard let calendar = trades[pair.security]?.calendar else { continue }
      if let other = first[pair.benchmark], other.calendar.identity <= calendar.identity { continue }
      first[pair.benchmark] = (pair, calendar)
    }
    return first.sorted { $0.key.text < $1.key.text }.compactMap { benchmark, place in
      guard let returns = benchmarks.meeting(of: place.pair)?.returns,
        let factors = factors[place.calendar.identity]
      else { return nil }
      return FactorAgreement(benchmark, returns, factors, on: place.calendar)?.diagnostic(in: file)
    }
  }
}
