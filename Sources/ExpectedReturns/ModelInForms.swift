/// A model that is computed in several forms, which the option `variant` names by their raw values.
protocol ModelInForms: ExpectedReturnModel {
  associatedtype Form: RawRepresentable<String> & CaseIterable

  /// The form that this value computes.
  var form: Form { get set }
}

extension ModelInForms {
  package var optionKeys: [ModelOptions.Key] { [.variant] }
  package var variants: [String] { Form.allCases.map(\.rawValue) }

  package var options: ModelOptions {
    var options = ModelOptions()
    options.variant = form.rawValue
    return options
  }

  package func configured(by options: ModelOptions) throws(ModelOptionFault) -> Self {
    var copy = self
    copy.form = try options.form(of: Form.self) ?? form
    return copy
  }
}
