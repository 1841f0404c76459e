extension Sequence<Double> {
  /// The sum of the squares, added up in order.
  ///
  /// Inlinable: what is not specialized across targets costs a hundred times as much.
  @inlinable
  package var sumOfSquares: Double { reduce(0) { $0 + $1 * $1 } }
}
