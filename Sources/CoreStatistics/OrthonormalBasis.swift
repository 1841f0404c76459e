/// An orthonormal basis `Q` of the span of a few columns, `X = Q R`, by Gram and Schmidt's steps, each made twice: the second
/// takes away what rounding left along the columns before (Giraud, Langou, Rozloznik and van den Eshof 2005, Numerische
/// Mathematik 101, 87-100). Products with `(X'X)^-1` lose twice the digits that the columns have in common, those with Q none.
package struct OrthonormalBasis: Sendable {
  /// Q, column after column, each of the columns' length.
  package let columns: [[Double]]
  /// `R^-1`, row-major and upper triangular: coefficients are `R^-1 Q'y`, `(X'X)^-1 = R^-1 R^-T`.
  package let inverseTriangle: [Double]

  /// The columns must be linearly independent (`LinearFit.dependentColumns` says so), finite and of one length.
  package init(of columns: [[Double]]) {
    let size = columns.count
    var basis: [[Double]] = []
    var triangle = [Double](repeating: 0, count: size * size)
    for (index, column) in columns.enumerated() {
      var rest = column
      for _ in 0..<2 {
        for (place, direction) in basis.enumerated() {
          let along = innerProduct(direction, rest)
          triangle[place * size + index] += along
          for row in rest.indices { rest[row] -= along * direction[row] }
        }
      }
      let length = rest.sumOfSquares.squareRoot()
      triangle[index * size + index] = length
      basis.append(rest.map { $0 / length })
    }
    self.columns = basis
    inverseTriangle = Self.inverse(of: triangle, size: size)
  }

  /// `y - Q Q'y`, the second time for what rounding left of the first.
  package func residuals(of response: [Double]) -> [Double] {
    var rest = response
    for _ in 0..<2 {
      for direction in columns {
        let along = innerProduct(direction, rest)
        for row in rest.indices { rest[row] -= along * direction[row] }
      }
    }
    return rest
  }

  /// Of an upper triangle without a zero on its diagonal.
  private static func inverse(of triangle: [Double], size: Int) -> [Double] {
    var result = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      result[column * size + column] = 1 / triangle[column * size + column]
      for row in stride(from: column - 1, through: 0, by: -1) {
        let sum = (row + 1...column).reduce(0) { $0 + triangle[row * size + $1] * result[$1 * size + column] }
        result[row * size + column] = -sum / triangle[row * size + row]
      }
    }
    return result
  }
}
