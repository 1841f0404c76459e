import EventTime

/// `E[R_it] = 0`: the abnormal return is the return itself.
package struct RawReturn: LinearExpectedReturnModel {
  package let descriptor = ModelDescriptor(
    id: "raw",
    title: "Raw return",
    formula: "E[R_it] = 0",
    parameters: [],
    variance: "s^2 = sum (R - mean R)^2 / (M - 1), nu = M - 1",
    assumptions: "Nothing is expected: for very short windows, or where no benchmark is fit to use.",
    reference: "Brown & Warner (1980), Journal of Financial Economics 8, 205-258",
    elsewhere:
      "numpy: var(R, ddof=1) over the estimation days; for returns over several sessions statsmodels' WLS on "
      + "a constant with weights 1/n.",
    needsBenchmark: false)

  package init() {}

  package func terms(of returns: EventReturns) -> LinearTerms { LinearTerms(offset: nil, columns: []) }
}
