import CNumerics

/// The standard normal distribution.
package enum NormalDistribution {
  /// `P(X <= x)`; `nil` where `x` is not a number.
  package static func lower(_ x: Double) -> Double? {
    numeric { es_normal_lower(x, &$0) }
  }

  /// `P(X > x)`, accurate to the last digits far into the tail; `nil` where `x` is not a number.
  package static func upper(_ x: Double) -> Double? { lower(-x) }

  /// `P(|X| >= |x|)`.
  package static func twoSided(_ x: Double) -> Double? { doubled(lower(-abs(x))) }

  /// The `x` with `P(X <= x) = probability`; `nil` outside the open interval (0, 1).
  package static func quantile(_ probability: Double) -> Double? {
    guard probability > 0, probability < 1 else { return nil }
    return numeric { es_normal_quantile(probability, &$0) }
  }
}

/// Student's t distribution with any positive, also fractional, degrees of freedom.
package struct StudentT: Sendable {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// `P(T <= x)`; `nil` where an argument is not a number or there are no degrees of freedom.
  package func lower(_ x: Double) -> Double? {
    numeric { es_student_lower(degreesOfFreedom, x, &$0) }
  }

  /// `P(T > x)`.
  package func upper(_ x: Double) -> Double? { lower(-x) }

  /// `P(|T| >= |x|)`: the p-value of a two-sided t test.
  package func twoSided(_ x: Double) -> Double? { doubled(lower(-abs(x))) }

  /// The `x` with `P(T <= x) = probability`; `nil` outside the open interval (0, 1).
  package func quantile(_ probability: Double) -> Double? {
    guard probability > 0, probability < 1 else { return nil }
    return numeric { es_student_quantile(degreesOfFreedom, probability, &$0) }
  }

  /// `nu / (nu - 2)`; `nil` where nu is not above 2.
  package var variance: Double? {
    degreesOfFreedom > 2 ? degreesOfFreedom / (degreesOfFreedom - 2) : nil
  }

  /// How many standard errors a two-sided confidence interval reaches to either side; `confidence` such as 0.95.
  package func critical(confidence: Double) -> Double? { quantile((1 + confidence) / 2) }
}

/// The chi-squared distribution.
package struct ChiSquared: Sendable {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// `P(X <= x)`; `nil` for a negative `x` or no degrees of freedom.
  package func lower(_ x: Double) -> Double? {
    numeric { es_chi_squared_lower(degreesOfFreedom, x, &$0) }
  }

  /// `P(X > x)`.
  package func upper(_ x: Double) -> Double? {
    numeric { es_chi_squared_upper(degreesOfFreedom, x, &$0) }
  }
}

/// The F distribution of a ratio of mean squares.
package struct FDistribution: Sendable {
  package let numerator: Double
  package let denominator: Double

  package init(numerator: Double, denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// `P(X <= x)`; `nil` for a negative `x` or no degrees of freedom.
  package func lower(_ x: Double) -> Double? { numeric { es_f_lower(numerator, denominator, x, &$0) } }

  /// `P(X > x)`.
  package func upper(_ x: Double) -> Double? { numeric { es_f_upper(numerator, denominator, x, &$0) } }
}

/// Runs a routine of CNumerics; `nil` unless it succeeded.
func numeric(_ routine: (inout Double) -> Int32) -> Double? {
  var result = 0.0
  return routine(&result) == Int32(ES_NUMERICS_OK) ? result : nil
}

/// A two-sided p-value from one tail, never above 1.
func doubled(_ tail: Double?) -> Double? { tail.map { min(1, 2 * $0) } }
