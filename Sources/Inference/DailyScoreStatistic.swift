import CoreTypes

/// The time-series form shared by the rank and sign tests: the scores of the window's days against the
/// dispersion of all days' scores, so that events on common dates are allowed for.
///
/// `Z = sum_{t in window} z_t / (sqrt(L) S)` with `S^2 = (1/T) sum_t z_t^2`, where `z_t` is the day's sum of
/// scores over the square root of their number, or their mean (Corrado 1989). T and L count days that have
/// a score.
struct DailyScoreStatistic {
  /// What a day's scores become.
  enum DayValue {
    case sumOverRoot, mean
  }

  let z: Double
  /// T: number of days with a score in estimation and event window together.
  let days: Double
  /// L: number of days with a score in the window.
  let length: Double
  /// The mean score in the window.
  let meanScore: Double

  init(_ scores: DailyScores, of sample: EventSample, over window: WindowMeasures, _ form: DayValue)
    throws(NoStatistic)
  {
    guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
    var squares = 0.0
    var days = 0.0
    let all = scores.all
    for day in 0..<all.sums.count where all.count(on: day) > 0 {
      let value = DailyScoreStatistic.value(all.sums[day], all.count(on: day), form)
      squares += value * value
      days += 1
    }
    let dispersion = (squares / max(1, days)).squareRoot()
    let places = sample.places(of: window.window)
    if places.contains(where: { !scores.flatDays.isEmpty && scores.flatDays[$0] }) {
      throw NoStatistic(.zeroVariance)
    }
    var total = 0.0
    var sum = 0.0
    var count = 0.0
    var length = 0.0
    let own = scores.days(of: window.window)
    for day in 0..<places.count where own.count(on: day) > 0 {
      total += DailyScoreStatistic.value(own.sums[day], own.count(on: day), form)
      sum += own.sums[day]
      count += own.count(on: day)
      length += 1
    }
    guard length > 0 else { throw NoStatistic(.noReturnInWindow) }
    guard dispersion > 0 else { throw NoStatistic(.zeroVariance) }
    z = total / (length.squareRoot() * dispersion)
    self.days = days
    self.length = length
    meanScore = sum / count
  }

  /// `Z` with the variance of a sum of L scores drawn without replacement from T: L S^2 (T-L)/(T-1).
  func correctedForFinitePopulation() throws(NoStatistic) -> Double {
    guard days > length else { throw NoStatistic(.windowTooLong) }
    return z * ((days - 1) / (days - length)).squareRoot()
  }

  private static func value(_ sum: Double, _ count: Double, _ form: DayValue) -> Double {
    switch form {
    case .sumOverRoot: sum / count.squareRoot()
    case .mean: sum / count
    }
  }
}
