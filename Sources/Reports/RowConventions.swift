import EventTime
import ExpectedReturns
import ImpactMeasures
import Inference

/// What the rows of one study share: settings that the `convention` column names.
package struct RowConventions: Sendable {
  package let returnKind: ReturnKind
  package let incompleteWindows: IncompleteWindows
  /// The variance of a window allows for the serial correlation of the estimation residuals.
  package let allowsForSerialCorrelation: Bool
  /// Add the one-sided p-value column: `greater` or `less`.
  package let alternative: OneSided?
  /// What buy-and-hold returns are measured against; nil = the benchmark.
  package let against: String?
  /// Options of the study and of a model that are not the default, by the model's name in the reports: `period-both`,
  /// `lags-2`. Empty where a study has none.
  private let options: [String: [String]]

  package init(
    returnKind: ReturnKind, incompleteWindows: IncompleteWindows, allowsForSerialCorrelation: Bool,
    alternative: OneSided?, against: String?, options: [String: [String]]
  ) {
    self.returnKind = returnKind
    self.incompleteWindows = incompleteWindows
    self.allowsForSerialCorrelation = allowsForSerialCorrelation
    self.alternative = alternative
    self.against = against
    self.options = options.filter { !$0.value.isEmpty }
  }

  /// What every number of a model depends on, for all events or for one.
  func notes(of model: String, _ conventions: [ModelConvention]) -> [String] {
    if options.isEmpty, conventions.isEmpty { return [] }
    return (options[model] ?? []) + conventions.map(\.rawValue)
  }

  /// The one-sided p-value of a cumulative return; nil where the study asks for none.
  func pValue(of sum: CumulativeAbnormalReturn) -> Double? {
    alternative?.of(greater: sum.test.pGreater, less: sum.test.pLess)
  }

  /// What is said of returns over several sessions: with simple ones n times alpha only approximates the expectation over n
  /// sessions (METHODS 0.6). nil where it is exact.
  ///
  /// - Parameter parameters: how many the model estimates.
  func noteOnSpans(parameters: Int) -> String? {
    returnKind == .simple && parameters > 0 ? "n-alpha-approximation" : nil
  }

  /// The `convention` column of one model's days: for a return over one session, and over several.
  func perDay(
    of model: String, _ conventions: [ModelConvention], parameters: Int
  ) -> (oneSession: CSVField, several: CSVField) {
    let spanned = noteOnSpans(parameters: parameters)
    let notes = notes(of: model, conventions)
    guard spanned != nil || !notes.isEmpty else { return (.empty, .empty) }
    let several = [spanned].compactMap { $0 } + notes
    return (CSVField(notes.joined(separator: " ")), CSVField(several.joined(separator: " ")))
  }
}
