/// The latest day of rows and the latest one before it, as day numbers; `Int32.min` where there is none.
struct LatestDays: Sendable, Equatable {
  private(set) var last = Int32.min
  private(set) var before = Int32.min

  init() {}

  /// - Parameter days: in any order.
  init(_ days: some Sequence<Int32>) {
    for day in days { add(day) }
  }

  @inline(__always)
  mutating func add(_ day: Int32) {
    if day > last {
      before = last
      last = day
    } else if day > before, day < last {
      before = day
    }
  }
}
