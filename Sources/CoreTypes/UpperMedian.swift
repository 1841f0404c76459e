extension [Double] {
  /// The number in the middle, of an even count the upper one of the two; nil = there is none.
  package var upperMedian: Double? { isEmpty ? nil : sorted()[count / 2] }
}
