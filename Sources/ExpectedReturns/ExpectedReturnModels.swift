/// The registry. Its order is the order of `eventstudy methods`, of the study file's help and of the documentation.
package enum ExpectedReturnModels {
  package static let all: [any ExpectedReturnModel] = [
    RawReturn(),
    ConstantMean(),
    MarketAdjusted(),
    MarketModel(),
    GarchMarketModel(eventVariance: .forecast),
    EgarchMarketModel(eventVariance: .forecast),
    GjrGarchMarketModel(eventVariance: .forecast),
  ]

  /// The model with this id, or nil.
  package static func named(_ id: String) -> (any ExpectedReturnModel)? {
    all.first { $0.descriptor.id == id }
  }
}
