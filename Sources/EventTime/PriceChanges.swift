import CoreTypes
import Synchronization

/// The returns of a series' prices, each from the trade before, kept because many events read them.
///
/// They are made when first asked for, by whichever thread asks: if two do at once, both make the same numbers and one
/// copy is kept.
final class PriceChanges: Sendable {
  private let returnKind: ReturnKind
  /// At `k` the return that ends with trade `k + 1`.
  private let values: [Double]

  init(of prices: UnsafeBufferPointer<Double>, _ returnKind: ReturnKind) {
    self.returnKind = returnKind
    values = [Double](count: max(0, prices.count - 1)) { returnKind.changes(of: prices, into: $0) }
  }

  /// The returns that end with a run of trades; `false` = they are of another kind.
  func copy(
    endingWith run: Range<Int>, _ wanted: ReturnKind, into target: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    guard wanted == returnKind else { return false }
    values.withUnsafeBufferPointer { values in
      _ = target.initialize(from: values[(run.lowerBound - 1)..<(run.upperBound - 1)])
    }
    return true
  }
}
