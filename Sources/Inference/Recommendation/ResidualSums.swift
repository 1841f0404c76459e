/// Sums of one event's estimation residuals, each over `s_i`, and of their squares and cubes.
struct ResidualSums: Sendable {
  private var count = 0.0
  private var first = 0.0
  private var squares = 0.0
  private var cubes = 0.0

  static func perEvent(of sample: EventSample) -> [ResidualSums] {
    (0..<sample.count).map { event in
      var sums = ResidualSums()
      let deviation = sample.residualStandardDeviations[event]
      guard deviation > 0 else { return sums }
      sample.withResiduals(of: event) { residuals in
        for residual in residuals where !residual.isNaN {
          let value = residual / deviation
          sums.count += 1
          sums.first += value
          sums.squares += value * value
          sums.cubes += value * value * value
        }
      }
      return sums
    }
  }

  /// The adjusted Fisher-Pearson skewness of all residuals together; `nil` below three or without dispersion. Raw sums
  /// do, because the mean of residuals is about zero.
  static func skewness(of events: [ResidualSums]) -> Double? {
    var all = ResidualSums()
    for event in events {
      all.count += event.count
      all.first += event.first
      all.squares += event.squares
      all.cubes += event.cubes
    }
    let n = all.count
    guard n >= 3 else { return nil }
    let mean = all.first / n
    let squares = all.squares - n * mean * mean
    guard squares > all.squares * 1e-12 else { return nil }
    let cubes = all.cubes - 3 * mean * all.squares + 2 * n * mean * mean * mean
    let deviation = (squares / (n - 1)).squareRoot()
    return n / ((n - 1) * (n - 2)) * cubes / (deviation * deviation * deviation)
  }
}
