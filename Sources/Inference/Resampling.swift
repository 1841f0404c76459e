import CoreStatistics
import CoreTypes

/// How tests that draw samples at random draw them: the study's seed, and how often.
package struct Resampling: Sendable {
  package let seed: UInt64
  /// Number of drawn samples, where not all outcomes can be counted.
  package let replications: Int
  /// Ready-made draws instead of random ones, by test id: one array of indexes a sample, each taken modulo
  /// the number of events.
  package let indexes: [String: [[Int]]]

  package init(seed: UInt64, replications: Int, indexes: [String: [[Int]]] = [:]) {
    precondition(replications >= 1, "at least one replication")
    self.seed = seed
    self.replications = replications
    self.indexes = indexes
  }

  /// The random numbers of one test and window: nothing else that is drawn can move them.
  func stream(test: String, window: EventWindow) -> RandomStream {
    RandomStream(seed: seed, purpose: "\(test) \(window)")
  }

  /// Number of samples that `test` will see.
  func count(for test: String) -> Int { indexes[test]?.count ?? replications }

  /// `values` in the order in which they are drawn from: that of the events for ready-made draws, else by
  /// size.
  func drawable(_ values: [Double], test: String) -> [Double] {
    indexes[test] == nil ? Resampling.bySize(values) : values
  }

  /// `values` by their absolute size, so that neither the order of the events nor a change of all signs moves
  /// a random draw.
  static func bySize(_ values: [Double]) -> [Double] {
    values.sorted { (abs($0), $0) < (abs($1), $1) }
  }

  /// Calls `body` with the indexes of one sample after the other, each `size` long unless ready-made.
  func forEachSample(
    test: String, window: EventWindow, of events: Int, size: Int, _ body: ([Int]) -> Void
  ) {
    if let ready = indexes[test] {
      for sample in ready { body(sample.map { $0 % events }) }
      return
    }
    var stream = stream(test: test, window: window)
    var sample = [Int](repeating: 0, count: size)
    for _ in 0..<replications {
      for place in 0..<size { sample[place] = stream.index(below: events) }
      body(sample)
    }
  }
}
