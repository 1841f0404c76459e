/// What a test is, in words: the source of `eventstudy methods`, of the study file's allowed ids and of the
/// report's methods section.
package struct TestDescriptor: Sendable, Equatable {
  /// Permanent kebab-case id without a variant.
  package let id: String
  package let title: String
  package let nullHypothesis: String
  package let formula: String
  /// What must hold for the p-value to be right, one statement each.
  package let assumptions: [String]
  /// Author (year), journal, pages.
  package let reference: String
  package let variants: [Variant]

  /// Another way to compute the test, asked for as `id:variant`.
  package struct Variant: Sendable, Equatable {
    package let id: String
    /// What differs from the default.
    package let difference: String

    package init(_ id: String, _ difference: String) {
      self.id = id
      self.difference = difference
    }
  }

  package init(
    id: String, title: String, nullHypothesis: String, formula: String, assumptions: [String],
    reference: String, variants: [Variant] = []
  ) {
    self.id = id
    self.title = title
    self.nullHypothesis = nullHypothesis
    self.formula = formula
    self.assumptions = assumptions
    self.reference = reference
    self.variants = variants
  }
}
