import CoreStatistics
import CoreTypes

/// What a sample is like where tests differ in what they assume: how far its events are clustered in time, whether
/// the event changed their variance, and how skewed the errors are (METHODS 5.23).
package struct SampleFigures: Sendable, Equatable {
  /// Events that enter the window.
  package let events: Int
  /// Distinct dates of their days 0.
  package let dates: Int
  /// Share of the events on the most frequent date.
  package let largestDateShare: Double
  /// Sum of the squared shares of the dates: 1/dates where all are equal, 1 for a single date.
  package let herfindahl: Double
  /// Some two events have a session of the window in common.
  package let sharesSessions: Bool
  /// Events that a portfolio of one date can be tested of: those with rows on the same sessions; 0 where the events are on
  /// several dates, or no two have such rows.
  package let portfolioEvents: Int
  /// Average correlation of estimation residuals over all pairs, weighted by the overlap of their windows; `nil` where
  /// the sample does not know the dates of its residuals, or holds a single event.
  package let averageCorrelation: Double?
  /// Cross-sectional variance of SCAR over what the estimation windows say, `mean nu/(nu-2)`, and over `1 - rbar`, by
  /// which correlated events vary less; `nil` below two events, where SCARs are not standardized or do not vary, where
  /// an event has no more than two degrees of freedom, and under a correlation of one.
  package let varianceRatio: Double?
  /// How probable a ratio as far from one would be without a change, by chi-squared with N-1 degrees of freedom.
  package let varianceRatioP: Double?
  /// Skewness of the pooled estimation residuals, each over its event's `s_i`; `nil` without dispersion.
  package let residualSkewness: Double?

  /// Above this skewness of the residuals tests that rescale the event day reject too often (METHODS 5.11).
  static let largeSkewness = 1.0
  /// Fewer events do not tell their dispersion well enough to divide by it (METHODS 5.11).
  static let manyEvents = 10

  var isSkewed: Bool { abs(residualSkewness ?? 0) > SampleFigures.largeSkewness }
  var isFew: Bool { events < SampleFigures.manyEvents }

  package init(_ workspace: SampleWorkspace, over window: WindowMeasures) {
    let sample = workspace.sample
    var counts: [Int: Int] = [:]
    for event in window.entering { counts[Int(sample.dayZeroDates[event]), default: 0] += 1 }
    let count = Double(window.entering.count)
    events = window.entering.count
    dates = counts.count
    largestDateShare = events == 0 ? 0 : Double(counts.values.max() ?? 0) / count
    // Whole numbers are summed, so that the order of a dictionary does not matter.
    herfindahl = events == 0 ? 0 : Double(counts.values.reduce(0) { $0 + $1 * $1 }) / (count * count)
    sharesSessions = sample.sharesSessions(over: window)
    let isPortfolio = events >= 2 && dates == 1
    // Without the dates of the estimation days nothing says that they differ.
    let known = isPortfolio && sample.knowsEstimationDates
    portfolioEvents =
      known ? (try? CommonDateMembers(sample, window))?.events.count ?? 0 : isPortfolio ? events : 0
    let correlation =
      events >= 2 && sample.knowsEstimationDates
      ? workspace.averageCorrelation(.calendar, over: window.window) : nil
    averageCorrelation = correlation
    let ratio = SampleFigures.varianceRatio(sample, window, correlation: correlation ?? 0)
    varianceRatio = ratio
    varianceRatioP = ratio.flatMap { ratio in
      let square = ChiSquared(degreesOfFreedom: count - 1)
      let tail = min(square.lower(ratio * (count - 1)) ?? 1, square.upper(ratio * (count - 1)) ?? 1)
      return min(1, 2 * tail)
    }
    residualSkewness = workspace.residualSkewness(over: window.window)
  }

  private static func varianceRatio(
    _ sample: EventSample, _ window: WindowMeasures, correlation: Double
  ) -> Double? {
    guard let values = window.enteringStandardized, values.count >= 2, correlation < 1,
      let sum = try? sumOfStudentVariances(sample, window), let variance = Moments(values).variance
    else { return nil }
    return variance / (sum / Double(values.count)) / (1 - correlation)
  }

  /// How often a test of nominal size `level` rejects a true null where its standard error leaves out a factor `v` of
  /// the statistic's variance: `2 Phi(z / sqrt(v))` (METHODS 9).
  package static func trueSize(atNominal level: Double, variance: Double) -> Double? {
    guard variance > 0, let z = NormalDistribution.quantile(level / 2) else { return nil }
    return NormalDistribution.twoSided(z / variance.squareRoot())
  }
}

extension EventSample {
  /// Some two events that enter a window have one of its sessions in common: the next one's begins before the last one's ends.
  package func sharesSessions(over window: WindowMeasures) -> Bool {
    let places = places(of: window.window)
    var ends: [(first: Int32, last: Int32)] = []
    var firsts: Set<Int> = []
    for event in window.entering {
      let own = withEventDates(of: event) {
        (first: $0[places.lowerBound], last: $0[places.upperBound - 1])
      }
      // In a large sample some two soon begin on one date.
      if own.first <= own.last, !firsts.insert(Int(own.first)).inserted { return true }
      ends.append(own)
    }
    ends.sort { ($0.first, $0.last) < ($1.first, $1.last) }
    var end = Int32.min
    for own in ends {
      if own.first <= end { return true }
      end = max(end, own.last)
    }
    return false
  }
}
