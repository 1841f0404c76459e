import CoreStatistics

/// The buy-and-hold returns of several events over one window: a row of `buy_and_hold.csv`.
///
/// `ABHAR = mean BHAR`, its standard error sd / sqrt N with t_{N-1} bounds, and the wealth relative
/// `WR = (1 + mean R) / (1 + mean B)` (METHODS 4.5). Long horizons are skewed: the bounds are approximate there, and the
/// tests of Johnson and Hall allow for it, and best of all a bootstrap of Johnson's (METHODS 5.13).
/// Barber and Lyon (1997), Journal of Financial Economics 43, 341-372; Ritter (1991), Journal of Finance 46, 3-27.
package struct AverageBuyAndHold: Sendable {
  /// Events with a return on both sides.
  package let events: Int
  /// Means over the events; NaN for none.
  package let securityReturn: Double
  package let benchmarkReturn: Double
  /// ABHAR.
  package let abnormalReturn: Double
  /// The BHARs of these events, in their order.
  package let abnormalReturns: [Double]
  /// NaN below two events.
  package let standardError: Double
  package let lowerBound: Double
  package let upperBound: Double
  package let wealthRelative: Double
  /// `ABHAR / se` with t_{N-1}; like the others NaN where there is none.
  package let t: Test
  /// Johnson's statistic with t_{N-1}.
  package let johnson: Test
  /// Hall's statistic, standard normal.
  package let hall: Test

  /// A statistic of ABHAR = 0 with its two-sided probability and those of one side.
  package struct Test: Sendable {
    package let statistic: Double
    package let pValue: Double
    package let pGreater: Double
    package let pLess: Double
  }

  /// - Parameters:
  ///   - security: 1 + the security's buy-and-hold return, an event each; NaN = none.
  ///   - benchmark: the same of what it is compared with, in the order of the events.
  ///   - confidence: of the bounds, such as 0.95.
  package init(security: [Double], benchmark: [Double], confidence: Double) {
    let pairs = zip(security, benchmark).filter { $0.0.isFinite && $0.1.isFinite }
    let count = Double(pairs.count)
    events = pairs.count
    let owned = pairs.isEmpty ? .nan : pairs.reduce(0) { $0 + $1.0 } / count
    let compared = pairs.isEmpty ? .nan : pairs.reduce(0) { $0 + $1.1 } / count
    securityReturn = owned - 1
    benchmarkReturn = compared - 1
    wealthRelative = owned / compared
    abnormalReturns = pairs.map { $0.0 - $0.1 }
    let abnormal = Moments(abnormalReturns)
    abnormalReturn = pairs.isEmpty ? .nan : abnormal.mean
    let error = (abnormal.standardDeviation ?? .nan) / count.squareRoot()
    let distribution = StudentT(degreesOfFreedom: count - 1)
    let critical = distribution.critical(confidence: confidence) ?? .nan
    standardError = error
    lowerBound = abnormalReturn - critical * error
    upperBound = abnormalReturn + critical * error
    // Each is a difference of two growths of money, whose rounding is theirs.
    let isFlat = abnormal.isConstant(upTo: Moments.equality * max(owned, compared))
    func student(_ statistic: Double?) -> Test {
      Test(isFlat ? nil : statistic, distribution.twoSided, distribution.upper, distribution.lower)
    }
    t = student(abnormalReturn / error)
    johnson = student(abnormal.johnsonStatistic)
    hall = Test(
      isFlat ? nil : abnormal.hallStatistic, NormalDistribution.twoSided, NormalDistribution.upper,
      NormalDistribution.lower)
  }
}

extension AverageBuyAndHold.Test {
  fileprivate init(
    _ statistic: Double?, _ twoSided: (Double) -> Double?, _ upper: (Double) -> Double?,
    _ lower: (Double) -> Double?
  ) {
    let value = statistic ?? .nan
    func probability(_ side: (Double) -> Double?) -> Double { value.isFinite ? side(value) ?? .nan : .nan }
    self.init(
      statistic: value, pValue: probability(twoSided), pGreater: probability(upper), pLess: probability(lower)
    )
  }
}
