/// `residual` is no larger than what rounding makes of a difference of terms whose absolute values add up to
/// `magnitude`: it is zero in exact arithmetic.
package func isRoundingError(_ residual: Double, beside magnitude: Double) -> Bool {
  abs(residual) <= 16 * .ulpOfOne * magnitude
}
