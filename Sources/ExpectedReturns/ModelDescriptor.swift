/// What a model is, for `eventstudy methods`, the study file and the reports.
package struct ModelDescriptor: Sendable {
  /// Kebab-case and permanent: what the study file and the reports say.
  package let id: String
  package let title: String
  package let formula: String
  /// The estimated parameters in the order of `models.csv`; empty where nothing is estimated.
  package let parameters: [String]
  /// The residual variance and its degrees of freedom.
  package let variance: String
  package let assumptions: String
  /// Author (year), journal and pages.
  package let reference: String
  /// Which other program computes it, and how its numbers differ.
  package let elsewhere: String
  /// The model cannot do without a benchmark.
  package let needsBenchmark: Bool
  /// The columns of the factors file that the model needs; empty for a model without factors.
  package let factors: [String]

  package init(
    id: String, title: String, formula: String, parameters: [String], variance: String,
    assumptions: String, reference: String, elsewhere: String, needsBenchmark: Bool, factors: [String] = []
  ) {
    self.id = id
    self.title = title
    self.formula = formula
    self.parameters = parameters
    self.variance = variance
    self.assumptions = assumptions
    self.reference = reference
    self.elsewhere = elsewhere
    self.needsBenchmark = needsBenchmark
    self.factors = factors
  }
}
