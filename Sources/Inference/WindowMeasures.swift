import CoreStatistics
import CoreTypes

/// The cumulative abnormal returns of all events of a sample over one window, and what standardizes them.
///
/// Columns run parallel to the sample's events. An event whose CAR in this window has no status `ok` does
/// not enter the window's tests: its CAR is NaN.
package struct WindowMeasures: Sendable {
  package let window: EventWindow
  /// CAR: the sum of the abnormal returns in the window, a fraction; NaN where the event does not enter.
  package let cumulativeAbnormalReturns: [Double]
  /// `var(CAR) = s^2 (sum n_t + g'Ag)`; NaN where the event does not enter.
  package let variances: [Double]
  /// SCAR = CAR / sqrt(var(CAR)); NaN where the event does not enter.
  package let standardized: [Double]
  /// The events that enter, ascending.
  package let entering: [Int]
  /// CARs that differ by no more than this are equal, and one that is no larger is zero.
  let rounding: Double

  package init(window: EventWindow, car: [Double], variance: [Double], scar: [Double]) {
    precondition(
      car.count == variance.count && car.count == scar.count, "one CAR, variance and SCAR an event")
    self.window = window
    cumulativeAbnormalReturns = car
    variances = variance
    standardized = scar
    entering = car.indices.filter { car[$0].isFinite }
    rounding = WindowMeasures.rounding(ofVariances: variance)
  }

  /// Up to where CARs with these variances are rounding: `Moments.equality` of the size of the returns that were added up, which is
  /// their standard error (root mean square over events). A variance that is not finite does not count.
  private static func rounding(ofVariances variances: [Double]) -> Double {
    var sum = 0.0
    var count = 0.0
    for variance in variances where variance.isFinite {
      sum += variance
      count += 1
    }
    return count > 0 && sum.isFinite ? Moments.equality * (sum / count).squareRoot() : 0
  }

  /// The CARs of the events that enter, in the sample's order.
  package var enteringReturns: [Double] { entering.map { cumulativeAbnormalReturns[$0] } }

  /// CAAR: their mean, a fraction; NaN where no event enters.
  package var averageCumulativeReturn: Double { enteringReturns.reduce(0, +) / Double(entering.count) }

  /// The SCARs of the events that enter; `nil` where one of them has no finite SCAR (no residual variance).
  package var enteringStandardized: [Double]? {
    let values = entering.map { standardized[$0] }
    return values.allSatisfy(\.isFinite) ? values : nil
  }
}
