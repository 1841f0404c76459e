import CoreStatistics

/// A model whose residuals have a conditional variance, by Gaussian quasi maximum likelihood.
package protocol ConditionalVarianceMarketModel: ExpectedReturnModel {
  var conditionalVariance: ConditionalVarianceModel { get }
  var settings: ConditionalVarianceSettings { get }

  init(_ settings: ConditionalVarianceSettings)
}

/// What a study chooses of a model with a conditional variance.
package struct ConditionalVarianceSettings: Sendable {
  package let mean: ConditionalMean
  package let eventVariance: EventVariance
  package let presample: ConditionalPresample

  package init(mean: ConditionalMean, eventVariance: EventVariance, presample: ConditionalPresample) {
    self.mean = mean
    self.eventVariance = eventVariance
    self.presample = presample
  }

  /// A study that chooses nothing.
  static let standard = ConditionalVarianceSettings(
    mean: .market, eventVariance: .forecast, presample: .meanSquare)
}

extension ConditionalVarianceMarketModel {
  package var optionKeys: [ModelOptions.Key] { [.mean, .presample, .variant] }
  package var variants: [String] { EventVariance.allCases.map(\.rawValue) }
  package var looksAhead: Bool { true }

  package var options: ModelOptions {
    var options = ModelOptions()
    options.mean = settings.mean.rawValue
    options.presample = settings.presample.rawValue
    options.variant = settings.eventVariance.rawValue
    return options
  }

  /// `mean: market` (default) or `constant`; `presample: mean-square` (default) or `backcast`; `variant: forecast` (default) or
  /// `filter`.
  package func configured(by options: ModelOptions) throws(ModelOptionFault) -> Self {
    Self(
      ConditionalVarianceSettings(
        mean: try options.choice(.mean, options.mean, of: ConditionalMean.self) ?? settings.mean,
        eventVariance: try options.form(of: EventVariance.self) ?? settings.eventVariance,
        presample: try options.choice(.presample, options.presample, of: ConditionalPresample.self)
          ?? settings.presample))
  }

  package func estimate(
    on sample: EstimationSample
  ) -> Result<ExpectedReturnEstimate, EstimationFailure> {
    settings.mean.leastSquares.estimate(on: sample).map { leastSquares in
      ConditionalVarianceEstimation(
        sample: sample, leastSquares: leastSquares, settings: settings,
        terms: ConditionalMeanTerms(settings.mean, of: sample.returns)
      ).estimate(conditionalVariance, names: descriptor.parameters)
    }
  }
}
