import CoreStatistics
import CoreTypes

/// The ranks of Kolari and Pynnonen's generalized rank tests: one SCAR an event among its standardized
/// estimation residuals.
///
/// `U = rank/(T_i+1) - 1/2` with `T_i = M_i + 1`. Ranks among the estimation residuals alone are shared by all
/// windows with the same events; the SCAR then lifts those above it by one.
struct GeneralizedRanks {
  /// What every test assumes that divides by the dispersion over events before it ranks; sizes simulated (METHODS 5.11).
  static let leastEvents =
    "there are some 10 events or more, since their dispersion is divided by: with normal returns and few events the test "
    + "rejects a true null too often, at 5 % in \(sizes)"
  /// The true size of a nominal 5 % with few events.
  static let sizes = "25 % of samples with 2 events, 15 % with 3, 10 % with 5, 7 % with 8"

  /// What they hang on.
  struct Key: Hashable {
    let window: EventWindow
    let isAdjusted: Bool
  }

  /// Sum of U over events for each estimation day, and last for the event's column.
  private(set) var sums: [Double]
  /// Number of events that each sum runs over.
  private(set) var counts: [Double]
  /// `sum_i (T_i - 1) / (12 (T_i + 1))`: the variance of the event column's sum for independent events.
  private(set) var variance: Double

  /// Number of events.
  var events: Double { counts[counts.count - 1] }
  /// The mean U of the event column.
  var meanRank: Double { sums[sums.count - 1] / events }

  /// - Parameters:
  ///   - base: the ranks of the events' residuals among themselves.
  ///   - standardized: their rescaled SCARs, parallel to `events`.
  init(_ base: EstimationRanks, of sample: EventSample, events: [Int], standardized: [Double]) {
    sums = base.sums + [0]
    counts = base.counts + [Double(events.count)]
    variance = 0
    let days = sample.estimationWindow.length
    for (event, scar) in zip(events, standardized) {
      let valid = base.validDays[event]
      let step = 1 / (valid + 2)
      let (below, equal) = sample.withStandardizedResiduals(of: event) { residuals, deviation in
        GeneralizedRanks.insert(scar, residuals, deviation, step, &sums, days)
      }
      sums[days] += (below + equal / 2 + 1) * step - 0.5
      variance += valid / (12 * (valid + 2))
    }
  }

  /// Lifts the residuals above `scar` by a rank, equal ones by half a rank; returns how many are below and equal.
  private static func insert(
    _ scar: Double, _ residuals: UnsafeBufferPointer<Double>, _ deviation: Double, _ step: Double,
    _ sums: inout [Double], _ days: Int
  ) -> (below: Double, equal: Double) {
    sums.withUnsafeMutableBufferPointer { sums in
      var below = 0.0
      var equal = 0.0
      for day in 0..<days {
        let value = residuals[day] / deviation
        let isBelow: Double = value < scar ? 1 : 0
        let isEqual: Double = value == scar ? 1 : 0
        let isAbove: Double = value > scar ? 1 : 0
        below += isBelow
        equal += isEqual
        sums[day] += step * (isAbove + isEqual / 2)
      }
      return (below, equal)
    }
  }

  /// `Z = Ubar_0 / S` and the number T of columns, the event's included: `S^2 = (1/T) sum_t (n_t/N) Ubar_t^2`.
  func ratio() throws(NoStatistic) -> (z: Double, columns: Double) {
    var squares = 0.0
    var columns = 0.0
    for day in sums.indices where counts[day] > 0 {
      squares += sums[day] * sums[day] / (counts[day] * events)
      columns += 1
    }
    guard columns > 3 else { throw NoStatistic(.noEstimationResiduals) }
    guard squares > 0 else { throw NoStatistic(.zeroVariance) }
    return (meanRank / (squares / columns).squareRoot(), columns)
  }
}

/// The ranks of events' standardized estimation residuals among themselves, summed day by day.
struct EstimationRanks {
  /// Sum of `rank/(M_i+2) - 1/2`: the U of `GeneralizedRanks` before the SCAR is ranked with them.
  private(set) var sums: [Double]
  private(set) var counts: [Double]
  /// M_i of every event of the sample; 0 for events that are not ranked here.
  private(set) var validDays: [Double]

  init(of sample: EventSample, events: [Int]) {
    let days = sample.estimationWindow.length
    sums = [Double](repeating: 0, count: days)
    counts = sums
    validDays = [Double](repeating: 0, count: sample.count)
    var ranks = sums
    var workspace = RankWorkspace()
    for event in events {
      let count = sample.withStandardizedResiduals(of: event) { residuals, _ in
        ranks.withUnsafeMutableBufferPointer { workspace.rank(residuals, into: $0) }.count
      }
      validDays[event] = Double(count)
      let step = 1 / Double(count + 2)
      for day in 0..<days {
        let isThere = ranks[day] == ranks[day]
        sums[day] += isThere ? ranks[day] * step - 0.5 : 0
        counts[day] += isThere ? 1 : 0
      }
    }
  }
}

extension EstimationRanks {
  /// Those of the events that are here but not in `others`, which must all be here.
  func without(_ others: EstimationRanks) -> EstimationRanks {
    var rest = self
    for day in sums.indices {
      rest.sums[day] -= others.sums[day]
      rest.counts[day] -= others.counts[day]
    }
    return rest
  }
}

extension GeneralizedRanks {
  /// The ranks for one window. SCARs are first divided by their standard deviation over events; with
  /// `isAdjusted` also multiplied by `sqrt(1 - rbar)`, because correlation makes that deviation too small. A single
  /// event's SCAR stays as it is.
  static func of(_ workspace: SampleWorkspace, _ window: WindowMeasures, isAdjusted: Bool)
    throws(NoStatistic) -> GeneralizedRanks
  {
    var values = try standardizedReturns(window)
    if values.count > 1 {
      var scale = 1 / (try CrossSection(standardized: values, atLeast: 2)).standardDeviation
      if isAdjusted {
        let correlation = workspace.averageCorrelation(.calendar, over: window.window) ?? 0
        guard correlation < ResidualCorrelations.perfect else { throw NoStatistic(.zeroVariance) }
        scale *= (1 - correlation).squareRoot()
      }
      values = values.map { $0 * scale }
    }
    let base = workspace.estimationRanks(of: window.entering)
    return GeneralizedRanks(base, of: workspace.sample, events: window.entering, standardized: values)
  }
}
