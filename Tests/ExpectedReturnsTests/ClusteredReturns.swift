import ExpectedReturns
import TestSupport
import Testing

extension SimulatedReturns {
  /// Returns whose variance clusters strongly: 400 estimation days, then the event window.
  static func clustered(seed: UInt64 = 3) -> SimulatedReturns {
    var returns = SimulatedReturns(count: 405, seed: seed)
    var numbers = TestNumbers(seed: seed &+ 100)
    var variance = 4.0
    var last = 0.0
    for index in returns.security.indices {
      variance = 0.3 + (last < 0 ? 0.3 : 0.12) * last * last + 0.7 * variance
      // Twelve uniform numbers make a shock near enough to normal.
      last = variance.squareRoot() * (0..<12).reduce(0) { sum, _ in sum + numbers.next() }
      returns.security[index] = 0.0005 + 1.1 * returns.benchmark[index] + last / 100
    }
    return returns
  }
}

extension SampleOfReturns {
  /// What the model of that id says of the returns.
  static func estimate(
    _ id: String, _ returns: SimulatedReturns, spans: [Int: Double] = [:], missing: Set<Int> = []
  ) throws -> ExpectedReturnEstimate {
    let model = try #require(ExpectedReturnModels.named(id))
    return try model.estimate(on: sample(returns, spans: spans, missing: missing)).get()
  }
}
