/// The events of a window in clusters: those of one value in a column of the events file, or of one date of day 0.
struct EventClusters {
  /// In the order of their keys.
  let sums: ClusterSums
  private let column: String?
  private let lost: Int

  /// - Parameter column: `nil` = the date of day 0.
  init(_ sample: EventSample, _ window: WindowMeasures, by column: String?) throws(NoStatistic) {
    guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
    self.column = column
    sums = ClusterSums(window, keys: try sample.clusterKeys(column))
    lost = window.entering.count - sums.events
  }

  var convention: String { "\(sums.count) clusters by \(column ?? "date of day 0")" }

  /// `nil` where every event has a cluster.
  var note: String? { leftOut([(lost, "without a value in '\(column ?? "")'")]) }
}

extension EventSample {
  /// The clusters of the events: by their values in a column of the events file, nil = none, or by their dates of day 0.
  func clusterKeys(_ column: String?) throws(NoStatistic) -> [Int?] {
    guard let column else { return dayZeroDates.map(Int.init) }
    guard let keys = clusters[column] else { throw NoStatistic(.clustersUnknown) }
    return keys
  }
}
