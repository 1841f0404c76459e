import CoreStatistics
import TestSupport
import Testing

@testable import Inference

/// Coefficients whose clustered variance is not positive.
@Suite struct ClusteredVarianceTests {
  private func clustered(_ x: [Double], _ car: [Double], _ clusters: [[Int]]) throws
    -> CrossSectionalRegression
  {
    let sample = RegressionSample(
      terms: [RegressionSample.intercept, "x"], columns: [[Double](repeating: 1, count: x.count), x],
      response: car,
      weights: nil, clusters: clusters, hasIntercept: true)
    guard case .result(let fit) = CrossSectionalRegression.fit(sample, errors: .cluster, confidence: 0.95)
    else {
      throw NumberTable.Fault("no fit")
    }
    return fit
  }

  /// Residuals cancel within each level, so that its scores are zero, not 1e-18: there are estimates and no tests.
  @Test func clustersThatAreTheLevelsLeaveNoVariance() throws {
    let pairs = [0, 0, 1, 1, 1]
    let fit = try clustered(pairs.map(Double.init), [0.01, -0.02, 0.03, 0.005, -0.01], [pairs])
    for (term, estimate) in zip(fit.terms, [-0.005, 0.025 / 3 + 0.005]) {
      #expect(agrees(term.estimate, estimate, relative: 1e-12))
      guard case .failure(let failure) = term.test, failure.reason == .varianceNotPositive else {
        Issue.record("\(term.name): \(term.test)")
        continue
      }
    }
    guard case .failure? = fit.slopes else {
      Issue.record("a joint test without a variance")
      return
    }
  }

  /// All of one level in a cluster that holds others too: its residuals cancel there, and its coefficient has no variance.
  @Test(arguments: [[0, 0, 1, 1, 0, 2], [1, 1, 1, 0, 2, 0]])
  func aLevelWithinOneClusterHasNoVariance(_ clusters: [Int]) throws {
    let car = [0.0123, -0.0217, 0.0331, 0.0057, -0.0113, 0.0271]
    let fit = try clustered([0, 0, 1, 1, 1, 1], car, [clusters])
    guard case .failure(let failure) = fit.terms[0].test, case .success = fit.terms[1].test else {
      Issue.record("\(fit.terms.map(\.test))")
      return
    }
    #expect(failure.reason == .varianceNotPositive)
    // Two ways, of which one is as the pairs of both.
    let both = try clustered([0, 0, 1, 1, 1, 1], car, [clusters, [0, 1, 2, 3, 4, 5]])
    guard case .success = both.terms[1].test else {
      Issue.record("\(both.terms.map(\.test))")
      return
    }
  }

  /// Two ways of clustering, V1 + V2 - V12, which made the intercept's variance negative: the slope keeps its test. Figures by
  /// numpy.
  @Test func aTermWithoutAVarianceCostsTheOthersNothing() throws {
    let fit = try clustered(
      [0.03, 1.36, 1.22, -0.51, -0.3, -0.53, 0.57, -0.06],
      [0.022, -0.055, 0.047, -0.003, 0.02, -0.004, -0.011, 0.014],
      [[0, 0, 1, 1, 2, 2, 3, 3], [0, 1, 2, 0, 1, 2, 0, 1]])
    let slope = try #require(fit.terms.last)
    #expect(agrees(fit.terms[0].estimate, 0.005627852447883969, relative: 1e-12))
    #expect(agrees(slope.estimate, -0.00843978628262457, relative: 1e-12))
    #expect(agrees(try slope.test.get().standardError, 0.03365856828900404, relative: 1e-12))
    guard case .failure(let failure) = fit.terms[0].test, case .success? = fit.slopes else {
      Issue.record("\(fit)")
      return
    }
    #expect(failure.reason == .varianceNotPositive)
  }
}
