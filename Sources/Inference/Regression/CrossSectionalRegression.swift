import CoreStatistics

/// `CAR_i = z_i'b + u_i`: which events reacted more, by least squares over events (METHODS 5.19).
///
/// t statistics have n-k degrees of freedom, G-1 with clusters (the smaller G of two ways). The slopes are tested
/// together by a Wald F on the same covariance matrix.
package struct CrossSectionalRegression: Sendable {
  /// A coefficient, and its test or the reason why there is none.
  package struct Term: Sendable {
    package let name: String
    package let estimate: Double
    package let test: Result<TermTest, WithoutTest>
  }

  /// The test of one coefficient.
  package struct TermTest: Sendable {
    package let standardError: Double
    /// With Student's t distribution of `degreesOfFreedom`.
    package let t: Double
    /// Two-sided.
    package let pValue: Double
    package let pGreater: Double
    package let pLess: Double
    /// Bounds at the study's confidence.
    package let lower: Double
    package let upper: Double
  }

  package let terms: [Term]
  /// All slopes are zero: F, its degrees of freedom and p; a reason where there is no joint test; `nil` without slopes.
  package let slopes: Result<JointTest, WithoutTest>?
  package let degreesOfFreedom: Double
  package let events: Int
  /// Of the weighted regression; uncentered without an intercept.
  package let rSquared: Double?
  package let convention: String

  /// A Wald test of all slopes together: F with `numerator` and `denominator` degrees of freedom.
  package struct JointTest: Sendable {
    package let f: Double
    package let numerator: Double
    package let denominator: Double
    package let pValue: Double
  }

  /// Why a coefficient, or all slopes together, have no test.
  package struct WithoutTest: Error { package let reason: RegressionReason }

  /// A regression, or why there is none and which terms that concerns.
  package enum Outcome: Sendable {
    case result(CrossSectionalRegression)
    case notApplicable(reason: RegressionReason, terms: [String])
  }

  /// Fits the sample by (weighted) least squares; `errors` chooses the covariance matrix, `confidence` the level of the
  /// bounds, such as 0.95.
  package static func fit(
    _ sample: RegressionSample, errors: RegressionErrors, confidence: Double
  ) -> Outcome {
    do throws(NoRegression) {
      return .result(try CrossSectionalRegression(sample, errors, confidence))
    } catch {
      return .notApplicable(reason: error.reason, terms: error.terms)
    }
  }

  private init(
    _ sample: RegressionSample, _ errors: RegressionErrors, _ confidence: Double
  ) throws(NoRegression) {
    let count = sample.response.count
    let width = sample.terms.count
    guard count > 0 else { throw NoRegression(.noEvents) }
    guard count > width, width > 0 else { throw NoRegression(.tooFewEvents) }
    let (columns, response) = sample.weighted
    let fit = LinearFit.leastSquares(columns: columns, response: response)
    guard fit.dependentColumns.isEmpty else {
      throw NoRegression(.collinearRegressors, terms: fit.dependentColumns.map { sample.terms[$0] })
    }
    let scale = response.sumOfSquares
    guard fit.residualSumOfSquares > scale * Rounding.ofSquaredResiduals else {
      throw NoRegression(.zeroVariance)
    }
    let sandwich = SandwichCovariance(columns: columns, response: response)
    let groups = sample.clusters.map { ($0.max() ?? -1) + 1 }
    let covariance = try Self.covariance(sandwich, sample, errors, groups)
    let nu = errors == .cluster ? Double((groups.min() ?? 0) - 1) : Double(count - width)
    terms = try Self.terms(sample, fit.coefficients, covariance, nu, confidence)
    slopes = Self.slopes(sample, fit.coefficients, covariance, nu, isClustered: errors == .cluster)
    degreesOfFreedom = nu
    events = count
    rSquared = Self.rSquared(sample, response, fit.residualSumOfSquares)
    convention = errors.convention(clusters: groups)
  }

  /// What is rounding alone, as a share of what it is compared with.
  private enum Rounding {
    /// Residuals of 1e-13 of the response.
    static let ofSquaredResiduals = 1e-26
    /// Of what a leverage of one leaves.
    static let ofLeverage = 1e-10
    /// Of two covariances that are one.
    static let ofDifference = 1e-12
    /// Of a row in a coefficient, which that leverage blurs.
    static let ofShare = 1e-8
  }

  private static func covariance(
    _ sandwich: SandwichCovariance, _ sample: RegressionSample, _ errors: RegressionErrors, _ groups: [Int]
  ) throws(NoRegression) -> [Double] {
    let (n, k) = (Double(sample.response.count), Double(sample.terms.count))
    if errors != .classical,
      let row = sample.response.indices.first(where: { 1 - sandwich.leverage(of: $0) < Rounding.ofLeverage })
    {
      throw NoRegression(.leverageOfOne, terms: decided(by: row, in: sandwich, sample))
    }
    switch errors {
    case .classical: return sandwich.classical
    case .hc0: return sandwich.heteroskedastic { _ in 1 }
    case .hc1: return sandwich.heteroskedastic { _ in n / (n - k) }
    case .hc2: return sandwich.heteroskedastic { 1 / (1 - $0) }
    case .hc3: return sandwich.heteroskedastic { 1 / ((1 - $0) * (1 - $0)) }
    case .cluster:
      guard groups.allSatisfy({ $0 >= 2 }) else { throw NoRegression(.tooFewClusters) }
      let single = zip(sample.clusters, groups).map { sandwich.clustered($0, count: $1) }
      guard single.count == 2 else { return single[0] }
      let (both, count) = intersection(sample.clusters[0], sample.clusters[1])
      let crossed = sandwich.clustered(both, count: count)
      return crossed.indices.map { place in
        let sum = single[0][place] + single[1][place]
        let difference = sum - crossed[place]
        // Only rounding is left where the pairs of clusters are the clusters of one way.
        return abs(difference) > Rounding.ofDifference * (abs(sum) + abs(crossed[place])) ? difference : 0
      }
    }
  }

  /// The terms whose coefficients a row with a leverage of one decides: a combination of them is zero for all other rows.
  private static func decided(
    by row: Int, in sandwich: SandwichCovariance, _ sample: RegressionSample
  ) -> [String] {
    zip(sandwich.shares(of: row), sample.columns).enumerated().filter { _, term in
      abs(term.0) * (term.1.map(abs).max() ?? 0) > Rounding.ofShare
    }.map { sample.terms[$0.offset] }
  }

  /// Dense numbers of the pairs of clusters that occur.
  private static func intersection(_ first: [Int], _ second: [Int]) -> (clusters: [Int], count: Int) {
    var numbers: [SIMD2<Int>: Int] = [:]
    let clusters = zip(first, second).map { pair in
      let key = SIMD2(pair.0, pair.1)
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      return number
    }
    return (clusters, numbers.count)
  }

  private static func terms(
    _ sample: RegressionSample, _ coefficients: [Double], _ covariance: [Double], _ nu: Double,
    _ confidence: Double
  ) throws(NoRegression) -> [Term] {
    let student = StudentT(degreesOfFreedom: nu)
    guard let critical = student.critical(confidence: confidence) else { throw NoRegression(.notComputable) }
    var terms: [Term] = []
    for (index, name) in sample.terms.enumerated() {
      let variance = covariance[index * sample.terms.count + index]
      let test = test(of: coefficients[index], variance: variance, student, critical)
      terms.append(Term(name: name, estimate: coefficients[index], test: test))
    }
    return terms
  }

  private static func test(
    of estimate: Double, variance: Double, _ student: StudentT, _ critical: Double
  ) -> Result<TermTest, WithoutTest> {
    guard variance > 0 else { return .failure(WithoutTest(reason: .varianceNotPositive)) }
    let error = variance.squareRoot()
    let t = estimate / error
    guard t.isFinite, let p = student.twoSided(t), let greater = student.upper(t), let less = student.lower(t)
    else { return .failure(WithoutTest(reason: .notComputable)) }
    return .success(
      TermTest(
        standardError: error, t: t, pValue: p, pGreater: greater, pLess: less,
        lower: estimate - critical * error, upper: estimate + critical * error))
  }

  private static func slopes(
    _ sample: RegressionSample, _ coefficients: [Double], _ covariance: [Double], _ nu: Double,
    isClustered: Bool
  ) -> Result<JointTest, WithoutTest>? {
    let first = sample.hasIntercept ? 1 : 0
    let width = sample.terms.count
    let count = width - first
    guard count > 0 else { return nil }
    // Fewer clusters than slopes leave a singular matrix.
    guard !isClustered || nu >= Double(count) else {
      return .failure(WithoutTest(reason: .tooFewClusters))
    }
    let block = (first..<width).flatMap { row in
      (first..<width).map { covariance[row * width + $0] }
    }
    guard let wald = PositiveDefinite.quadraticForm(of: Array(coefficients[first...]), inverse: block) else {
      return .failure(WithoutTest(reason: .varianceNotPositive))
    }
    let f = wald / Double(count)
    guard f.isFinite, let p = FDistribution(numerator: Double(count), denominator: nu).upper(f) else {
      return .failure(WithoutTest(reason: .notComputable))
    }
    return .success(JointTest(f: f, numerator: Double(count), denominator: nu, pValue: p))
  }

  private static func rSquared(_ sample: RegressionSample, _ response: [Double], _ residual: Double)
    -> Double?
  {
    guard sample.hasIntercept else {
      return 1 - residual / response.sumOfSquares
    }
    // A constant alone explains nothing: what rounding leaves of 0 is no figure.
    guard sample.terms.count > 1 else { return 0 }
    let weights = sample.weights ?? [Double](repeating: 1, count: response.count)
    let mean = innerProduct(weights, sample.response) / weights.reduce(0, +)
    let total = zip(weights, sample.response).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    return total > 0 ? 1 - residual / total : nil
  }
}
