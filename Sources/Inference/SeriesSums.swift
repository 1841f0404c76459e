import CoreTypes

/// What tests make of the days of a sample's events, added up over the events in their order: rank and sign scores,
/// average residuals, shares of positive residuals, moments. With it a sample needs no estimation residuals for them.
package struct SeriesSums: Sendable {
  private let plan: SeriesPlan
  private var scores: [DailyScores]
  private var residuals: DailySums
  /// For each window, in the order of `plan.lengths`, over the events that enter it.
  private var shares: [[PositiveShare]]
  private var moments: [ResidualSums]

  package init(_ plan: SeriesPlan) {
    self.plan = plan
    scores = plan.kinds.map { _ in
      DailyScores(
        estimationDays: plan.estimationDays, eventWindow: plan.eventWindow, windows: plan.windows)
    }
    residuals = DailySums(days: plan.needs.contains(.averageResiduals) ? plan.estimationDays : 0)
    shares = plan.windows.map { _ in plan.lengths.map { _ in PositiveShare() } }
    moments = plan.windows.map { _ in ResidualSums() }
  }

  /// The same of a sample that holds the residuals of its events.
  init(_ needs: SampleNeeds, of sample: EventSample, blocks: BlockRunner) {
    let plan = SeriesPlan(
      needs, estimationDays: sample.estimationWindow.length, eventWindow: sample.eventWindow,
      windows: sample.windows.map(\.window))
    self.init(plan)
    let blockSize = 32
    blocks.run(sample.count, blockSize) { block in
      var maker = SeriesRowMaker(plan)
      var rows: [Double] = []
      rows.reserveCapacity(block.count * plan.rowLength)
      for event in block { sample.withSeries(of: event) { maker.append($0, to: &rows) } }
      return rows
    } _: { block, rows in
      rows.withUnsafeBufferPointer { rows in
        for (index, event) in block.enumerated() {
          let start = index * plan.rowLength
          add(
            UnsafeBufferPointer(rebasing: rows[start..<(start + plan.rowLength)]),
            entering: sample.entering(event))
        }
      }
    }
  }

  /// Adds the row of one event, as `SeriesRowMaker` makes it.
  ///
  /// - Parameter entering: for each window whether the event has a CAR in it.
  package mutating func add(_ row: UnsafeBufferPointer<Double>, entering: [Bool]) {
    if row[plan.hasReturnPlace] == 1 {
      let isWhole = row[plan.isWholePlace] == 1
      for index in scores.indices {
        scores[index].add(
          UnsafeBufferPointer(rebasing: row[plan.places(ofScores: index)]), isWhole: isWhole,
          entering: entering)
      }
      residuals.add(
        UnsafeBufferPointer(rebasing: row[plan.residualsStart..<plan.sharesStart]), isWhole: isWhole)
    }
    for window in plan.windows.indices where entering[window] {
      for index in plan.lengths.indices { shares[window][index].add(row[plan.sharesStart + index]) }
      if plan.needs.contains(.residualMoments) {
        moments[window].add(UnsafeBufferPointer(rebasing: row[plan.momentsStart...]))
      }
    }
  }

  func has(_ needs: SampleNeeds) -> Bool { plan.needs.isSuperset(of: needs) }

  /// The scores of one kind, where they were added up.
  func dailyScores(_ kind: DailyScores.Kind) -> DailyScores? {
    plan.kinds.firstIndex(of: kind).map { scores[$0] }
  }

  /// The average residual of each estimation day over the events that have one that day; days without any are left out.
  var averageResiduals: [Double] { residuals.means }
  var scaledAverageResiduals: [Double] { residuals.scaledMeans }

  /// The mean over the events that enter a window of the share of positive sums of `length` residuals; `nil` where no
  /// event has such a sum.
  func positiveShare(sumsOf length: Int, over window: EventWindow) -> Double? {
    guard let place = plan.windows.firstIndex(of: window), let index = plan.lengths.firstIndex(of: length)
    else { return nil }
    return shares[place][index].mean
  }

  /// The skewness of the residuals, each over `s_i`, of the events that enter a window; `nil` without dispersion.
  func residualSkewness(over window: EventWindow) -> Double? {
    plan.windows.firstIndex(of: window).flatMap { moments[$0].skewness }
  }
}
