/// The line of least absolute deviations, `min sum |y_i - a c_i - b x_i|`, as an exact vertex: it goes through
/// at least two of the points.
///
/// From a line through one point the best turn about it is a weighted median; the next turn is about a point
/// just reached. At a vertex every direction of descent, if there is one, includes a turn about one of the
/// points on the line (the objective is linear between those turns), so that trying each of them proves the
/// optimum, also where many points lie on one line. Where several lines are optimal one vertex of them is found.
/// Bloomfield and Steiger (1980), SIAM Journal on Scientific and Statistical Computing 1, 290-301.
package struct LeastAbsoluteDeviationsFit: Sendable, Equatable {
  /// `a`, the coefficient of `c`.
  package let level: Double
  /// `b`, the coefficient of `x`.
  package let slope: Double
  /// The sum of absolute deviations.
  package let objective: Double
  /// The points on the line, ascending: at least two; their residual is zero in exact arithmetic.
  package let exactRows: [Int]

  /// - Parameters:
  ///   - c: the weights of the level, all above 0: 1, or the square roots of spans.
  ///   - x: the regressor, weighted alike. `nil` is returned where it is a multiple of `c`.
  package init?(c: [Double], x: [Double], y: [Double]) {
    precondition(c.count == x.count && c.count == y.count, "columns as long as the response")
    precondition(c.allSatisfy { $0 > 0 }, "the weights of the level are positive")
    let start = LinearFit.leastSquares(columns: [c, x], response: y)
    guard start.rank == 2 else { return nil }
    let points = Points(c: c, x: x, y: y)
    let first = points.nearest(level: start.coefficients[0], slope: start.coefficients[1])
    guard var best = points.bestTurn(about: first) else { return nil }
    var improved = true
    while improved {
      improved = false
      for pivot in points.onLine(best) where pivot != best.pivot {
        guard let turn = points.bestTurn(about: pivot), turn.objective < best.objective else { continue }
        best = turn
        improved = true
        break
      }
    }
    level = points.level(of: best)
    slope = best.slope
    objective = best.objective
    exactRows = points.onLine(best)
  }

  /// A line through a point.
  private struct Line {
    let pivot: Int
    let slope: Double
    let objective: Double
  }

  private struct Points {
    let c: [Double]
    let x: [Double]
    let y: [Double]

    func level(of line: Line) -> Double { (y[line.pivot] - line.slope * x[line.pivot]) / c[line.pivot] }

    /// The point with the smallest residual.
    func nearest(level: Double, slope: Double) -> Int {
      let distances = y.indices.map { abs(y[$0] - level * c[$0] - slope * x[$0]) }
      return distances.indices.min { distances[$0] < distances[$1] } ?? 0
    }

    /// Regressor and response of point `row` beside those of the pivot: on the line where `dy = b dx`.
    private func beside(_ row: Int, _ pivot: Int) -> (dx: Double, dy: Double) {
      let share = c[row] == c[pivot] ? 1 : c[row] / c[pivot]
      return (x[row] - share * x[pivot], y[row] - share * y[pivot])
    }

    /// The best line through `pivot`: the median of the slopes to the other points, weighted with their
    /// distance. `nil` where all points lie straight above each other.
    func bestTurn(about pivot: Int) -> Line? {
      var turns: [(slope: Double, weight: Double)] = []
      turns.reserveCapacity(y.count)
      var total = 0.0
      for row in y.indices {
        let (dx, dy) = beside(row, pivot)
        guard dx != 0 else { continue }
        turns.append((dy / dx, abs(dx)))
        total += abs(dx)
      }
      turns.sort { $0.slope < $1.slope }
      var passed = 0.0
      for turn in turns {
        passed += turn.weight
        guard passed >= total / 2 else { continue }
        return Line(
          pivot: pivot, slope: turn.slope, objective: deviations(pivot: pivot, slope: turn.slope))
      }
      return nil
    }

    private func deviations(pivot: Int, slope: Double) -> Double {
      y.indices.reduce(0) { sum, row in
        let (dx, dy) = beside(row, pivot)
        return sum + abs(dy - slope * dx)
      }
    }

    /// The points whose residual is nothing but rounding error.
    func onLine(_ line: Line) -> [Int] {
      let level = level(of: line)
      return y.indices.filter { row in
        let (dx, dy) = beside(row, line.pivot)
        return row == line.pivot
          || isRoundingError(
            dy - line.slope * dx, beside: abs(y[row]) + abs(level * c[row]) + abs(line.slope * x[row]))
      }
    }
  }
}
