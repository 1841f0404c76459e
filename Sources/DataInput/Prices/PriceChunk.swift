import CNumberText
import CoreTypes

/// A piece of a price file: the rows that begin in a range of its bytes, read on the assumption that the
/// range begins with a row.
///
/// Unchecked, because it is made by one thread, changed only between two joins of the work queue, and its
/// blocks are released by the one thread that copies them.
final class PriceChunk: @unchecked Sendable {
  let start: Int
  let end: Int
  /// Where the next row begins: `end`, or later where the last row reaches over it.
  let nextStart: Int
  /// The lines between `start` and `nextStart`.
  let lineCount: UInt32
  private(set) var store: PriceRowCounts
  private var ownBlocks: [PriceRowColumns?]
  let securities: [String]
  /// The number of each of these in the whole entry; set when chunks are put together.
  var globalNumbers: [Int] = []
  var faults: [PriceFault]
  let grammarFaults: [CSVFault]
  let rowsRead: Int
  let rowsRefused: Int
  let latestDays: LatestDays
  let readFailed: Bool
  /// The rows of a file of bars or quotes that are needed; other files have none.
  let bars: [IntradayRow]

  /// Reads the rows of `file` that begin in `start ..< end`.
  init(
    _ file: borrowing OpenFile, plan: PriceFilePlan, wanted: Set<SecurityID>?, start: Int, end: Int
  ) {
    let sink = PriceRowSink(plan: plan, wanted: wanted, chunkBytes: end - start)
    var scanner = CSVScanner(
      delimiter: plan.opening.delimiter, newline: plan.opening.newline,
      columns: plan.opening.header.count, sink: sink.sink)
    self.start = start
    nextStart = scanner.scan(file, from: start, to: end)
    // A text that is decoded while it is read ends where it ends.
    self.end = min(end, nextStart)
    var result = sink.take()
    result.store.trim()
    bars = result.intraday.finish()
    lineCount = result.position.line
    store = PriceRowCounts(result.store, securityCount: result.securities.names.count)
    // One by one: the cast of an array as a whole asks the runtime about its type.
    ownBlocks = result.store.blocks.map { $0 }
    securities = result.securities.names
    faults = result.faults
    grammarFaults = scanner.faults
    rowsRead = result.rowsRead
    rowsRefused = result.rowsRefused
    latestDays = result.latestDays
    readFailed = scanner.readFailed
  }

  /// A chunk that was read in an earlier run; its rows lie in one block, which is `nil` where nobody wants any of them.
  init(
    start: Int, end: Int, nextStart: Int, lineCount: UInt32, store: PriceRowCounts, block: PriceRowColumns?,
    securities: [String], faults: [PriceFault], grammarFaults: [CSVFault], rowsRead: Int, rowsRefused: Int,
    latestDays: LatestDays
  ) {
    self.start = start
    self.end = end
    self.nextStart = nextStart
    self.lineCount = lineCount
    self.store = store
    ownBlocks = [block]
    self.securities = securities
    self.faults = faults
    self.grammarFaults = grammarFaults
    self.rowsRead = rowsRead
    self.rowsRefused = rowsRefused
    self.latestDays = latestDays
    readFailed = false
    bars = []
  }

  /// Forgets the rows of securities that are not wanted.
  func restrict(to wanted: Set<SecurityID>) {
    store.restrict { wanted.contains(SecurityID(securities[$0])) }
  }

  func block(_ index: Int) -> PriceRowColumns? { ownBlocks[index] }

  /// Gives a block's memory back once its rows are copied.
  func release(block index: Int) { ownBlocks[index] = nil }
  func releaseBlocks() {
    ownBlocks = []
    store.forgetRuns()
  }
}

/// Where the rows of each security lie in a chunk.
struct PriceRowCounts: Sendable {
  /// None once the rows are copied: rows in no order have a run each.
  private(set) var runs: [PriceRowStore.Run]
  let blockRows: Int
  let count: Int
  /// The kept rows of each of the chunk's securities; 0 where there are runs of one that nobody wants.
  private(set) var rows: [Int]
  /// The first row of each security whose rows follow each other; nil for the others.
  private(set) var stretchStarts: [Int?]

