import CoreStatistics
import TestSupport
import Testing

@testable import Inference

/// Regressions against statsmodels, and what happens where there is none.
@Suite struct CrossSectionalRegressionTests {
  private static let folder = "Oracles/cross-sectional"

  @Test func agreesWithStatsmodels() throws {
    let data = try NumberTable(fixture: "\(Self.folder)/data.csv")
    let cases = try NumberTable(fixture: "\(Self.folder)/cases.csv")
    let terms = try NumberTable(fixture: "\(Self.folder)/terms.csv")
    let joint = try NumberTable(fixture: "\(Self.folder)/joint.csv")
    #expect(cases.rows.count == 17)
    for row in cases.rows.indices {
      let name = try cases.text(row, "case")
      let sample = try Self.sample(data, cases, row)
      let errors = try #require(RegressionErrors(rawValue: try cases.text(row, "errors")))
      let outcome = CrossSectionalRegression.fit(sample, errors: errors, confidence: 0.95)
      guard case .result(let fit) = outcome else {
        Issue.record("\(name): \(outcome)")
        continue
      }
      let expected = terms.rows.indices.filter { terms.rows[$0][0] == name }
      #expect(expected.count == fit.terms.count)
      for (index, term) in zip(expected, fit.terms) {
        #expect(try terms.text(index, "term") == term.name)
        let test = try term.test.get()
        let figures = [
          ("estimate", term.estimate), ("standard_error", test.standardError), ("t", test.t),
          ("p", test.pValue),
          ("lower", test.lower), ("upper", test.upper), ("df", fit.degreesOfFreedom),
          ("r_squared", fit.rSquared ?? .nan),
        ]
        for (column, actual) in figures {
          // R squared of a constant alone is what rounding leaves of 0.
          let scale: Double = column == "r_squared" ? 1 : 0
          #expect(
            agrees(actual, try terms.number(index, column), relative: 1e-10, scale: scale),
            "\(name) \(term.name) \(column)")
        }
      }
      try expectJoint(fit, joint, name)
    }
  }

  private func expectJoint(_ fit: CrossSectionalRegression, _ joint: NumberTable, _ name: String) throws {
    guard let row = joint.rows.firstIndex(where: { $0[0] == name }) else {
      if case .success = fit.slopes { Issue.record("\(name): a joint test without a counterpart") }
      return
    }
    let test = try #require(try fit.slopes?.get())
    let figures = [("f", test.f), ("df1", test.numerator), ("df2", test.denominator), ("p", test.pValue)]
    for (column, actual) in figures {
      #expect(agrees(actual, try joint.number(row, column), relative: 1e-10), "\(name) \(column)")
    }
  }

  private static func sample(
    _ data: NumberTable, _ cases: NumberTable, _ row: Int
  ) throws -> RegressionSample {
    let rows = data.rows.indices.prefix(Int(try cases.number(row, "events")))
    var terms: [(String, [Double])] = []
    let hasIntercept = try cases.text(row, "intercept") == "true"
    if hasIntercept { terms.append((RegressionSample.intercept, rows.map { _ in 1 })) }
    for column in try cases.text(row, "on").split(separator: " ").map(String.init) {
      let texts = try rows.map { try data.text($0, column) }
      if let numbers = try? rows.map({ try data.number($0, column) }) {
        terms.append((column, numbers))
      } else {
        for level in Set(texts).sorted().dropFirst() {
          terms.append(("\(column)=\(level)", texts.map { $0 == level ? 1 : 0 }))
        }
      }
    }
    let weights: [Double]? =
      switch try cases.text(row, "weights") {
      case "none": nil
      case "variance": try rows.map { 1 / (try data.number($0, "variance")) }
      case let column: try rows.map { try data.number($0, column) }
      }
    let clusters = try cases.text(row, "clusters").split(separator: " ").map { column in
      let texts = try rows.map { try data.text($0, String(column)) }
      let levels = Set(texts).sorted()
      return texts.compactMap(levels.firstIndex(of:))
    }
    return RegressionSample(
      terms: terms.map(\.0), columns: terms.map(\.1), response: try rows.map { try data.number($0, "car") },
      weights: weights, clusters: clusters, hasIntercept: hasIntercept)
  }

  private func reason(
    _ columns: [[Double]], _ response: [Double], errors: RegressionErrors = .hc3, clusters: [[Int]] = []
  ) -> (RegressionReason, [String])? {
    let names = [RegressionSample.intercept] + (1..<max(1, columns.count + 1)).map { "x\($0)" }
    let sample = RegressionSample(
      terms: names, columns: [[Double](repeating: 1, count: response.count)] + columns, response: response,
      weights: nil, clusters: clusters, hasIntercept: true)
    switch CrossSectionalRegression.fit(sample, errors: errors, confidence: 0.95) {
    case .result: return nil
    case .notApplicable(let reason, let terms): return (reason, terms)
    }
  }

  @Test func whatHasNoAnswerSaysWhy() {
    let car = [0.01, -0.02, 0.03, 0.005, -0.01]
    #expect(reason([], [])?.0 == .noEvents)
    #expect(reason([], [0.01])?.0 == .tooFewEvents)
    #expect(reason([[1, 2]], [0.01, 0.02])?.0 == .tooFewEvents)
    #expect(reason([], [0.01, 0.01, 0.01])?.0 == .zeroVariance)
    #expect(reason([[1, 2, 3, 4, 5]], [0.1, 0.2, 0.3, 0.4, 0.5])?.0 == .zeroVariance)
    let constant = reason([[3, 3, 3, 3, 3]], car)
    #expect(constant?.0 == .collinearRegressors && constant?.1 == ["x1"])
    let double = reason([[1, 5, 2, 8, 3], [2, 10, 4, 16, 6]], car)
    #expect(double?.0 == .collinearRegressors && double?.1.count == 1)
    let lonely = reason([[0, 0, 1, 0, 0]], car)
    #expect(lonely?.0 == .leverageOfOne && lonely?.1 == ["x1"])
    // The only event of the level that has no column: all columns are zero for it alone.
    let base = reason([[1, 0, 0, 1, 0], [0, 1, 0, 0, 1]], car)
    #expect(base?.0 == .leverageOfOne && base?.1 == [RegressionSample.intercept, "x1", "x2"])
    #expect(reason([[0, 0, 1, 0, 0]], car, errors: .classical) == nil)
    for errors in [RegressionErrors.hc0, .hc1, .hc2] {
      #expect(reason([[0, 0, 1, 0, 0]], car, errors: errors)?.0 == .leverageOfOne)
    }
    let pairs = [0, 0, 1, 1, 1]
    #expect(reason([[0, 0, 1, 0, 0]], car, errors: .cluster, clusters: [pairs])?.0 == .leverageOfOne)
    #expect(
      reason([[1, 5, 2, 8, 3]], car, errors: .cluster, clusters: [[0, 0, 0, 0, 0]])?.0 == .tooFewClusters)
    #expect(reason([[1, 5, 2, 8, 3]], car) == nil)
  }

  @Test func fewerClustersThanSlopesLeaveNoJointTest() {
    let columns = [[1, 5, 2, 8, 3, 1], [3, 1, 4, 1, 5, 9.0]]
    let sample = RegressionSample(
      terms: [RegressionSample.intercept, "x1", "x2"],
      columns: [[Double](repeating: 1, count: 6)] + columns,
      response: [0.01, -0.02, 0.03, 0.005, -0.01, 0.02],
      weights: nil, clusters: [[0, 0, 0, 1, 1, 1]], hasIntercept: true)
    guard case .result(let fit) = CrossSectionalRegression.fit(sample, errors: .cluster, confidence: 0.95),
      case .failure(let failure)? = fit.slopes
    else {
      Issue.record("expected a fit without a joint test")
      return
    }
    #expect(failure.reason == .tooFewClusters && fit.degreesOfFreedom == 1)
  }

  /// Numbers that are large beside their spread (dates as YYYYMMDD, seconds since 1970) have the errors of their distances.
  @Test(arguments: [RegressionErrors.classical, .hc0, .hc1, .hc2, .hc3, .cluster])
  func aLevelTakesNoDigits(errors: RegressionErrors) throws {
    var stream = RandomStream(seed: 7)
    let distances = (0..<40).map { Double(($0 * 7) % 31) }
    let response = distances.map { 0.001 * $0 + 0.02 * stream.normal() }
    func slope(_ level: Double) throws -> CrossSectionalRegression.Term {
      let sample = RegressionSample(
        terms: [RegressionSample.intercept, "x"],
        columns: [[Double](repeating: 1, count: 40), distances.map { $0 + level }], response: response,
        weights: nil, clusters: errors == .cluster ? [(0..<40).map { $0 % 9 }] : [], hasIntercept: true)
      guard case .result(let fit) = CrossSectionalRegression.fit(sample, errors: errors, confidence: 0.95)
      else { throw NumberTable.Fault("no fit") }
      return try #require(fit.terms.last)
    }
    let (near, far) = (try slope(0), try slope(1_570_000_000))
    #expect(agrees(far.estimate, near.estimate, relative: 1e-10))
    #expect(agrees(try far.test.get().standardError, try near.test.get().standardError, relative: 1e-12))
  }

  /// Equal weights are none; all CARs times a factor move estimates and errors by it and leave t alone.
  @Test func laws() throws {
    var stream = RandomStream(seed: 5)
    let x = (0..<40).map { _ in stream.normal() }
    let y = x.map { 0.01 * $0 + 0.02 * stream.normal() }
    func fit(_ response: [Double], weights: [Double]?) throws -> CrossSectionalRegression {
      let sample = RegressionSample(
        terms: [RegressionSample.intercept, "x"], columns: [[Double](repeating: 1, count: 40), x],
        response: response, weights: weights, clusters: [], hasIntercept: true)
      guard case .result(let fit) = CrossSectionalRegression.fit(sample, errors: .hc3, confidence: 0.9) else {
        throw NumberTable.Fault("no fit")
      }
      return fit
    }
    let plain = try fit(y, weights: nil)
    let weighted = try fit(y, weights: [Double](repeating: 4, count: 40))
    let scaled = try fit(y.map { -3 * $0 }, weights: nil)
    for index in plain.terms.indices {
      #expect(agrees(try weighted.t(index), try plain.t(index), relative: 1e-12))
      #expect(agrees(try scaled.t(index), try -plain.t(index), relative: 1e-12))
      #expect(agrees(scaled.terms[index].estimate, -3 * plain.terms[index].estimate, relative: 1e-12))
    }
  }
}

extension CrossSectionalRegression {
  fileprivate func t(_ term: Int) throws -> Double { try terms[term].test.get().t }
}
