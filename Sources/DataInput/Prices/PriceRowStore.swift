import CoreTypes

/// The good rows of one chunk, in file order, in blocks that are given back one by one.
struct PriceRowStore {
  /// Rows of one security that follow each other; or, where each row is the next security's, as in rows sorted by date
  /// that name the securities in the same order day after day, those of a day.
  struct Run: Sendable {
    /// The security and whether it changes from row to row, in one number.
    let code: UInt32
    /// The first row, counted through the chunk.
    let first: UInt32

    init(security: Int32, first: UInt32, steps: Bool) {
      code = UInt32(security) << 1 | (steps ? 1 : 0)
      self.first = first
    }

    init(code: UInt32, first: UInt32) {
      self.code = code
      self.first = first
    }

    /// The security of the first row.
    var security: Int32 { Int32(code >> 1) }
    /// Each further row is the next security's.
    var steps: Bool { code & 1 == 1 }
  }

  private(set) var blocks: [PriceRowColumns] = []
  private(set) var runs: [Run] = []
  private let shape: PriceRowShape
  let blockRows: Int
  private var used: Int
  /// The security of a next row that belongs to the last run, and the step from one to the next in it.
  private var expectedSecurity: Int32 = -1
  private var step: Int32 = 0
  private var values: UnsafeMutablePointer<Double>
  private var dates: UnsafeMutablePointer<Int32>
  private var lines: UnsafeMutablePointer<UInt32>
  private var open: UnsafeMutablePointer<Double>?
  private var close: UnsafeMutablePointer<Double>?
  private var zeroVolume: UnsafeMutablePointer<Bool>?
  private var suspended: UnsafeMutablePointer<Bool>?
  private var midpoint: UnsafeMutablePointer<Bool>?
  private var durations: UnsafeMutablePointer<ReturnDuration>?

  /// Blocks are not mapped, so that series are made in the memory of those that are done with. Small chunks take small
  /// ones, and a chunk without rows that are wanted takes none.
  init(shape: PriceRowShape, chunkBytes: Int) {
    self.shape = shape
    blockRows = min(PriceRowColumns.mostUnmapped(shape), max(16, chunkBytes / 64))
    used = blockRows
    let none = PriceRowColumns(capacity: 0, shape: shape)
    values = none.values
    dates = none.dates
    lines = none.lines
  }

  var count: Int { blocks.isEmpty ? 0 : (blocks.count - 1) * blockRows + used }

  @inline(__always)
  mutating func append(security: Int32, day: Int32, value: Double, line: UInt32) -> Int {
    if used == blockRows { addBlock() }
    let row = used
    values[row] = value
    dates[row] = day
    lines[row] = line
    used = row &+ 1
    if security != expectedSecurity { startRun(security, row) }
    expectedSecurity = security &+ step
    return row
  }

  /// Sets what not every file has, in the row just appended.
  @inline(__always)
  mutating func setFurther(
    row: Int, volumeIsZero: Bool, isSuspended: Bool, isMidpoint: Bool, duration: ReturnDuration,
    open: Double, close: Double
  ) {
    if let column = midpoint { column[row] = isMidpoint }
    if let column = suspended { column[row] = isSuspended }
    if let column = zeroVolume { column[row] = volumeIsZero }
    if let column = durations { column[row] = duration }
    if let column = self.open { column[row] = open }
    if let column = self.close { column[row] = close }
  }

  @inline(never)
  private mutating func startRun(_ security: Int32, _ row: Int) {
    let first = UInt32((blocks.count - 1) * blockRows + row)
    if let last = runs.last, last.first + 1 == first, last.security + 1 == security {
      runs[runs.count - 1] = Run(security: last.security, first: last.first, steps: true)
      step = 1
    } else {
      runs.append(Run(security: security, first: first, steps: false))
      step = 0
    }
  }

  /// Gives back what the last block of a small file has room for beside its rows: thousands of files wait for the last one.
  mutating func trim() {
    guard let last = blocks.last, used < blockRows else { return }
    let block = PriceRowColumns(capacity: used, shape: shape)
    last.copy(from: 0, count: used, into: block, at: 0, lineBase: 0, file: 0)
    blocks[blocks.count - 1] = block
  }

  @inline(never)
  private mutating func addBlock() {
    let block = PriceRowColumns(capacity: blockRows, shape: shape)
    blocks.append(block)
    used = 0
    values = block.values
    dates = block.dates
    lines = block.lines
    open = block.open
    close = block.close
    zeroVolume = block.zeroVolume
    suspended = block.suspended
    midpoint = block.midpoint
    durations = block.durations
  }
}
