import CoreStatistics

/// The moments of a window's values over events, for tests that need at least so many of them and some
/// dispersion.
struct CrossSection {
  let values: [Double]
  let moments: Moments
  let standardDeviation: Double

  /// The CARs of the events that enter.
  static func ofReturns(_ window: WindowMeasures, atLeast count: Int) throws(NoStatistic) -> CrossSection {
    try CrossSection(window.enteringReturns, atLeast: count, rounding: window.rounding)
  }

  /// Of returns over their own standard deviations.
  init(standardized values: [Double], atLeast count: Int) throws(NoStatistic) {
    try self.init(values, atLeast: count, rounding: Moments.equality)
  }

  private init(_ values: [Double], atLeast count: Int, rounding: Double) throws(NoStatistic) {
    guard !values.isEmpty else { throw NoStatistic(.noEvents) }
    guard values.count >= count else { throw NoStatistic(.tooFewEvents) }
    let moments = Moments(values)
    guard let deviation = moments.standardDeviation, !moments.isConstant(upTo: rounding) else {
      throw NoStatistic(.zeroVariance)
    }
    self.values = values
    self.moments = moments
    standardDeviation = deviation
  }

  var count: Double { Double(values.count) }

  /// `mean / (sd / sqrt(n))`.
  var t: Double { moments.mean / (standardDeviation / count.squareRoot()) }
}

/// The SCARs of the events that enter; without an event, or with one that has no residual variance, there is no
/// statistic.
func standardizedReturns(_ window: WindowMeasures) throws(NoStatistic) -> [Double] {
  guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
  guard let values = window.enteringStandardized else { throw NoStatistic(.zeroVariance) }
  return values
}

/// `W_i = sum SAR / sqrt(L_i)` over the window's valid days, for the events that enter: the standardized CAR of
/// the literature before prediction errors were cumulated exactly.
func classicStandardizedReturns(_ sample: EventSample, _ window: WindowMeasures) throws(NoStatistic)
  -> [Double]
{
  guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
  let places = sample.places(of: window.window)
  var isEmpty = false
  let values = window.entering.map { event in
    sample.withStandardizedAbnormalReturns(of: event) { returns in
      var sum = 0.0
      var days = 0.0
      for place in places where !returns[place].isNaN {
        sum += returns[place]
        days += 1
      }
      isEmpty = isEmpty || days == 0
      return sum / days.squareRoot()
    }
  }
  guard !isEmpty else { throw NoStatistic(.noReturnInWindow) }
  guard values.allSatisfy(\.isFinite) else { throw NoStatistic(.zeroVariance) }
  return values
}

/// The standardized CARs of WRDS's program, for the events that enter: `CAR / (s sqrt(L))`, L the days of the window whether
/// or not they have a return, without a prediction error.
func wrdsStandardizedReturns(_ sample: EventSample, _ window: WindowMeasures) throws(NoStatistic) -> [Double]
{
  guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
  let root = Double(window.window.length).squareRoot()
  let values = window.entering.map { event in
    window.cumulativeAbnormalReturns[event] / (sample.residualStandardDeviations[event] * root)
  }
  guard values.allSatisfy(\.isFinite) else { throw NoStatistic(.zeroVariance) }
  return values
}

/// `sum_i nu_i / (nu_i - 2)` over the events that enter: the variance of the sum of their SCARs.
func sumOfStudentVariances(_ sample: EventSample, _ window: WindowMeasures) throws(NoStatistic) -> Double {
  try sumOfStudentVariances(window.entering.lazy.map { Double(sample.degreesOfFreedom[$0]) })
}

/// `sum_i nu_i / (nu_i - 2)`: the variance of a sum of independent standardized returns, each t distributed.
func sumOfStudentVariances(_ degreesOfFreedom: some Sequence<Double>) throws(NoStatistic) -> Double {
  var sum = 0.0
  for nu in degreesOfFreedom { sum += try studentVariance(nu) }
  return sum
}

/// `nu / (nu - 2)`: the variance of a standardized return.
func studentVariance(_ degreesOfFreedom: Double) throws(NoStatistic) -> Double {
  guard let variance = StudentT(degreesOfFreedom: degreesOfFreedom).variance else {
    throw NoStatistic(.tooFewDegreesOfFreedom)
  }
  return variance
}
