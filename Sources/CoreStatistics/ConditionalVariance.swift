import CNumerics
import Glibc

/// A variance that moves with what happened before: which recursion h_t follows.
///
/// `e_t = sqrt(h_t) z_t`; the formulas stand at the cases. Bollerslev (1986), Journal of Econometrics 31, 307-327;
/// Nelson (1991), Econometrica 59, 347-370; Glosten, Jagannathan and Runkle (1993), Journal of Finance 48, 1779-1801.
package enum ConditionalVarianceModel: Sendable, Hashable, CaseIterable {
  /// `h_t = omega + alpha e_{t-1}^2 + beta h_{t-1}`.
  case garch
  /// `ln h_t = omega + alpha (|z_{t-1}| - sqrt(2/pi)) + gamma z_{t-1} + beta ln h_{t-1}`.
  case egarch
  /// `h_t = omega + (alpha + gamma 1[e_{t-1} < 0]) e_{t-1}^2 + beta h_{t-1}`.
  case gjrGarch

  /// Omega, alpha, beta, and gamma but for GARCH.
  package var parameterCount: Int { self == .garch ? 3 : 4 }

  var kind: es_variance_kind {
    switch self {
    case .garch: ES_VARIANCE_GARCH
    case .egarch: ES_VARIANCE_EGARCH
    case .gjrGarch: ES_VARIANCE_GJR
    }
  }
}

/// A conditional variance model with its parameters: the step from one observation's variance to the next.
package struct ConditionalVarianceRecursion: Sendable, Equatable {
  package let model: ConditionalVarianceModel
  package let omega: Double
  package let alpha: Double
  package let beta: Double
  /// 0 for GARCH.
  package let gamma: Double

  /// - Parameter parameters: omega, alpha, beta, and gamma but for GARCH.
  package init(_ model: ConditionalVarianceModel, parameters: [Double]) {
    precondition(parameters.count == model.parameterCount, "the parameters of the model, no more and no less")
    self.model = model
    omega = parameters[0]
    alpha = parameters[1]
    beta = parameters[2]
    gamma = model == .garch ? 0 : parameters[3]
  }

  /// The share of a deviation from its level that h_t keeps in a step; below 1. EGARCH: of ln h_t.
  package var persistence: Double { model == .egarch ? beta : alpha + beta + gamma / 2 }

  /// h after an observation with variance `h` and residual `e`.
  package func next(after h: Double, residual e: Double) -> Double {
    switch model {
    case .garch: omega + alpha * e * e + beta * h
    case .gjrGarch: omega + (e < 0 ? alpha + gamma : alpha) * e * e + beta * h
    case .egarch: exponential(after: h, shock: e / h.squareRoot())
    }
  }

  /// The forecast of h one step beyond a variance that is a forecast itself: `e^2` is as expected, in EGARCH the
  /// recursion of ln h without its shock terms (METHODS 0.14).
  package func forecast(after h: Double) -> Double {
    model == .egarch ? exp(omega + beta * log(h)) : omega + persistence * h
  }

  /// What forecasts tend to: `omega / (1 - persistence)`, in EGARCH the exponential of that.
  package var level: Double {
    let level = omega / (1 - persistence)
    return model == .egarch ? exp(level) : level
  }

  private func exponential(after h: Double, shock z: Double) -> Double {
    exp(omega + alpha * (abs(z) - (2 / Double.pi).squareRoot()) + gamma * z + beta * log(h))
  }
}
