/// The side of a one-sided probability, as the columns `p_greater` and `p_less` are called (METHODS 0.9).
package enum OneSided: String, Sendable {
  case greater, less

  /// The probability of this side.
  func of(greater: @autoclosure () -> Double?, less: @autoclosure () -> Double?) -> Double? {
    self == .greater ? greater() : less()
  }
}
