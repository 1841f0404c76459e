import CoreStatistics

/// The difference of two groups' mean CARs, each with its own variance.
package struct DifferenceT: CumulativeDifference {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "difference-t",
    title: "Welch t of the difference between two groups",
    nullHypothesis: "both groups have the same mean CAR",
    formula:
      "t = (CAAR_A - CAAR_B) / sqrt(v_A + v_B), v_g = var(CAR_g) / N_g; t with (v_A + v_B)^2 / (v_A^2/(N_A-1) + "
      + "v_B^2/(N_B-1)) degrees of freedom",
    assumptions: [
      "CARs of different events are independent, also between the groups (none share a date)",
      "both groups are large or their CARs are normal",
    ],
    reference: "Welch (1947), Biometrika 34, 28-35")

  func evaluate(_ first: [Double], against second: [Double], rounding: Double) -> TestOutcome {
    guard !first.isEmpty, !second.isEmpty else { return .notApplicable(reason: .noEvents) }
    guard first.count >= 2, second.count >= 2 else { return .notApplicable(reason: .tooFewEvents) }
    let (a, b) = (Moments(first), Moments(second))
    // Where both groups are constant nothing says how far they would differ by chance.
    let shares = [a, b].map { moments in
      moments.isConstant(upTo: rounding) ? 0 : (moments.variance ?? 0) / Double(moments.count)
    }
    let variance = shares[0] + shares[1]
    guard variance > 0 else { return .notApplicable(reason: .zeroVariance) }
    let spread =
      shares[0] * shares[0] / Double(a.count - 1) + shares[1] * shares[1] / Double(b.count - 1)
    let difference = a.mean - b.mean
    return TestContext(
      events: first.count + second.count, estimate: difference,
      convention: "Welch-Satterthwaite; \(first.count) and \(second.count) events"
    ).t(difference / variance.squareRoot(), degreesOfFreedom: variance * variance / spread)
  }
}
