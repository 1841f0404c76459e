/// What a fit as a whole says, by its rows in `models.csv`.
package enum ModelFigure: CaseIterable {
  case sigma, rSquared, observations, degreesOfFreedom, residualAutocorrelation, residualSkewness

  package var name: StaticString {
    switch self {
    case .sigma: "sigma"
    case .rSquared: "r_squared"
    case .observations: "observations"
    case .degreesOfFreedom: "degrees_of_freedom"
    case .residualAutocorrelation: "residual_autocorrelation"
    case .residualSkewness: "residual_skewness"
    }
  }
}
