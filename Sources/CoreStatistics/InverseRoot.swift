/// `B` with `B B' = (X'X)^-1`, kept where the columns of X are nearly dependent.
///
/// There `x'(X'X)^-1 x` is the small rest of large terms that cancel, and would lose twice the digits that the columns
/// have in common; the squares of `B'x` add up without loss.
///
/// A class, though it never changes: nearly every fit has none, and each copy of a fit would copy the room for one.
package final class InverseRoot: Sendable, Equatable {
  /// B, column after column.
  private let elements: [Double]
  private let size: Int

  /// - Parameter columns: B's, one after the other.
  init(columns: [Double], size: Int) {
    precondition(columns.count == size * size, "a square matrix")
    elements = columns
    self.size = size
  }

  /// That of a line on a constant and a slope of variance `slopeVariance` per residual variance; nil where the columns
  /// are far from dependent.
  ///
  /// - Parameters:
  ///   - length: the squares of the constant, added up.
  ///   - level: of the slope's column along the constant.
  package convenience init?(length: Double, level: Double, slopeVariance: Double) {
    guard level * level * length * slopeVariance > 1 / (InverseRoot.enough * InverseRoot.enough) else {
      return nil
    }
    let slope = slopeVariance.squareRoot()
    self.init(columns: [1 / length.squareRoot(), 0, -level * slope, slope], size: 2)
  }

  /// The share of a column's length beside the others from which on the product itself is good to ten digits.
  static let enough = 1e-3

  package static func == (left: InverseRoot, right: InverseRoot) -> Bool {
    left.size == right.size && left.elements == right.elements
  }

  /// `B'x`.
  package func coordinates(of x: [Double]) -> [Double] {
    (0..<size).map { column in (0..<size).reduce(0) { $0 + elements[column * size + $1] * x[$1] } }
  }

  /// `X B`, column after column: an orthonormal basis of what the columns `columns` span.
  package func basis(of columns: [[Double]]) -> [[Double]] {
    (0..<size).map { column in
      columns[0].indices.map { row in
        (0..<size).reduce(0) { $0 + elements[column * size + $1] * columns[$1][row] }
      }
    }
  }

  /// `x'(X'X)^-1 x`.
  package func quadraticForm(_ x: [Double]) -> Double { coordinates(of: x).sumOfSquares }
}
