import TestSupport
import Testing

@testable import CoreStatistics

@Suite struct RobustFitsTests {
  private struct Sample {
    var c: [Double] = []
    var x: [Double] = []
    var y: [Double] = []
  }

  static let names = ["normal-61", "heavy-tails-250", "small-9", "spans-120", "ties-80", "many-zeros-60"]

  private func sample(_ name: String) throws -> Sample {
    let table = try NumberTable(fixture: "Oracles/robust-fits/data.csv")
    var sample = Sample()
    for row in table.rows.indices where try table.text(row, "sample") == name {
      sample.c.append(try table.number(row, "c"))
      sample.x.append(try table.number(row, "x"))
      sample.y.append(try table.number(row, "y"))
    }
    return sample
  }

  /// The quantities of other software for one sample.
  private func expected(_ name: String) throws -> [String: Double] {
    let table = try NumberTable(fixture: "Oracles/robust-fits/fits.csv")
    let rows = try table.rows.indices.filter { try table.text($0, "sample") == name }
    return Dictionary(
      uniqueKeysWithValues: try rows.map { (try table.text($0, "quantity"), try table.number($0, "value")) })
  }

  @Test(arguments: names) func fitsOfOtherSoftware(_ name: String) throws {
    let data = try sample(name)
    let lad = try #require(LeastAbsoluteDeviationsFit(c: data.c, x: data.x, y: data.y))
    let huber = HuberFit(columns: [data.c, data.x], response: data.y)
    let theil = try #require(TheilSenFit(x: data.x, y: data.y))
    let values = [
      "lad-objective": lad.objective, "lad-level": lad.level, "lad-slope": lad.slope,
      "huber-level": huber.coefficients[0], "huber-slope": huber.coefficients[1], "huber-scale": huber.scale,
      "theil-slope": theil.slope, "theil-intercept": theil.intercept,
    ]
    for (quantity, reference) in try expected(name) {
      let value = try #require(values[quantity])
      #expect(agrees(value, reference, relative: 1e-11, scale: 1e-4), "\(quantity): \(value), \(reference)")
    }
    #expect(huber.hasConverged)
    #expect(lad.exactRows.count >= 2)
  }

  /// Small samples of coarse numbers, full of ties and points on one line: no line through two points is better.
  @Test func noLineThroughTwoPointsHasALesserSum() {
    var numbers = TestNumbers(seed: 5)
    for _ in 0..<400 {
      let count = 4 + Int((numbers.next() + 0.5) * 12)
      let x = (0..<count).map { _ in (numbers.next() * 6).rounded() }
      let y = (0..<count).map { _ in (numbers.next() * 4).rounded() }
      let c = (0..<count).map { _ in numbers.next() > 0.2 ? 1.5 : 1 }
      guard let fit = LeastAbsoluteDeviationsFit(c: c, x: x, y: y) else { continue }
      func sum(_ a: Double, _ b: Double) -> Double {
        y.indices.reduce(0) { $0 + abs(y[$1] - a * c[$1] - b * x[$1]) }
      }
      #expect(abs(sum(fit.level, fit.slope) - fit.objective) < 1e-12)
      for i in 0..<count {
        for j in 0..<i {
          let determinant = c[i] * x[j] - c[j] * x[i]
          guard determinant != 0 else { continue }
          let a = (y[i] * x[j] - y[j] * x[i]) / determinant
          let b = (c[i] * y[j] - c[j] * y[i]) / determinant
          #expect(fit.objective <= sum(a, b) + 1e-12)
        }
      }
    }
  }

  @Test func aColumnThatDoesNotVaryHasNoSlope() {
    let y = [0.1, 0.4, -0.2]
    #expect(TheilSenFit(x: [2, 2, 2], y: y) == nil)
    #expect(LeastAbsoluteDeviationsFit(c: [1, 1, 1], x: [2, 2, 2], y: y) == nil)
    #expect(TheilSenFit(x: [], y: []) == nil)
  }

  @Test func aFitThroughMostPointsHasNoScale() {
    let x = (0..<20).map { Double($0) }
    let outliers: Set = [3, 7, 8, 12, 16]
    let y = x.indices.map { 1 + 2 * x[$0] + (outliers.contains($0) ? 90 : 0) }
    let fit = HuberFit(columns: [x.map { _ in 1 }, x], response: y)
    #expect(fit.scale == 0)
    #expect(abs(fit.coefficients[0] - 1) < 1e-6 && abs(fit.coefficients[1] - 2) < 1e-6)
    let line = LeastAbsoluteDeviationsFit(c: x.map { _ in 1 }, x: x, y: y)
    #expect(line?.exactRows == (0..<20).filter { !outliers.contains($0) })
    #expect(line?.slope == 2 && line?.level == 1)
    #expect(HuberFit(columns: [x], response: x.map { _ in 0 }).scale == 0)
  }

  @Test func selectionFindsWhatSortingFinds() {
    var numbers = TestNumbers(seed: 3)
    for count in 1...60 {
      let values = (0..<count).map { _ in (numbers.next() * 20).rounded() / 3 }
      let sorted = values.sorted()
      for rank in 0..<count {
        var copy = values
        #expect(Selection.value(ofRank: rank, in: &copy) == sorted[rank])
      }
      var copy = values
      #expect(Selection.median(of: &copy) == sortedMedian(of: values))
    }
  }

  /// Medians of many values, among them samples that say nothing of the whole: ties, and order.
  @Test(arguments: [1_023, 1_024, 1_025, 2_550, 4_000, 10_001])
  func mediansOfManyValues(_ count: Int) {
    var numbers = TestNumbers(seed: 5)
    let any = (0..<count).map { _ in numbers.next() }
    let sampled = Set((0..<255).map { $0 * count / 255 })
    for values in [
      any, any.map { ($0 * 4).rounded() }, any.map { $0 < 0.5 ? 0 : 1 }, any.sorted(), any.sorted(by: >),
      any.map { _ in 7 }, any.indices.map { sampled.contains($0) ? 1e9 + any[$0] : any[$0] },
      any.indices.map { sampled.contains($0) ? -any[$0] : any[$0] }, any.map { 1 / ($0 - 0.5) },
    ] {
      var copy = values
      #expect(Selection.median(of: &copy) == sortedMedian(of: values))
      #expect(copy.sorted() == values.sorted())
    }
  }
}
