import CoreStatistics
import CoreTypes

/// How tests that draw samples at random draw them: the study's seed, and how often.
package struct Resampling: Sendable {
  package let seed: UInt64
  /// Number of drawn samples, where not all outcomes can be counted.
  package let replications: Int
  /// Ready-made draws instead of random ones, by test id: one array of indexes a sample, each taken modulo
  /// the number of units that are drawn.
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

  /// Calls `body` once a sample with a source of its draws; ready-made samples have a size of their own.
  func forEachSample(
    test: String, window: EventWindow, of units: Int, size: Int, _ body: (inout IndexSource, Int) -> Void
  ) {
    if let ready = indexes[test] {
      for sample in ready {
        var source = IndexSource(ready: sample.map { $0 % units })
        body(&source, sample.count)
      }
      return
    }
    var source = IndexSource(stream: stream(test: test, window: window), units: units)
    for _ in 0..<replications { body(&source, size) }
  }
}

/// Where the indexes of one sample after the other come from. A copy gives the same ones again.
struct IndexSource {
  private var stream: RandomStream
  /// Number of units over 2^53: one product of a double gives what the uniform number times the units would.
  private let scale: Double
  private let ready: [Int]
  private var place = 0

  init(stream: RandomStream, units: Int) {
    self.stream = stream
    scale = Double(units) * 0x1p-53
    ready = []
  }

  init(ready: [Int]) {
    stream = RandomStream(seed: 0)
    scale = 0
    self.ready = ready
  }

  /// As `RandomStream.index(below:)`, to the last bit.
  mutating func next() -> Int {
    guard ready.isEmpty else {
      place += 1
      return ready[place - 1]
    }
    return Int(Double(stream.next() >> 11) * scale)
  }
}
