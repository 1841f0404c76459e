import CoreTypes

/// Which columns of rows are kept beside date, value and line. What a study does not need takes no memory.
struct PriceRowShape: Sendable, Equatable {
  var hasVolume: Bool
  var hasStatus: Bool
  var hasMidpoints: Bool
  var hasDuration: Bool
  var hasOpen: Bool
  var hasClose: Bool
  var hasFileIndex: Bool

  var bytesPerRow: Int {
    16 + (hasVolume ? 1 : 0) + (hasStatus ? 1 : 0) + (hasMidpoints ? 1 : 0) + (hasDuration ? 1 : 0)
      + (hasOpen ? 8 : 0) + (hasClose ? 8 : 0) + (hasFileIndex ? 4 : 0)
  }

  func union(_ other: PriceRowShape) -> PriceRowShape {
    PriceRowShape(
      hasVolume: hasVolume || other.hasVolume, hasStatus: hasStatus || other.hasStatus,
      hasMidpoints: hasMidpoints || other.hasMidpoints,
      hasDuration: hasDuration || other.hasDuration, hasOpen: hasOpen || other.hasOpen,
      hasClose: hasClose || other.hasClose, hasFileIndex: hasFileIndex || other.hasFileIndex)
  }
}

/// Room for a number of price rows as parallel columns, uninitialized.
///
/// Unchecked, because a room has one writer at a time: the chunk's thread, then threads that write
/// disjoint rows, then the thread that makes series of it; the work queue's joins lie between.
final class PriceRowColumns: @unchecked Sendable {
  let capacity: Int
  let values: UnsafeMutablePointer<Double>
  let open: UnsafeMutablePointer<Double>?
  let close: UnsafeMutablePointer<Double>?
  let dates: UnsafeMutablePointer<Int32>
  let lines: UnsafeMutablePointer<UInt32>
  let fileIndexes: UnsafeMutablePointer<UInt32>?
  let zeroVolume: UnsafeMutablePointer<Bool>?
  let suspended: UnsafeMutablePointer<Bool>?
  let midpoint: UnsafeMutablePointer<Bool>?
  let durations: UnsafeMutablePointer<ReturnDuration>?
  /// Kept as long as the columns.
  private let memory: RoomMemory

  /// Room beside that of the rows.
  private static let spareBytes = 64

  /// The largest capacity of columns whose memory is not mapped.
  static func mostUnmapped(_ shape: PriceRowShape) -> Int {
    (RoomMemory.smallestMapping - 1 - spareBytes) / shape.bytesPerRow
  }

  convenience init(capacity: Int, shape: PriceRowShape) {
    let memory = RoomMemory(bytes: max(1, capacity) * shape.bytesPerRow + PriceRowColumns.spareBytes)
    self.init(capacity: capacity, shape: shape, in: memory)
  }

  /// Columns that lie in `memory` already.
  init(capacity: Int, shape: PriceRowShape, in memory: RoomMemory) {
    precondition(capacity * shape.bytesPerRow <= memory.count, "the columns lie in the memory")
    self.capacity = capacity
    self.memory = memory
    // The widest columns first keeps every column aligned.
    var next = memory.start
    func column<Element>(_ type: Element.Type) -> UnsafeMutablePointer<Element> {
      let start = next.bindMemory(to: type, capacity: capacity)
      next += capacity * MemoryLayout<Element>.stride
      return start
    }
    values = column(Double.self)
    open = shape.hasOpen ? column(Double.self) : nil
    close = shape.hasClose ? column(Double.self) : nil
    dates = column(Int32.self)
    lines = column(UInt32.self)
    fileIndexes = shape.hasFileIndex ? column(UInt32.self) : nil
    zeroVolume = shape.hasVolume ? column(Bool.self) : nil
    suspended = shape.hasStatus ? column(Bool.self) : nil
    midpoint = shape.hasMidpoints ? column(Bool.self) : nil
    durations = shape.hasDuration ? column(ReturnDuration.self) : nil
  }

  /// A column that is missing here is missing in `shape`, but for the index of the file.
  func suffice(for shape: PriceRowShape) -> Bool {
    (open != nil) == shape.hasOpen && (close != nil) == shape.hasClose
      && (zeroVolume != nil) == shape.hasVolume && (suspended != nil) == shape.hasStatus
      && (midpoint != nil) == shape.hasMidpoints && (durations != nil) == shape.hasDuration
  }

  /// Copies `count` rows into `target`, which may have more columns; a column that is missing here is filled
  /// with what "not known" is there. `lineBase` is added to the lines.
  func copy(
    from first: Int, count: Int, into target: PriceRowColumns, at start: Int, lineBase: UInt32, file: UInt32
  ) {
    (target.dates + start).update(from: dates + first, count: count)
    (target.values + start).update(from: values + first, count: count)
    for row in 0..<count { target.lines[start + row] = lines[first + row] &+ lineBase }
    PriceRowColumns.copy(open, first, target.open, start, count, otherwise: .nan)
    // A traded close that is not stored apart is the value itself.
    PriceRowColumns.copy(close ?? values, first, target.close, start, count, otherwise: .nan)
    PriceRowColumns.copy(zeroVolume, first, target.zeroVolume, start, count, otherwise: false)
    PriceRowColumns.copy(suspended, first, target.suspended, start, count, otherwise: false)
    PriceRowColumns.copy(midpoint, first, target.midpoint, start, count, otherwise: false)
    PriceRowColumns.copy(durations, first, target.durations, start, count, otherwise: .unknown)
    if let indexes = target.fileIndexes { (indexes + start).update(repeating: file, count: count) }
  }

  private static func copy<Element>(
    _ source: UnsafeMutablePointer<Element>?, _ first: Int, _ target: UnsafeMutablePointer<Element>?,
    _ start: Int, _ count: Int, otherwise unknown: Element
  ) {
    guard let target else { return }
    if let source {
      (target + start).update(from: source + first, count: count)
    } else {
      (target + start).update(repeating: unknown, count: count)
    }
  }
}
