import CoreTypes
import EventTime
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
    for text in [
      descriptor.title, descriptor.formula, descriptor.variance, descriptor.assumptions, descriptor.elsewhere,
    ] {
      #expect(!text.isEmpty)
    }
    #expect(descriptor.reference.contains("("), "author (year), journal, pages")
  }

  @Test(arguments: ids) func theParametersAreThoseOfTheDescriptor(_ id: String) throws {
    let found = try estimate(id, SampleOfReturns.sample(SimulatedReturns(count: 65)))
    let promised = try model(id).descriptor.parameters
    // A likelihood without a maximum inside its bounds falls back to the mean's own parameters.
    let isFallback = found.conditionalVariance.map { $0.status != .converged } ?? false
    #expect(found.parameters.map(\.name) == (isFallback ? Array(promised.prefix(2)) : promised))
    for parameter in found.parameters {
      #expect(parameter.estimate.isFinite && parameter.standardError?.isFinite != false)
    }
    #expect(found.residualVariance > 0)
    #expect(!found.expected.contains { !$0.isFinite })
    for position in 0..<5 {
      #expect(found.prediction.variance(at: position) >= found.prediction.errorVariance(at: position))
    }
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
    #expect(failure.reason == .estimationWindowTooShort && !failure.isByMinimum)
    #expect(failure.explanation.hasSuffix(" needed to leave 5 degrees of freedom"), "\(failure.explanation)")
  }

  /// A variance about zero takes no degree of freedom.
  @Test func fiveReturnsAreEnoughWhereNothingIsEstimated() throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 10), minimum: 1)
    var options = ModelOptions()
    options.variant = "uncentered"
    let model = try #require(try ExpectedReturnModels.named("market-adjusted", options: options))
    #expect(try model.estimate(on: sample).get().degreesOfFreedom == 5)
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

  /// The logarithm of a loss of everything.
  @Test(arguments: ids) func aReturnThatIsNotFiniteIsMissing(_ id: String) throws {
    var returns = SimulatedReturns(count: 65)
    returns.security[12] = -.infinity
    returns.security[61] = -.infinity
    returns.factors[0][30] = -.infinity
    let found = try estimate(id, SampleOfReturns.sample(returns))
    #expect(found.observations == (Self.factorIDs.contains(id) ? 58 : 59))
    #expect(found.residualVariance.isFinite && found.residuals[12].isNaN)
    #expect(found.expected.map(\.isNaN) == [false, true, false, false, false])
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
    let one = try estimate(id, SampleOfReturns.sample(returns))
    let two = try estimate(id, SampleOfReturns.sample(returns.scaled(by: 2)))
    #expect(abs(two.residualVariance / one.residualVariance - 4) < 1e-12)
    for (left, right) in zip(one.residuals, two.residuals) { #expect(abs(right - 2 * left) < 1e-15) }
  }

  @Test(arguments: ids) func aSecurityThatNeverMovesIsRefused(_ id: String) throws {
    var returns = SimulatedReturns(count: 65)
    returns.security = returns.security.map { _ in 0 }
    returns.benchmark = id == "market-adjusted" ? returns.security : returns.benchmark
    // An excess return moves with rf.
    returns.factors[returns.factors.count - 1] = returns.security
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
    // Models that look at the sessions before and after need these too.
    let days = ["scholes-williams", "dimson"].contains(id) ? 0...2 : 2...2
    #expect(failure.explanation.contains("60 returns"))
    #expect(days.contains { failure.explanation.contains("only \($0) of them") })
  }

  static let factorIDs = ids.filter { !(ExpectedReturnModels.named($0)?.descriptor.factors.isEmpty ?? true) }

  @Test(arguments: factorIDs) func aFactorMissingOnSomeDaysCostsThoseDays(_ id: String) throws {
    var returns = SimulatedReturns(count: 65)
    for (factor, day) in returns.factors.indices.map({ ($0, 10 + 3 * $0) }) {
      returns.factors[factor][day] = .nan
    }
    let needed = try model(id).descriptor.factors.count
    let found = try estimate(id, SampleOfReturns.sample(returns))
    #expect(found.observations == 60 - needed)
    #expect(found.residuals.count { !$0.isNaN } == 60 - needed)
    #expect(found.warnings.map(\.id) == [.factorMissing])
    #expect(found.warnings[0].explanation.hasPrefix("\(needed) of 60 returns"))
  }

  @Test(arguments: factorIDs) func factorsThatEndBeforeTheWindowAreRefused(_ id: String) throws {
    var returns = SimulatedReturns(count: 65)
    for factor in returns.factors.indices {
      for day in 7..<65 { returns.factors[factor][day] = .nan }
    }
    guard case .failure(let failure) = try model(id).estimate(on: SampleOfReturns.sample(returns)) else {
      Issue.record("\(id) did without factors")
      return
    }
    #expect(failure.reason == .factorMissing)
    #expect(failure.explanation.contains("'rf' have values for only 7 of them; 1"))
  }

  @Test(arguments: factorIDs) func aColumnThatTheFileLacksIsNamed(_ id: String) throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 65))
    var returns = sample.returns
    returns.factors = FactorColumns(
      names: ["mkt_rf", "rf", "smb", "hml", "rmw"],
      columns: [0, 6, 1, 2, 4].map { sample.returns.factors.columns[$0] })
    let missing = try model(id).descriptor.factors.first { !returns.factors.names.contains($0) }
    if missing == nil { returns.factors = .none }
    let result = try model(id).estimate(
      on: EstimationSample(
        returns: returns, estimationWindow: sample.estimationWindow, eventWindow: sample.eventWindow,
        isUsable: sample.isUsable, isUsableLater: [], minimum: sample.minimum))
    guard case .failure(let failure) = result else {
      Issue.record("\(id) found a factor that is not there")
      return
    }
    #expect(failure.reason == .factorMissing)
    #expect(failure.explanation.contains("'\(missing ?? "mkt_rf")'") || missing == nil)
  }

  @Test(arguments: factorIDs) func aConstantFactorIsRefusedByName(_ id: String) throws {
    var returns = SimulatedReturns(count: 65)
    let descriptor = try model(id).descriptor
    let name = try #require(descriptor.factors.last { $0 != "rf" })
    let column = try #require(SimulatedReturns.factorNames.firstIndex(of: name))
    returns.factors[column] = returns.factors[column].map { _ in 0.0004 }
    guard case .failure(let failure) = try model(id).estimate(on: SampleOfReturns.sample(returns)) else {
      Issue.record("\(id) found a slope on a constant")
      return
    }
    #expect(failure.reason == .collinearFactors)
    #expect(failure.explanation == "'\(name)' is the same on the 60 days of the estimation window")
  }
}
