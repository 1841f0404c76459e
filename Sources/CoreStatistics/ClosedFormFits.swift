/// Least squares on one and two columns without a matrix factorization.
extension LinearFit {
  /// `y = b c + e`: the mean where `c` is all ones.
  static func oneColumn(_ c: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>) -> LinearFit {
    let count = y.count
    let cc = dot(c, c)
    guard cc > 0 else {
      return LinearFit(
        coefficients: [0], inverseGram: [0], residualSumOfSquares: dot(y, y), observations: count, rank: 0,
        dependentColumns: [0])
    }
    // The second pass takes out what rounding left of the first.
    var b = dot(c, y) / cc
    var correction = 0.0
    for row in 0..<count { correction += c[row] * (y[row] - b * c[row]) }
    b += correction / cc
    var squares = 0.0
    for row in 0..<count {
      let residual = y[row] - b * c[row]
      squares += residual * residual
    }
    return LinearFit(
      coefficients: [b], inverseGram: [1 / cc], residualSumOfSquares: squares, observations: count, rank: 1,
      dependentColumns: [])
  }

  /// `y = a c + b x + e` by taking `c` out of `x` and `y` first. Where `c` is all ones this is the textbook's
  /// centered form; where it is sqrt(n) it is centered with weights. Each projection is made twice, so that
  /// the orthogonality holds to the last digits (as in Gram-Schmidt with reorthogonalization).
  static func twoColumns(
    _ c: UnsafeBufferPointer<Double>, _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>
  ) -> LinearFit {
    let count = y.count
    // Sums side by side take no longer than one: each addition waits for the one before it.
    var (cc, xc, yc, xx) = (0.0, 0.0, 0.0, 0.0)
    for row in 0..<count {
      cc += c[row] * c[row]
      xc += x[row] * c[row]
      yc += y[row] * c[row]
      xx += x[row] * x[row]
    }
    guard cc > 0 else { return oneColumn(x, y).scattered(to: xx > 0 ? [1] : [], of: 2) }
    let (xFirst, yFirst) = (xc / cc, yc / cc)
    // Corrected once for rounding.
    var (xRest, yRest) = (0.0, 0.0)
    for row in 0..<count {
      xRest += c[row] * (x[row] - xFirst * c[row])
      yRest += c[row] * (y[row] - yFirst * c[row])
    }
    let xLevel = xFirst + xRest / cc
    let yLevel = yFirst + yRest / cc
    var sxx = 0.0
    var sxy = 0.0
    var syy = 0.0
    for row in 0..<count {
      let (dx, dy) = (x[row] - xLevel * c[row], y[row] - yLevel * c[row])
      sxx += dx * dx
      sxy += dx * dy
      syy += dy * dy
    }
    let tolerance = dependenceTolerance * dependenceTolerance
    guard count >= 2, sxx > tolerance * xx else { return oneColumn(c, y).scattered(to: [0], of: 2) }

    let b = sxy / sxx
    let a = yLevel - b * xLevel
    var squares = 0.0
    for row in 0..<count {
      let residual = (y[row] - yLevel * c[row]) - b * (x[row] - xLevel * c[row])
      squares += residual * residual
    }
    let cross = -xLevel / sxx
    var fit = LinearFit(
      coefficients: [a, b], inverseGram: [1 / cc + xLevel * xLevel / sxx, cross, cross, 1 / sxx],
      residualSumOfSquares: squares, observations: count, rank: 2, dependentColumns: [])
    fit.totalSumOfSquares = syy
    return fit
  }

  private static func dot(_ left: UnsafeBufferPointer<Double>, _ right: UnsafeBufferPointer<Double>) -> Double
  {
    var sum = 0.0
    for index in 0..<left.count { sum += left[index] * right[index] }
    return sum
  }
}
