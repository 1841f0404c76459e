/// The registry. Its order is the order of `eventstudy methods`, of the study file's help and of the documentation.
package enum ExpectedReturnModels {
  package static let all: [any ExpectedReturnModel] = [
    RawReturn(),
    ConstantMean(),
    MarketAdjusted(),
    MarketModel(),
    CapitalAssetPricing(),
    FamaFrenchThreeFactor(),
    Carhart(),
    FamaFrenchFiveFactor(),
    FactorModel(),
    ScholesWilliams(),
    Dimson(),
    RollingMarketModel(),
    TheilSen(),
    LeastAbsoluteDeviations(),
    Huber(),
    GarchMarketModel(.standard),
    EgarchMarketModel(.standard),
    GjrGarchMarketModel(.standard),
  ]

  /// The model with this id and its defaults, or nil.
  package static func named(_ id: String) -> (any ExpectedReturnModel)? {
    all.first { $0.descriptor.id == id }
  }

  /// The model with this id as a study configures it; nil for an unknown id. Throws for an option that the model
  /// does not take or a value that it cannot have.
  package static func named(
    _ id: String, options: ModelOptions
  ) throws(ModelOptionFault) -> (any ExpectedReturnModel)? {
    guard let model = named(id) else { return nil }
    for key in options.given where !model.optionKeys.contains(key) {
      let takers = all.filter { $0.optionKeys.contains(key) }.map { "'\($0.descriptor.id)'" }
      throw ModelOptionFault(
        key, "'\(key.rawValue)' does not apply to the model '\(id)'",
        help: "remove it; it is for \(takers.joined(separator: ", "))")
    }
    return try model.configured(by: options)
  }
}
