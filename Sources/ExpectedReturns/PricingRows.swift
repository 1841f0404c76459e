import CoreTypes
import EventTime

/// The returns of an event window as a model takes them apart, for the regression of portfolios in calendar time:
/// the part to be explained and the regressors beside an intercept, a day each. A day without an abnormal return
/// may hold anything.
package struct PricingRows: Sendable {
  /// `R_t` less the model's offset: over the riskless rate, or over the market.
  package let responses: [Double]
  /// The regressors of each day, side by side.
  package let regressors: [Double]
  /// Number of regressors a day.
  package let factors: Int

  /// A model without regressors beside its intercept explains nothing but the security's own mean: its abnormal
  /// returns are what is left to explain. Models that are not linear are taken by their benchmark.
  ///
  /// - Parameter expected: the model's expected returns of the event window.
  package init(_ model: any ExpectedReturnModel, on sample: EstimationSample, expected: [Double]) {
    let start = sample.returns.position(of: sample.eventWindow.first)
    let days = start..<(start + sample.eventWindow.length)
    let returns = Array(sample.returns.returns.part(days))
    let terms = PricingRows.terms(of: model, sample.returns)
    var columns = terms.columns
    if let intercept = terms.intercept { columns.remove(at: intercept) }
    factors = columns.count
    if columns.isEmpty, terms.intercept != nil {
      responses = zip(returns, expected).map { $0 - $1 }
    } else {
      let offset = terms.offset.map { Array($0.part(days)) }
      responses = offset.map { zip(returns, $0).map { $0 - $1 } } ?? returns
    }
    regressors = days.flatMap { day in columns.map { $0[day] } }
  }

  private static func terms(of model: any ExpectedReturnModel, _ returns: EventReturns) -> LinearTerms {
    let terms = (model as? any LinearExpectedReturnModel).flatMap { try? $0.terms(of: returns) }
    return terms ?? (model.descriptor.needsBenchmark ? .market(returns) : ConstantMean().terms(of: returns))
  }
}
