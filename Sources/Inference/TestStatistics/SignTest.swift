/// The number of positive CARs against one half.
package struct SignTest: TestInForms {
  /// Which probabilities, of the normal approximation or of the binomial itself, and what becomes of CARs of zero.
  enum Form: String { case normal, exact, half, drop }

  static let standard = Form.normal
  let form: Form

  package let descriptor = TestDescriptor(
    id: "sign",
    title: "Binomial sign",
    nullHypothesis: "a CAR is as often positive as not",
    formula: "z = (w - N/2) / sqrt(N/4), w = number of positive CARs, standard normal",
    assumptions: ["CARs of different events are independent", "their median is zero without an effect"],
    reference: "Brown and Warner (1980), Journal of Financial Economics 8, 205-258",
    variants: [
      .init("exact", "exact binomial probabilities"),
      .init("half", "a CAR of zero counts half"),
      .init("drop", "CARs of zero are left out"),
    ])

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      switch form {
      case .normal, .exact:
        return try signOutcome(
          window, expectedShare: 0.5, isExact: form == .exact, convention: "zero is not positive")
      case .half, .drop: return try withoutZeros(window)
      }
    }
  }
}

extension SignTest {
  private func withoutZeros(_ window: WindowMeasures) throws(NoStatistic) -> TestOutcome {
    let values = window.enteringReturns
    guard !values.isEmpty else { throw NoStatistic(.noEvents) }
    let positive = Double(values.count { $0 > window.rounding })
    let zeros = values.count { abs($0) <= window.rounding }
    let isHalf = form == .half
    let count = Double(isHalf ? values.count : values.count - zeros)
    guard count > 0 else { throw NoStatistic(.allReturnsZero) }
    let successes = positive + (isHalf ? 0.5 * Double(zeros) : 0)
    let note = !isHalf && zeros > 0 ? "\(zeros) CARs of zero left out" : nil
    return TestContext(
      events: Int(count), estimate: successes / count,
      convention: isHalf ? "zero counts half" : "zeros left out", note: note
    ).normal(try signStatistic(successes, of: count, expectedShare: 0.5))
  }
}

/// `z = (w - N p) / sqrt(N p (1 - p))`: w of N CARs are positive where a share p of them would be.
func signStatistic(_ positive: Double, of count: Double, expectedShare: Double) throws(NoStatistic) -> Double
{
  guard expectedShare > 0, expectedShare < 1 else { throw NoStatistic(.expectedShareDegenerate) }
  let expected = count * expectedShare
  return (positive - expected) / (expected * (1 - expectedShare)).squareRoot()
}

/// The outcome of a sign test: so many CARs are positive where a share of `expectedShare` would be.
func signOutcome(_ window: WindowMeasures, expectedShare: Double, isExact: Bool, convention: String)
  throws(NoStatistic) -> TestOutcome
{
  let count = window.entering.count
  guard count > 0 else { throw NoStatistic(.noEvents) }
  let positive = window.entering.count { window.cumulativeAbnormalReturns[$0] > window.rounding }
  let z = try signStatistic(Double(positive), of: Double(count), expectedShare: expectedShare)
  let context = TestContext(
    events: count, estimate: Double(positive) / Double(count), convention: convention)
  return isExact
    ? context.binomial(z, successes: positive, trials: count, probability: expectedShare)
    : context.normal(z)
}
