/// What a study may set on a model; nil = the model's own default.
package struct ModelOptions: Sendable, Equatable {
  /// The options by the keys of the study file.
  package enum Key: String, CaseIterable, Sendable {
    case factors, excess, intercept, lags, leads, step, mean, presample, variant
    case predictsAlpha = "alpha_in_prediction"
  }

  /// Columns of the factors file.
  package var factors: [String]?
  /// Fit R - rf instead of R.
  package var excess: Bool?
  /// Estimate an intercept.
  package var intercept: Bool?
  /// Benchmark returns before and after the day, in sessions of the security's exchange.
  package var lags: Int?
  package var leads: Int?
  /// Estimate anew every so many sessions of the event window.
  package var step: Int?
  /// The mean equation of a model with a conditional variance.
  package var mean: String?
  /// What a conditional variance starts from.
  package var presample: String?
  /// Another form of the model, by the name it gives it.
  package var variant: String?
  /// The expectation contains the intercept (METHODS 3.4): false for long horizons.
  package var predictsAlpha: Bool?

  package init() {}

  /// The options that are set.
  package var given: [Key] {
    Key.allCases.filter { text(of: $0) != nil }
  }

  /// An option's value as a study file says it; nil where it is not set.
  package func text(of key: Key) -> String? {
    switch key {
    case .factors: factors.map { "[" + $0.joined(separator: ", ") + "]" }
    case .excess: excess.map { "\($0)" }
    case .intercept: intercept.map { "\($0)" }
    case .lags: lags.map { "\($0)" }
    case .leads: leads.map { "\($0)" }
    case .step: step.map { "\($0)" }
    case .mean: mean
    case .presample: presample
    case .variant: variant
    case .predictsAlpha: predictsAlpha.map { "\($0)" }
    }
  }

  /// The variant among a model's forms; nil where none is given.
  func form<Form: RawRepresentable<String> & CaseIterable>(
    of type: Form.Type
  ) throws(ModelOptionFault) -> Form? {
    try choice(.variant, variant, of: type)
  }

  /// The value of an option among those that it may have; nil where none is given.
  func choice<Form: RawRepresentable<String> & CaseIterable>(
    _ key: Key, _ value: String?, of type: Form.Type
  ) throws(ModelOptionFault) -> Form? {
    guard let value else { return nil }
    if let form = Form(rawValue: value) { return form }
    let known = Form.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
    throw ModelOptionFault(key, "there is no \(key.rawValue) '\(value)'", help: "write \(known)")
  }

  /// A number of sessions up to `limit`.
  func sessions(_ key: Key, _ value: Int?, upTo limit: Int) throws(ModelOptionFault) -> Int? {
    guard let value, !(0...limit).contains(value) else { return value }
    throw ModelOptionFault(
      key, "'\(key.rawValue)' must be from 0 to \(limit), found \(value)", help: "write a number of sessions")
  }
}

/// An option that a model does not take, or a value that it cannot have.
package struct ModelOptionFault: Error, Sendable, Equatable {
  package let key: ModelOptions.Key
  package let message: String
  package let help: String

  package init(_ key: ModelOptions.Key, _ message: String, help: String) {
    self.key = key
    self.message = message
    self.help = help
  }
}
