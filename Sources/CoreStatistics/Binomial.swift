import CNumerics

/// The binomial distribution: successes in `trials` independent trials of probability `probability`.
package struct Binomial: Sendable {
  package let trials: Int
  package let probability: Double

  package init(trials: Int, probability: Double) {
    self.trials = trials
    self.probability = probability
  }

  /// `P(X <= successes)`: 0 below no success, 1 from all trials on; `nil` where `probability` is outside [0, 1].
  package func lower(_ successes: Int) -> Double? {
    guard isValid else { return nil }
    if successes < 0 { return 0 }
    if successes >= trials { return 1 }
    return numeric { es_binomial_lower(Double(trials), probability, Double(successes), &$0) }
  }

  /// `P(X > successes)`.
  package func upper(_ successes: Int) -> Double? {
    guard isValid else { return nil }
    if successes < 0 { return 1 }
    if successes >= trials { return 0 }
    return numeric { es_binomial_upper(Double(trials), probability, Double(successes), &$0) }
  }

  /// `P(X = successes)`.
  package func mass(_ successes: Int) -> Double? {
    guard isValid else { return nil }
    if successes < 0 || successes > trials { return 0 }
    return numeric { es_binomial_mass(Double(trials), probability, Double(successes), &$0) }
  }

  /// The exact two-sided p-value of `successes`: the total probability of all outcomes that are not more
  /// probable than the one seen (the method of R's and SciPy's binomial tests; outcomes within 1e-7
  /// relative count as equally probable).
  package func twoSided(_ successes: Int) -> Double? {
    guard isValid, (0...max(0, trials)).contains(successes), let seen = mass(successes) else { return nil }
    let limit = seen * (1 + 1e-7)
    let mode = Double(trials) * probability
    if Double(successes) == mode { return 1 }
    return Double(successes) < mode ? withUpperTail(successes, limit) : withLowerTail(successes, limit)
  }

  private var isValid: Bool { trials >= 0 && probability >= 0 && probability <= 1 }

  /// The seen outcome is below the mean: its lower tail, and the outcomes above that are as improbable.
  private func withUpperTail(_ successes: Int, _ limit: Double) -> Double? {
    // Above the mean the mass falls, so the first outcome that is improbable enough is found by halving.
    var low = Int((Double(trials) * probability).rounded(.up))
    var high = trials + 1
    while low < high {
      let middle = (low + high) / 2
      guard let mass = mass(middle) else { return nil }
      if mass <= limit { high = middle } else { low = middle + 1 }
    }
    guard let below = lower(successes), let above = upper(low - 1) else { return nil }
    return min(1, below + above)
  }

  private func withLowerTail(_ successes: Int, _ limit: Double) -> Double? {
    var low = -1
    var high = Int((Double(trials) * probability).rounded(.down))
    while low < high {
      let middle = (low + high + 1) / 2
      guard let mass = mass(middle) else { return nil }
      if mass <= limit { low = middle } else { high = middle - 1 }
    }
    guard let below = lower(low), let above = upper(successes - 1) else { return nil }
    return min(1, below + above)
  }
}
