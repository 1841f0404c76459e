import CoreTypes
import Inference

/// One regression over one window, for the rows of `regressions.csv`.
package struct RegressionEntry {
  package let regression: String
  package let model: String
  package let window: EventWindow
  /// Weights, base levels, clusters: what the outcome itself does not know.
  package let convention: String
  /// Events that entered, also where there is no answer.
  package let events: Int
  /// Events with a CAR in the window that lack a value.
  package let leftOut: Int
  /// Windows share sessions, and the errors do not allow for what that does.
  package let ignoresClustering: Bool

  package init(
    regression: String, model: String, window: EventWindow, convention: String, events: Int, leftOut: Int,
    ignoresClustering: Bool
  ) {
    self.regression = regression
    self.model = model
    self.window = window
    self.convention = convention
    self.events = events
    self.leftOut = leftOut
    self.ignoresClustering = ignoresClustering
  }

  var note: String? {
    var notes: [String] = []
    if leftOut > 0 { notes.append(leftOut.counted("event lacks a value", "events lack a value")) }
    if ignoresClustering { notes.append("windows share sessions, and the errors take events as independent") }
    return notes.isEmpty ? nil : notes.joined(separator: "; ")
  }
}

extension CSVText {
  /// A row a term and one for all slopes together; one row with an empty term where there is no answer.
  package mutating func append(
    _ outcome: CrossSectionalRegression.Outcome, of entry: RegressionEntry, alternative: OneSided?
  ) {
    switch outcome {
    case .result(let fit):
      for term in fit.terms { append(term, of: fit, entry, alternative) }
      if let slopes = fit.slopes { append(slopes, of: fit, entry, alternative) }
    case .notApplicable(let reason, let terms):
      start(entry, term: nil)
      missing(
        "estimate", "standard_error", "statistic", "distribution", "df1", "df2", "p_value", "lower", "upper")
      field(entry.events)
      missing("r_squared")
      field(entry.convention + (terms.isEmpty ? "" : "; concerns " + terms.joined(separator: " ")))
      field(reason.rawValue)
      if alternative != nil { missing() }
      endRow()
    }
  }

  private mutating func append(
    _ term: CrossSectionalRegression.Term, of fit: CrossSectionalRegression, _ entry: RegressionEntry,
    _ alternative: OneSided?
  ) {
    start(entry, term: term.name)
    field(term.estimate)
    switch term.test {
    case .success(let test):
      field(test.standardError)
      field(test.t)
      field("t")
      field(fit.degreesOfFreedom)
      missing()
      field(test.pValue)
      field(test.lower)
      field(test.upper)
      end(fit, entry, reason: entry.note)
      if let alternative { field(alternative.of(greater: test.pGreater, less: test.pLess)) }
    case .failure(let failure):
      missing("standard_error", "statistic", "distribution", "df1", "df2", "p_value", "lower", "upper")
      end(fit, entry, reason: failure.reason.rawValue)
      if alternative != nil { missing() }
    }
    endRow()
  }

  private mutating func append(
    _ slopes: Result<CrossSectionalRegression.JointTest, CrossSectionalRegression.WithoutTest>,
    of fit: CrossSectionalRegression, _ entry: RegressionEntry, _ alternative: OneSided?
  ) {
    start(entry, term: RegressionSample.slopes)
    missing("estimate", "standard_error")
    switch slopes {
    case .success(let joint):
      field(joint.f)
      field("f")
      field(joint.numerator)
      field(joint.denominator)
      field(joint.pValue)
    case .failure: missing("statistic", "distribution", "df1", "df2", "p_value")
    }
    missing("lower", "upper")
    if case .failure(let failure) = slopes {
      end(fit, entry, reason: failure.reason.rawValue)
    } else {
      end(fit, entry, reason: entry.note)
    }
    if alternative != nil { missing() }
    endRow()
  }

  private mutating func start(_ entry: RegressionEntry, term: String?) {
    field(entry.regression)
    field(entry.model)
    field(entry.window.description)
    field(term)
  }

  private mutating func end(_ fit: CrossSectionalRegression, _ entry: RegressionEntry, reason: String?) {
    field(fit.events)
    field(fit.rSquared)
    field("\(entry.convention); \(fit.convention)")
    field(reason)
  }
}