  init(_ store: PriceRowStore, securityCount: Int) {
    self.init(
      runs: store.runs, count: store.count, blockRows: store.blockRows, securityCount: securityCount)
  }

  init(runs: [PriceRowStore.Run], count: Int, blockRows: Int, securityCount: Int) {
    self.runs = runs
    self.blockRows = blockRows
    self.count = count
    rows = []
    stretchStarts = []
    var found = [Int](repeating: 0, count: securityCount)
    var starts = [Int?](repeating: nil, count: securityCount)
    forEachStretch { security, rows in
      starts[security] = found[security] == 0 ? rows.lowerBound : nil
      found[security] += rows.count
    }
    (rows, stretchStarts) = (found, starts)
  }

  /// Each stretch of rows of one security, in the order of the rows.
  func forEachStretch(_ body: (_ security: Int, _ rows: Range<Int>) -> Void) {
    for (index, run) in runs.enumerated() {
      let (security, first) = (Int(run.security), Int(run.first))
      let end = index + 1 < runs.count ? Int(runs[index + 1].first) : count
      if run.steps {
        for row in first..<end { body(security + row - first, row..<(row + 1)) }
      } else {
        body(security, first..<end)
      }
    }
  }

  mutating func forgetRuns() { runs = [] }

  mutating func restrict(_ isWanted: (Int) -> Bool) {
    for security in rows.indices where rows[security] > 0 && !isWanted(security) { rows[security] = 0 }
  }
}

/// The receiver of a chunk's fields and rows.
private struct PriceRowSink: ~Copyable {
  private let context: UnsafeMutablePointer<PriceRowContext>

  init(plan: PriceFilePlan, wanted: Set<SecurityID>?, chunkBytes: Int) {
    context = .allocate(capacity: 1)
    context.initialize(to: PriceRowContext(plan: plan, wanted: wanted, chunkBytes: chunkBytes))
  }

  deinit {
    context.pointee.free()
    context.deinitialize(count: 1)
    context.deallocate()
  }

  func take() -> PriceRowContext { context.pointee }

  var sink: CSVSink {
    guard let position = context.pointer(to: \.position) else { preconditionFailure("a stored property") }
    if context.pointee.wide != nil { return wideSink(position) }
    return CSVSink(
      context: context, position: position,
      field: { bytes, count, context in
        guard let row = context?.assumingMemoryBound(to: PriceRowContext.self) else { return }
        row.pointee.take(UnsafePointer(bytes?.assumingMemoryBound(to: UInt8.self)), count)
      },
      row: { _, context in
        context?.assumingMemoryBound(to: PriceRowContext.self).pointee.endRow()
      },
      shownRow: shownRow { terminator, context in
        context?.assumingMemoryBound(to: PriceRowContext.self).pointee.endShownRow(terminator)
      },
      abandon: { _, context in
        context?.assumingMemoryBound(to: PriceRowContext.self).pointee.abandonRow()
      })
  }

  /// `row`, where it can be used.
  private func shownRow(_ row: @escaping CSVSink.Row) -> CSVSink.Row? {
    guard context.pointee.shown.areUsed else { return nil }
    precondition(
      MemoryLayout<PriceRowContext>.offset(of: \.position) == 0, "what es_note_field asks of its context")
    return row
  }

  private func wideSink(_ position: UnsafeMutablePointer<CSVRowPosition>) -> CSVSink {
    CSVSink(
      context: context, position: position,
      field: { bytes, count, context in
        guard let row = context?.assumingMemoryBound(to: PriceRowContext.self) else { return }
        row.pointee.takeWide(UnsafePointer(bytes?.assumingMemoryBound(to: UInt8.self)), count)
      },
      row: { _, context in
        context?.assumingMemoryBound(to: PriceRowContext.self).pointee.endWideRow()
      },
      shownRow: shownRow { terminator, context in
        context?.assumingMemoryBound(to: PriceRowContext.self).pointee.endShownWideRow(terminator)
      },
      abandon: { _, context in
        context?.assumingMemoryBound(to: PriceRowContext.self).pointee.abandonWideRow()
      })
  }
}
