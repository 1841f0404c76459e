import CoreTypes
import ExpectedReturns
import Foundation
import TestSupport
import Testing

/// What every registered model must keep to.
@Suite struct ExpectedReturnModelsTests {
  static let ids = ExpectedReturnModels.all.map(\.descriptor.id)

  private func model(_ id: String) throws -> any ExpectedReturnModel {
    try #require(ExpectedReturnModels.named(id))
  }

  private func estimate(_ id: String, _ sample: EstimationSample) throws -> ExpectedReturnEstimate {
    try model(id).estimate(on: sample).get()
  }

  @Test func everyFileOfTheFolderIsRegistered() throws {
    let folder = "\(PackagePaths.root)/Sources/ExpectedReturns/Models"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    let registered = ExpectedReturnModels.all.map { "\(type(of: $0)).swift" }
    #expect(files.sorted() == registered.sorted())
    #expect(Set(Self.ids).count == Self.ids.count)
  }

  @Test(arguments: ids) func descriptorsAreComplete(_ id: String) throws {
    let descriptor = try model(id).descriptor
    for text in [descriptor.title, descriptor.formula, descriptor.variance, descriptor.assumptions] {
      #expect(!text.isEmpty)
    }
    #expect(descriptor.reference.contains("("), "author (year), journal, pages")
  }

  @Test(arguments: ids) func tooShortAWindowIsRefusedWithBothNumbers(_ id: String) throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 24), minimum: 30)
    guard case .failure(let failure) = try model(id).estimate(on: sample) else {
      Issue.record("19 observations were enough for \(id)")
      return
    }
    #expect(failure.reason == .estimationWindowTooShort)
    #expect(failure.explanation == "19 valid returns in the estimation window, 30 needed")
  }

  @Test(arguments: ids) func fewerThanFiveDegreesOfFreedomAreNeverEnough(_ id: String) throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 10), minimum: 1)
    guard case .failure(let failure) = try model(id).estimate(on: sample) else {
      Issue.record("5 observations were enough for \(id)")
      return
    }
    #expect(failure.reason == .estimationWindowTooShort)
  }

  @Test(arguments: ids) func aMissingDayShrinksTheNumberOfObservations(_ id: String) throws {
    let returns = SimulatedReturns(count: 65)
    let whole = try estimate(id, SampleOfReturns.sample(returns))
    let holed = try estimate(id, SampleOfReturns.sample(returns, missing: [3, 17]))
    #expect(whole.observations == 60)
    #expect(holed.observations == 58)
    #expect(holed.degreesOfFreedom == whole.degreesOfFreedom - 2)
    #expect(holed.residuals[3].isNaN)
    #expect(holed.residuals.count { !$0.isNaN } == 58)
  }

  @Test(arguments: ids) func aMaskedDayDoesNotEnter(_ id: String) throws {
    var returns = SimulatedReturns(count: 65)
    let clean = try estimate(id, SampleOfReturns.sample(returns, masked: [20]))
    returns.security[20] += 5
    let spoiled = try estimate(id, SampleOfReturns.sample(returns, masked: [20]))
    #expect(clean.residualVariance == spoiled.residualVariance)
    #expect(clean.expected == spoiled.expected)
  }

  @Test(arguments: ids) func scalingReturnsScalesResidualsAndVariance(_ id: String) throws {
    let returns = SimulatedReturns(count: 65)
    var doubled = returns
    doubled.security = returns.security.map { $0 * 2 }
    doubled.benchmark = returns.benchmark.map { $0 * 2 }
    let one = try estimate(id, SampleOfReturns.sample(returns))
    let two = try estimate(id, SampleOfReturns.sample(doubled))
    #expect(abs(two.residualVariance / one.residualVariance - 4) < 1e-12)
    for (left, right) in zip(one.residuals, two.residuals) { #expect(abs(right - 2 * left) < 1e-15) }
  }

  @Test(arguments: ids) func aSecurityThatNeverMovesIsRefused(_ id: String) throws {
    var returns = SimulatedReturns(count: 65)
    returns.security = returns.security.map { _ in 0 }
    returns.benchmark = id == "market-adjusted" ? returns.security : returns.benchmark
    guard case .failure(let failure) = try model(id).estimate(on: SampleOfReturns.sample(returns)) else {
      Issue.record("\(id) found a variance in nothing")
      return
    }
    #expect(failure.reason == .zeroResidualVariance)
  }

  @Test(arguments: ids.filter { ExpectedReturnModels.named($0)?.descriptor.needsBenchmark ?? false })
  func withoutABenchmarkThereIsNoEstimate(_ id: String) throws {
    var returns = SimulatedReturns(count: 65)
    for index in 0..<58 { returns.benchmark[index] = .nan }
    guard case .failure(let failure) = try model(id).estimate(on: SampleOfReturns.sample(returns)) else {
      Issue.record("\(id) did without a benchmark")
      return
    }
    #expect(failure.reason == .benchmarkMissing)
    #expect(failure.explanation.contains("60 returns") && failure.explanation.contains("only 2 of them"))
  }
}
