/// What a study needs of its price files, so that nothing else takes memory, and how they are cut up.
package struct PriceReadingOptions: Sendable {
  /// Keep opening prices and closing prices as traded (for `reactions.csv`).
  package var keepsTradedPrices: Bool
  /// Files are read in pieces of this size; results do not depend on it. Tests make it small.
  package var chunkBytes: Int
  /// Where what was read is kept for the next run; `nil` = nowhere. Results do not depend on it.
  package var cache: InputCache?
  /// What was hashed before; `nil` = nothing.
  package var earlyDigests: EarlyDigests?

  package init(keepsTradedPrices: Bool, chunkBytes: Int = 8 * 1_024 * 1_024) {
    self.keepsTradedPrices = keepsTradedPrices
    self.chunkBytes = max(1, chunkBytes)
  }
}
