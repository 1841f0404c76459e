import CoreTypes

/// A deterministic stream of numbers for tests; no statistics hang on its quality.
package struct TestNumbers {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// Uniform in [-0.5, 0.5).
  package mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53 - 0.5
  }
}

/// Daily returns of one security, its benchmark and factors around an event.
package struct SimulatedReturns {
  /// The columns of a factors file.
  package static let factorNames = ["mkt_rf", "smb", "hml", "mom", "rmw", "cma", "rf"]

  package var security: [Double] = []
  package var benchmark: [Double] = []
  /// One column a name of `factorNames`; the market factor is the benchmark less rf.
  package var factors: [[Double]]

  /// `count` days; the security follows the benchmark at `beta` with noise of its own.
  package init(count: Int, beta: Double = 1.2, seed: UInt64 = 7) {
    var numbers = TestNumbers(seed: seed)
    for _ in 0..<count {
      let market = 0.02 * numbers.next()
      benchmark.append(market)
      security.append(0.0003 + beta * market + 0.03 * numbers.next())
    }
    factors = SimulatedReturns.factorNames.dropFirst().map { name in
      (0..<count).map { _ in name == "rf" ? 0.0001 + 0.00005 * numbers.next() : 0.01 * numbers.next() }
    }
    let rf = factors[factors.count - 1]
    factors.insert(zip(benchmark, rf).map { $0 - $1 }, at: 0)
  }

  /// Every return times `factor`.
  package func scaled(by factor: Double) -> SimulatedReturns {
    var copy = self
    copy.security = security.map { $0 * factor }
    copy.benchmark = benchmark.map { $0 * factor }
    copy.factors = factors.map { $0.map { $0 * factor } }
    return copy
  }
}
