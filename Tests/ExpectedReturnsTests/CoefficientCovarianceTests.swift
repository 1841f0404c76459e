import ExpectedReturns
import TestSupport
import Testing

/// A model whose coefficients are linear in the returns, `theta = W y`, has the covariance `s^2 W W'`: W is found by
/// moving one return after the other.
@Suite struct CoefficientCovarianceTests {
  struct Choice: Sendable, CustomTestStringConvertible {
    let id: String
    var variant: String?
    var lags: Int?
    /// The reported parameters that the prediction is made of.
    let parameters: [Int]

    var testDescription: String { id + (variant.map { ":\($0)" } ?? "") }
  }

  static let choices = [
    Choice(id: "constant-mean", parameters: [0]),
    Choice(id: "market-model", parameters: [0, 1]),
    Choice(id: "capm", parameters: [0, 1]),
    Choice(id: "fama-french-5", parameters: [0, 1, 2, 3, 4, 5]),
    Choice(id: "scholes-williams", parameters: [0, 1]),
    Choice(id: "scholes-williams", variant: "three-slope", parameters: [0, 1]),
    Choice(id: "dimson", parameters: [0, 1]),
    Choice(id: "dimson", variant: "lead-lag", lags: 3, parameters: [0, 2, 3, 4, 5, 6]),
  ]

  @Test(arguments: choices) func theCovarianceIsThatOfTheWeights(_ choice: Choice) throws {
    var options = ModelOptions()
    options.variant = choice.variant
    options.lags = choice.lags
    let model = try #require(try ExpectedReturnModels.named(choice.id, options: options))
    let spans = [7: 4.0, 31: 2.0]
    var returns = SimulatedReturns(count: 65)
    let base = try model.estimate(on: SampleOfReturns.sample(returns, spans: spans)).get()
    let step = 0.25
    var weights: [[Double]] = []
    for day in 0..<60 {
      returns.security[day] += step
      let moved = try model.estimate(on: SampleOfReturns.sample(returns, spans: spans)).get()
      returns.security[day] -= step
      // The variance of a return over n sessions is n s^2.
      let root = (spans[day] ?? 1).squareRoot()
      weights.append(
        choice.parameters.map {
          (moved.parameters[$0].estimate - base.parameters[$0].estimate) / step * root
        })
    }
    let count = choice.parameters.count
    let scale = (0..<count).map { k in weights.reduce(0) { $0 + $1[k] * $1[k] } }
    for i in 0..<count {
      for j in 0..<count {
        let expected = weights.reduce(0) { $0 + $1[i] * $1[j] }
        let found = base.prediction.inverseGram[i * count + j]
        #expect(abs(found - expected) < 1e-9 * (scale[i] * scale[j]).squareRoot())
      }
      let error = try #require(base.parameters[choice.parameters[i]].standardError)
      #expect(agrees(error * error, base.residualVariance * scale[i], relative: 1e-9))
    }
  }
}
