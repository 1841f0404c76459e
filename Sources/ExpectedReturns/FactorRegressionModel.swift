import EventTime

/// A model that regresses on columns of the factors file: all but its description, and which columns, is the regression's.
protocol FactorRegressionModel: LinearExpectedReturnModel {
  var regression: FactorRegression { get set }
}

extension FactorRegressionModel {
  package var optionKeys: [ModelOptions.Key] { FactorRegression.optionKeys }
  package var options: ModelOptions { regression.options }

  package func configured(by options: ModelOptions) throws(ModelOptionFault) -> Self {
    var copy = self
    copy.regression = regression.with(options)
    return copy
  }

  package func terms(of returns: EventReturns) throws(EstimationFailure) -> LinearTerms {
    try regression.terms(of: returns)
  }
}
