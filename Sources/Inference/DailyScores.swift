import CoreStatistics
import CoreTypes

/// What the rank and sign tests make of every residual and abnormal return: a score whose mean is zero
/// under the null hypothesis, summed over events day by day.
///
/// Each event is ranked among its own estimation residuals and all its event-window returns; missing days
/// stay missing. Multi-session returns are divided by the square root of their sessions first.
struct DailyScores: Sendable {
  /// Which score.
  enum Kind: Sendable, CaseIterable {
    /// `U - 1/2` with `U = K/(1+T_i)`, `K` the average rank of AR (Corrado and Zivney 1992).
    case correctedRank
    /// `K - (T_i+1)/2`: the rank less its mean (Corrado 1989).
    case rank
    /// The sign of AR less the event's median (Corrado and Zivney 1992).
    case sign

    /// What becomes of a rank.
    var rankScore: RankScore { self == .rank ? .centered : .share }

    /// What a test says that asks for it.
    var need: SampleNeeds {
      switch self {
      case .correctedRank: .correctedRanks
      case .rank: .ranks
      case .sign: .signs
      }
    }
  }

  /// The estimation days, then the event days, over all events.
  private(set) var all: DailySums
  /// The days of each window, over the events that enter it.
  private var tested: [(window: EventWindow, places: Range<Int>, days: DailySums)]
  /// Event days on which every event has the same SAR, so that nothing can be divided by their dispersion
  /// (`rescaledRanks` only).
  private(set) var flatDays: [Bool] = []

  init(estimationDays: Int, eventWindow: EventWindow, windows: [EventWindow]) {
    all = DailySums(days: estimationDays + eventWindow.length)
    tested = windows.map { window in
      let first = estimationDays + window.first - eventWindow.first
      return (window, first..<(first + window.length), DailySums(days: window.length))
    }
  }

  /// Adds the scores of one event, as `score` writes them.
  ///
  /// - Parameters:
  ///   - isWhole: no day is known to be without a score.
  ///   - entering: for each window whether the event enters it.
  mutating func add(_ scores: UnsafeBufferPointer<Double>, isWhole: Bool, entering: [Bool]) {
    all.add(scores, isWhole: isWhole)
    for index in tested.indices where entering[index] {
      tested[index].days.add(UnsafeBufferPointer(rebasing: scores[tested[index].places]), isWhole: isWhole)
    }
  }

  /// The days of a window of the sample, over the events that enter it.
  func days(of window: EventWindow) -> DailySums {
    guard let own = tested.first(where: { $0.window == window }) else {
      preconditionFailure("the window must be one of the sample's")
    }
    return own.days
  }

  /// Writes the scores of one event's days, NaN where missing; returns how many there are.
  ///
  /// - Parameter workspace: of the kind's `rankScore`.
  static func score(
    _ kind: Kind, _ values: UnsafeBufferPointer<Double>, _ scores: UnsafeMutableBufferPointer<Double>,
    _ workspace: inout RankWorkspace
  ) -> Int {
    guard kind == .sign else { return workspace.rank(values, into: scores).count }
    let middle = workspace.median(of: values) ?? .nan
    var count = 0
    for day in 0..<values.count {
      let value = values[day]
      scores[day] = value > middle ? 1 : value < middle ? -1 : value == middle ? 0 : .nan
      count += value.isNaN ? 0 : 1
    }
    return count
  }
}

extension DailyScores {
  /// Events whose scores are computed at a time.
  private static let blockSize = 32

  /// As `correctedRank`, but of SARs, those of an event day first divided by their standard deviation over events, so that
  /// all events must be known.
  static func rescaledRanks(of sample: EventSample, events: [Int], blocks: BlockRunner) -> DailyScores {
    let dispersion = dispersion(of: sample, events)
    var scores = DailyScores(
      estimationDays: sample.estimationWindow.length, eventWindow: sample.eventWindow,
      windows: sample.windows.map(\.window))
    scores.flatDays = dispersion.map { $0 == 0 }
    let days = scores.all.sums.count
    blocks.run(events.count, blockSize) { block in
      rescaledRows(of: sample, events[block], dispersion, days: days)
    } _: { block, rows in
      rows.withUnsafeBufferPointer { rows in
        for (row, event) in events[block].enumerated() {
          scores.add(
            UnsafeBufferPointer(rebasing: rows[(row * days)..<((row + 1) * days)]), isWhole: false,
            entering: sample.entering(event))
        }
      }
    }
    return scores
  }

  /// The scores of some events, a row each.
  private static func rescaledRows(
    of sample: EventSample, _ events: ArraySlice<Int>, _ dispersion: [Double], days: Int
  ) -> [Double] {
    var values = [Double](repeating: 0, count: days)
    var ranks = RankWorkspace(Kind.correctedRank.rankScore)
    return [Double](unsafeUninitializedCapacity: events.count * days) { scores, count in
      for (row, event) in events.enumerated() {
        fill(&values, from: sample, event, rescaledBy: dispersion)
        let own = UnsafeMutableBufferPointer(rebasing: scores[(row * days)..<((row + 1) * days)])
        own.initialize(repeating: 0)
        // Where one of two events has a return of 0, that of the other one is the square root of 2, but for rounding: a tie of
        // all such days.
        values.withUnsafeBufferPointer { _ = ranks.rank($0, into: own, rounding: Moments.equality) }
      }
      count = events.count * days
    }
  }

  /// One event's standardized estimation residuals and event-window returns in a row, these rescaled.
  private static func fill(
    _ values: inout [Double], from sample: EventSample, _ event: Int, rescaledBy dispersion: [Double]
  ) {
    let estimationDays = sample.estimationWindow.length
    sample.withStandardizedResiduals(of: event) { residuals, deviation in
      for day in 0..<estimationDays { values[day] = residuals[day] / deviation }
    }
    sample.withStandardizedAbnormalReturns(of: event) { returns in
      for day in 0..<returns.count {
        values[estimationDays + day] = dispersion[day] > 0 ? returns[day] / dispersion[day] : returns[day]
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
      return moments.isConstant(upTo: Moments.equality) ? 0 : deviation
    }
  }
}
