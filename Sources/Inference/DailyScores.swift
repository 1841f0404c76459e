import CoreStatistics
import CoreTypes

/// What the rank and sign tests make of every residual and abnormal return: a score whose mean is zero
/// under the null hypothesis, summed over events day by day.
///
/// Each event is ranked among its own estimation residuals and all its event-window returns; missing days
/// stay missing. Multi-session returns are divided by the square root of their sessions first.
struct DailyScores {
  /// Which score.
  enum Kind: Hashable {
    /// `U - 1/2` with `U = K/(1+T_i)`, `K` the average rank of AR (Corrado and Zivney 1992).
    case correctedRank
    /// `K - (T_i+1)/2`: the rank less its mean (Corrado 1989).
    case rank
    /// As `correctedRank`, but of SARs, those of an event day first divided by their standard deviation
    /// over events.
    case rescaledRank
    /// The sign of AR less the event's median (Corrado and Zivney 1992).
    case sign
  }

  /// Sum of the scores of all events, a day each: the estimation days, then the event days.
  let sums: [Double]
  /// Number of events with a score that day.
  let counts: [Double]
  /// The scores of the event days, one row an event, NaN where missing.
  let eventScores: [Double]
  /// Event days on which every event has the same SAR, so that nothing can be divided by their dispersion
  /// (`rescaledRank` only).
  let flatDays: [Bool]

  /// Events whose scores are computed at a time.
  private static let blockSize = 32

  init(_ kind: Kind, of sample: EventSample, events: [Int], blocks: BlockRunner) {
    let estimationDays = sample.estimationWindow.length
    let eventDays = sample.eventWindow.length
    let days = estimationDays + eventDays
    var sums = [Double](repeating: 0, count: days)
    var counts = sums
    var eventScores = [Double](repeating: .nan, count: sample.count * eventDays)
    let dispersion = kind == .rescaledRank ? DailyScores.dispersion(of: sample, events) : []
    blocks.run(events.count, DailyScores.blockSize) { block in
      DailyScores.rows(kind, of: sample, events[block], rescaledBy: dispersion)
    } _: { block, scores in
      sums.withUnsafeMutableBufferPointer { sums in
        counts.withUnsafeMutableBufferPointer { counts in
          scores.withUnsafeBufferPointer { DailyScores.add($0, to: sums, counts) }
        }
      }
      for (row, event) in events[block].enumerated() {
        let start = row * days + estimationDays
        eventScores.replaceSubrange(
          (event * eventDays)..<((event + 1) * eventDays), with: scores[start..<(start + eventDays)])
      }
    }
    self.sums = sums
    self.counts = counts
    self.eventScores = eventScores
    flatDays = dispersion.map { $0 == 0 }
  }

  /// Adds rows of scores to the sums of their days, event after event.
  private static func add(
    _ scores: UnsafeBufferPointer<Double>, to sums: UnsafeMutableBufferPointer<Double>,
    _ counts: UnsafeMutableBufferPointer<Double>
  ) {
    for start in stride(from: 0, to: scores.count, by: sums.count) {
      for day in 0..<sums.count {
        let score = scores[start + day]
        let isThere = score == score
        sums[day] += isThere ? score : 0
        counts[day] += isThere ? 1 : 0
      }
    }
  }

  /// The scores of some events, a row each.
  private static func rows(
    _ kind: Kind, of sample: EventSample, _ events: ArraySlice<Int>, rescaledBy dispersion: [Double]
  ) -> [Double] {
    let days = sample.estimationWindow.length + sample.eventWindow.length
    var values = [Double](repeating: 0, count: days)
    var ranks = RankWorkspace()
    return [Double](unsafeUninitializedCapacity: events.count * days) { scores, count in
      for (row, event) in events.enumerated() {
        fill(&values, from: sample, event, rescaledBy: dispersion)
        let own = UnsafeMutableBufferPointer(rebasing: scores[(row * days)..<((row + 1) * days)])
        own.initialize(repeating: 0)
        score(kind, values, own, &ranks)
      }
      count = events.count * days
    }
  }

  /// One event's estimation residuals and event-window returns in a row; with a `dispersion` of the event
  /// days, standardized and rescaled.
  private static func fill(
    _ values: inout [Double], from sample: EventSample, _ event: Int, rescaledBy dispersion: [Double]
  ) {
    let estimationDays = sample.estimationWindow.length
    if dispersion.isEmpty {
      sample.withResiduals(of: event) { residuals in
        for day in 0..<estimationDays { values[day] = residuals[day] }
      }
      sample.withAbnormalReturns(of: event) { returns in
        sample.withSpans(of: event) { spans in
          for day in 0..<returns.count {
            values[estimationDays + day] = returns[day] / spans[day].squareRoot()
          }
        }
      }
    } else {
      sample.withStandardizedResiduals(of: event) { residuals, deviation in
        for day in 0..<estimationDays { values[day] = residuals[day] / deviation }
      }
      sample.withStandardizedAbnormalReturns(of: event) { returns in
        for day in 0..<returns.count {
          values[estimationDays + day] = dispersion[day] > 0 ? returns[day] / dispersion[day] : returns[day]
        }
      }
    }
  }

  private static func score(
    _ kind: Kind, _ values: [Double], _ scores: UnsafeMutableBufferPointer<Double>,
    _ workspace: inout RankWorkspace
  ) {
    values.withUnsafeBufferPointer { values in
      if kind == .sign {
        guard let middle = workspace.median(of: values) else { return scores.update(repeating: .nan) }
        for day in 0..<values.count {
          let value = values[day]
          scores[day] = value > middle ? 1 : value < middle ? -1 : value == middle ? 0 : .nan
        }
        return
      }
      let count = Double(workspace.rank(values, into: scores).count)
      if kind == .rank {
        for day in 0..<values.count { scores[day] -= (count + 1) / 2 }
      } else {
        for day in 0..<values.count { scores[day] = scores[day] / (count + 1) - 0.5 }
      }
    }
  }

  /// The standard deviation over events of the SARs of each event day; 0 where they are all equal, NaN
  /// where fewer than two events have one (their SARs then stay as they are).
  private static func dispersion(of sample: EventSample, _ events: [Int]) -> [Double] {
    (0..<sample.eventWindow.length).map { day in
      let values = events.compactMap { event in
        sample.withStandardizedAbnormalReturns(of: event) { $0[day].isFinite ? $0[day] : nil }
      }
      let moments = Moments(values)
      guard let deviation = moments.standardDeviation else { return .nan }
      return moments.isConstant ? 0 : deviation
    }
  }
}
