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
  /// centered form; where it is sqrt(n) it is centered with weights. What rounding left of the first projection is taken
  /// out of the sums (Chan, Golub and LeVeque 1983, American Statistician 37, 242-247), so that the orthogonality holds to
  /// the last digits.
  static func twoColumns(
    _ c: UnsafeBufferPointer<Double>, _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>
  ) -> LinearFit {
    let column = PairedColumn(c)
    var squares = SIMD2<Double>.zero
    PairedColumn.pairs(of: c.count) { row, isWhole in
      let pair = column.pair(at: row, isWhole)
      squares += pair * pair
    }
    guard squares.total > 0 else {
      let isThere = dot(x, x) > 0
      return oneColumn(x, y).scattered(to: isThere ? [1] : [], of: 2)
    }
    let line = twoColumns(length: squares.total, x, y) { row, isWhole in column.pair(at: row, isWhole) }
    return line ?? oneColumn(c, y).scattered(to: [0], of: 2)
  }

  /// The same for a `c` of ones, to the last digit, and its residuals `y - (a + b x)`.
  ///
  /// - Parameters:
  ///   - sums: of `y` and `x`.
  ///   - residuals: room for a number a row.
  package static func line(
    _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, sums: PairSums,
    residuals: UnsafeMutableBufferPointer<Double>
  ) -> LinearFit {
    precondition(
      x.count == y.count && sums.count == y.count && residuals.count == y.count, "a number of each a row")
    if let line = lineOfOnes(x, y, sums: sums, residuals: residuals) { return line }
    let fit = leastSquares(columns: [[Double](repeating: 1, count: y.count), Array(x)], response: Array(y))
    for row in y.indices { residuals[row] = y[row] - (fit.coefficients[0] + fit.coefficients[1] * x[row]) }
    return fit
  }

  /// nil where `x` is constant.
  private static func lineOfOnes(
    _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, sums: PairSums,
    residuals: UnsafeMutableBufferPointer<Double>
  ) -> LinearFit? {
    guard let start = residuals.baseAddress else { return nil }
    @inline(__always) func write(
      _ row: Int, _ isWhole: Bool, _ x: SIMD2<Double>, _ y: SIMD2<Double>, _ a: Double, _ b: Double
    ) {
      let residual = y - (a + b * x)
      let place = UnsafeMutableRawPointer(start + row)
      if isWhole {
        place.storeBytes(of: residual, as: SIMD2<Double>.self)
      } else {
        place.storeBytes(of: residual[0], as: Double.self)
      }
    }
    return twoColumns(
      length: Double(y.count), xc: sums.y, yc: sums.x, xx: sums.yy, x, y, { _, isWhole in .ones(isWhole) },
      write)
  }

  /// nil where `x` depends on `c`, of which the squares add up to `length`.
  @inline(__always)
  private static func twoColumns(
    length cc: Double, _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>,
    _ c: (_ row: Int, _ isWhole: Bool) -> SIMD2<Double>
  ) -> LinearFit? {
    let (first, second) = (PairedColumn(x), PairedColumn(y))
    var (xc, yc, xx) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
    PairedColumn.pairs(of: y.count) { row, isWhole in
      let (c, x, y) = (c(row, isWhole), first.pair(at: row, isWhole), second.pair(at: row, isWhole))
      xc += x * c
      yc += y * c
      xx += x * x
    }
    return twoColumns(length: cc, xc: xc.total, yc: yc.total, xx: xx.total, x, y, c) { _, _, _, _, _, _ in }
  }

  /// The same where the sums of products are known: two passes are left.
  ///
  /// - Parameter visit: called in the last pass with a pair of rows of `x` and `y` and with `a` and `b`.
  @inline(__always)
  private static func twoColumns(
    length cc: Double, xc: Double, yc: Double, xx: Double, _ x: UnsafeBufferPointer<Double>,
    _ y: UnsafeBufferPointer<Double>, _ c: (_ row: Int, _ isWhole: Bool) -> SIMD2<Double>,
    _ visit: (
      _ row: Int, _ isWhole: Bool, _ x: SIMD2<Double>, _ y: SIMD2<Double>, _ a: Double, _ b: Double
    ) -> Void
  ) -> LinearFit? {
    let (count, x, y) = (y.count, PairedColumn(x), PairedColumn(y))
    let (xFirst, yFirst) = (xc / cc, yc / cc)
    var (xRest, yRest) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    var (dxx, dxy, dyy) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
    PairedColumn.pairs(of: count) { row, isWhole in
      let c = c(row, isWhole)
      let dx = x.pair(at: row, isWhole) - xFirst * c
      let dy = y.pair(at: row, isWhole) - yFirst * c
      xRest += dx * c
      yRest += dy * c
      dxx += dx * dx
      dxy += dx * dy
      dyy += dy * dy
    }
    let (xShift, yShift) = (xRest.total / cc, yRest.total / cc)
    let (xLevel, yLevel) = (xFirst + xShift, yFirst + yShift)
    let sxx = dxx.total - cc * xShift * xShift
    let sxy = dxy.total - cc * xShift * yShift
    let tolerance = dependenceTolerance * dependenceTolerance
    guard count >= 2, sxx > tolerance * xx else { return nil }

    let b = sxy / sxx
    let a = yLevel - b * xLevel
    var squares = SIMD2<Double>.zero
    PairedColumn.pairs(of: count) { row, isWhole in
      let (c, x, y) = (c(row, isWhole), x.pair(at: row, isWhole), y.pair(at: row, isWhole))
      let residual = (y - yLevel * c) - b * (x - xLevel * c)
      squares += residual * residual
      visit(row, isWhole, x, y, a, b)
    }
    let cross = -xLevel / sxx
    var fit = LinearFit(
      coefficients: [a, b],
      inverseGram: [1 / cc + xLevel * xLevel / sxx, cross, cross, 1 / sxx],
      inverseRoot: InverseRoot(length: cc, level: xLevel, slopeVariance: 1 / sxx),
      residualSumOfSquares: squares.total, observations: count, rank: 2, dependentColumns: [])
    fit.totalSumOfSquares = max(0, dyy.total - cc * yShift * yShift)
    return fit
  }

  private static func dot(_ left: UnsafeBufferPointer<Double>, _ right: UnsafeBufferPointer<Double>) -> Double
  {
    let (left, right) = (PairedColumn(left), PairedColumn(right))
    var sum = SIMD2<Double>.zero
    PairedColumn.pairs(of: left.count) { row, isWhole in
      sum += left.pair(at: row, isWhole) * right.pair(at: row, isWhole)
    }
    return sum.total
  }
}
