import CoreStatistics
import CoreTypes

/// One event's days as tests take them, in the hands of whoever owns the memory.
package struct EventSeries {
  /// Estimation residuals, each divided by the square root of the sessions its return spans; NaN where missing.
  package let residuals: UnsafeBufferPointer<Double>
  /// The abnormal returns of the event window and the sessions that they span.
  package let abnormalReturns: UnsafeBufferPointer<Double>
  package let spans: UnsafeBufferPointer<Double>
  /// `s_i`.
  package let deviation: Double

  package init(
    residuals: UnsafeBufferPointer<Double>, abnormalReturns: UnsafeBufferPointer<Double>,
    spans: UnsafeBufferPointer<Double>, deviation: Double
  ) {
    self.residuals = residuals
    self.abnormalReturns = abnormalReturns
    self.spans = spans
    self.deviation = deviation
  }
}

/// Which numbers of an event's series go into the sums over events (`SeriesSums`), and where they stand in its row: the
/// part of the work that needs no other event, so that events can be taken side by side.
package struct SeriesPlan: Sendable {
  let needs: SampleNeeds
  let estimationDays: Int
  let eventWindow: EventWindow
  let windows: [EventWindow]
  /// Scores, a number a day of both windows each.
  let kinds: [DailyScores.Kind]
  /// Lengths of the sums of residuals whose signs are counted, each once.
  let lengths: [Int]
  /// Numbers of one event.
  package let rowLength: Int
  /// Where the parts of a row begin: scores, residuals, shares of positive sums, moments; last whether the event has
  /// an abnormal return, and whether all its days are known to have a score.
  let residualsStart: Int
  let sharesStart: Int
  let momentsStart: Int

  package init(
    _ needs: SampleNeeds, estimationDays: Int, eventWindow: EventWindow, windows: [EventWindow]
  ) {
    self.needs = needs.intersection(.sums)
    self.estimationDays = estimationDays
    self.eventWindow = eventWindow
    self.windows = windows
    kinds = DailyScores.Kind.allCases.filter { needs.contains($0.need) }
    var lengths: [Int] = []
    if needs.contains(.dailyShares) { lengths.append(1) }
    if needs.contains(.windowShares) {
      for window in windows where !lengths.contains(window.length) { lengths.append(window.length) }
    }
    self.lengths = lengths
    residualsStart = kinds.count * (estimationDays + eventWindow.length)
    sharesStart = residualsStart + (needs.contains(.averageResiduals) ? estimationDays : 0)
    momentsStart = sharesStart + lengths.count
    rowLength = momentsStart + (needs.contains(.residualMoments) ? ResidualSums.fields : 0) + 2
  }

  var hasReturnPlace: Int { rowLength - 2 }
  var isWholePlace: Int { rowLength - 1 }

  /// Where the scores of a kind stand in a row.
  func places(ofScores index: Int) -> Range<Int> {
    let days = estimationDays + eventWindow.length
    return (index * days)..<((index + 1) * days)
  }
}

/// Makes the rows of a `SeriesPlan`, with scratch space that one thread after another may use.
package struct SeriesRowMaker {
  private let plan: SeriesPlan
  private var values: [Double]
  /// One a kind of scores.
  private var ranks: [RankWorkspace]

  package init(_ plan: SeriesPlan) {
    self.plan = plan
    ranks = plan.kinds.map { RankWorkspace($0.rankScore) }
    values = [Double](repeating: 0, count: plan.estimationDays + plan.eventWindow.length)
  }

  /// Appends the row of one event.
  package mutating func append(_ series: EventSeries, to rows: inout [Double]) {
    rows.append(addingCapacity: plan.rowLength) { row in
      row.withUnsafeMutableBufferPointer { row, count in
        write(series, to: UnsafeMutableBufferPointer(rebasing: row[..<plan.rowLength]))
        count = plan.rowLength
      }
    }
  }

  /// Writes every number of the row.
  private mutating func write(_ series: EventSeries, to row: UnsafeMutableBufferPointer<Double>) {
    var isWhole = !plan.kinds.isEmpty
    if isWhole { fill(series) }
    for (index, kind) in plan.kinds.enumerated() {
      let own = UnsafeMutableBufferPointer(rebasing: row[plan.places(ofScores: index)])
      let count = values.withUnsafeBufferPointer { DailyScores.score(kind, $0, own, &ranks[index]) }
      isWhole = isWhole && count == values.count
    }
    row[plan.isWholePlace] = isWhole ? 1 : 0
    if plan.needs.contains(.averageResiduals) {
      for day in 0..<plan.estimationDays { row[plan.residualsStart + day] = series.residuals[day] }
    }
    for (index, length) in plan.lengths.enumerated() {
      let found = values.withUnsafeMutableBufferPointer {
        PositiveShare.count(series.residuals, sumsOf: length, $0)
      }
      row[plan.sharesStart + index] = found.valid > 0 ? Double(found.positive) / Double(found.valid) : .nan
    }
    if plan.needs.contains(.residualMoments) {
      ResidualSums(series.residuals, deviation: series.deviation)
        .write(to: UnsafeMutableBufferPointer(rebasing: row[plan.momentsStart...]))
    }
    row[plan.hasReturnPlace] = series.abnormalReturns.contains { !$0.isNaN } ? 1 : 0
  }

  /// Estimation residuals and event-window returns in a row, each for one session.
  private mutating func fill(_ series: EventSeries) {
    let days = plan.estimationDays
    values.withUnsafeMutableBufferPointer { values in
      if let residuals = series.residuals.baseAddress {
        values.baseAddress?.update(from: residuals, count: days)
      }
      for day in 0..<series.abnormalReturns.count {
        let (value, span) = (series.abnormalReturns[day], series.spans[day])
        values[days + day] = span == 1 ? value : value / span.squareRoot()
      }
    }
  }
}
