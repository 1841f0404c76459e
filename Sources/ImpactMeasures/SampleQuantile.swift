import CoreStatistics
import CoreTypes
import ExpectedReturns

/// All sums of consecutive estimation residuals of one event: what its CAR would be on days without the event.
///
/// The sample-quantile test ranks the CAR among those sums that span as many sessions as it does, so that fat tails
/// and skewness are allowed for: Gelbach, Helland and Klick (2013), American Law and Economics Review 15, 495-541;
/// METHODS 5.2. A sum is complete where the returns in it cover its sessions exactly: none begins before it, none
/// ends after it, no session is left out. Only complete sums count.
package struct SampleQuantile: Sendable {
  /// The sum of the residuals, each over its whole span, that end before a day of the estimation window. Days before it
  /// that the span of the first residual covers come first: a return belongs to the session it ends on (METHODS 0.5).
  private let cumulated: [Double]
  /// nil where every day has a residual over one session.
  private let gaps: Gaps?
  /// Sums that differ from the CAR by rounding alone are equal to it.
  private let slack: Double
  /// What a difference of two sums loses to rounding at most, as a share of the largest of them.
  private static let rounding = 0x1p-48

  /// Where sums may begin and end: how many days before a day no residual covers, NaN where none may. A sum is complete
  /// where the two are equal, which NaN is to nothing.
  private struct Gaps {
    /// On the days on which a residual's span begins.
    let begins: [Double]
    /// On the days before which one ends.
    let ends: [Double]
  }

  /// - Parameters:
  ///   - residuals: one a day of the estimation window, divided by the square root of its span; NaN = not used.
  ///   - spans: the sessions that each day's return spans, parallel to `residuals`.
  ///   - isUnbroken: they are known to be 1.
  package init(residuals: [Double], spans: ColumnPart<Double>, isUnbroken: Bool) {
    precondition(residuals.count == spans.count, "a span a residual")
    var sums = (cumulated: [Double](), largest: Double.nan)
    if isUnbroken || spans.withUnsafeBufferPointer(areOne) { sums = SampleQuantile.addUp(residuals) }
    let isWhole = !sums.largest.isNaN
    if !isWhole {
      sums = SampleQuantile.addUp(SampleQuantile.whole(residuals, spans))
    }
    let lead = isWhole ? 0 : SampleQuantile.daysBefore(residuals, spans)
    cumulated = lead == 0 ? sums.cumulated : [Double](repeating: 0, count: lead) + sums.cumulated
    slack = sums.largest * SampleQuantile.rounding
    gaps = isWhole ? nil : SampleQuantile.gaps(residuals, spans, lead: lead)
  }

  /// The residuals, each over its whole span; 0 where there is none.
  private static func whole(_ residuals: [Double], _ spans: ColumnPart<Double>) -> [Double] {
    residuals.withUnsafeBufferPointer { residuals in
      spans.withUnsafeBufferPointer { spans in
        [Double](count: residuals.count) { whole in
          for day in whole.indices {
            let residual = residuals[day]
            whole[day] = residual.isNaN ? 0 : spans[day] == 1 ? residual : residual * spans[day].squareRoot()
          }
        }
      }
    }
  }

  /// How many days before the window the span of the first residual covers.
  private static func daysBefore(_ residuals: [Double], _ spans: ColumnPart<Double>) -> Int {
    guard let day = residuals.firstIndex(where: { !$0.isNaN }) else { return 0 }
    return max(0, Int(spans[day]) - day - 1)
  }

  /// The sums of the values before each place, and the largest of them, above or below zero; NaN where a value is missing.
  private static func addUp(_ values: [Double]) -> (cumulated: [Double], largest: Double) {
    var (sum, largest) = (0.0, 0.0)
    let cumulated = values.withUnsafeBufferPointer { values in
      [Double](count: values.count + 1) { cumulated in
        for place in values.indices {
          cumulated[place] = sum
          sum += values[place]
          largest = sum.magnitude > largest ? sum.magnitude : largest
        }
        cumulated[values.count] = sum
      }
    }
    return (cumulated, sum.isNaN ? .nan : largest)
  }

  private static func gaps(_ residuals: [Double], _ spans: ColumnPart<Double>, lead: Int) -> Gaps {
    let days = lead + residuals.count
    var begins = [Double](filledWith: .nan, count: days + 1)
    var ends = begins
    // 1 on a day that no residual covers.
    var uncovered = [Double](filledWith: 1, count: days)
    begins.withUnsafeMutableBufferPointer { begins in
      ends.withUnsafeMutableBufferPointer { ends in
        uncovered.withUnsafeMutableBufferPointer { uncovered in
          residuals.withUnsafeBufferPointer { residuals in
            spans.withUnsafeBufferPointer { spans in
              for day in residuals.indices where !residuals[day].isNaN {
                let last = lead &+ day
                ends[last &+ 1] = 0
                uncovered[last] = 0
                let first = spans[day] == 1 ? last : max(0, last - Int(spans[day]) + 1)
                begins[first] = 0
                if first < last { uncovered[first..<last].update(repeating: 0) }
              }
            }
          }
          var before = 0.0
          for day in 0..<days {
            begins[day] += before
            ends[day] += before
            before += uncovered[day]
          }
          begins[days] += before
          ends[days] += before
        }
      }
    }
    return Gaps(begins: begins, ends: ends)
  }

  /// How probable a CAR is without an event, as far as sums of residuals tell.
  package struct Probability: Sendable {
    /// Of one as large: `(1 + #{sums >= CAR}) / (B + 1)` over the B complete sums of as many sessions.
    package let greater: Double
    /// Of one as small: `(1 + #{sums <= CAR}) / (B + 1)`.
    package let less: Double

    /// `min(1, 2 min(greater, less))`.
    package var twoSided: Double { min(1, 2 * min(greater, less)) }
  }

  /// nil below two complete sums, which say nothing.
  package func probability(of car: Double, sessions: Int) -> Probability? {
    guard sessions >= 1, sessions < cumulated.count, car.isFinite else { return nil }
    let (high, low) = (car + slack, car - slack)
    let (complete, notAbove, notBelow) =
      gaps.map { count(upTo: high, from: low, sessions: sessions, between: $0) }
      ?? count(upTo: high, from: low, sessions: sessions)
    guard complete >= 2 else { return nil }
    let outcomes = complete + 1
    return Probability(greater: (1 + notBelow) / outcomes, less: (1 + notAbove) / outcomes)
  }

  /// How many sums there are of that many sessions, how many of them at most `high`, and at least `low`; two side by side.
  private func count(
    upTo high: Double, from low: Double, sessions: Int
  ) -> (complete: Double, notAbove: Double, notBelow: Double) {
    cumulated.withUnsafeBufferPointer { cumulated in
      let starts = PairedColumn(UnsafeBufferPointer(rebasing: cumulated.dropLast(sessions)))
      let ends = PairedColumn(UnsafeBufferPointer(rebasing: cumulated[sessions...]))
      var (notAbove, notBelow) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
      PairedColumn.pairs(of: starts.count) { start, isWhole in
        let one = SIMD2<Double>.ones(isWhole)
        let sum = ends.pair(at: start, isWhole) - starts.pair(at: start, isWhole)
        notAbove += SIMD2.zero.replacing(with: one, where: sum .<= high)
        notBelow += SIMD2.zero.replacing(with: one, where: sum .>= low)
      }
      return (Double(starts.count), notAbove.total, notBelow.total)
    }
  }

  /// The same of the complete sums.
  private func count(
    upTo high: Double, from low: Double, sessions: Int, between gaps: Gaps
  ) -> (complete: Double, notAbove: Double, notBelow: Double) {
    cumulated.withUnsafeBufferPointer { cumulated in
      gaps.begins.withUnsafeBufferPointer { begins in
        gaps.ends.withUnsafeBufferPointer { gapEnds in
          let starts = PairedColumn(UnsafeBufferPointer(rebasing: cumulated.dropLast(sessions)))
          let ends = PairedColumn(UnsafeBufferPointer(rebasing: cumulated[sessions...]))
          let (first, last) = (
            PairedColumn(begins), PairedColumn(UnsafeBufferPointer(rebasing: gapEnds[sessions...]))
          )
          var (complete, notAbove, notBelow) = (
            SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero
          )
          PairedColumn.pairs(of: starts.count) { start, isWhole in
            let one = SIMD2.zero.replacing(
              with: SIMD2<Double>.ones(isWhole),
              where: first.pair(at: start, isWhole) .== last.pair(at: start, isWhole))
            let sum = ends.pair(at: start, isWhole) - starts.pair(at: start, isWhole)
            complete += one
            notAbove += SIMD2.zero.replacing(with: one, where: sum .<= high)
            notBelow += SIMD2.zero.replacing(with: one, where: sum .>= low)
          }
          return (complete.total, notAbove.total, notBelow.total)
        }
      }
    }
  }
}

extension SampleQuantile {
  /// That of one window's CAR; nil where its returns do not cover the window exactly.
  package func probability(of sum: CumulativeAbnormalReturn, positions: [Int], in returns: AbnormalReturns)
    -> Probability?
  {
    if returns.isUnbroken { return probability(of: sum.car, sessions: positions.count) }
    guard WindowCoverage.isComplete(positions, of: sum.window, in: returns) else { return nil }
    let sessions = positions.reduce(0) { $0 + returns.spans[$1] }
    return probability(of: sum.car, sessions: Int(sessions))
  }
}
