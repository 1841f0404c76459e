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
  let store: PriceRowCounts
  private var ownBlocks: [PriceRowColumns?]
  let securities: [String]
  /// The number of each of these in the whole entry; set when chunks are put together.
  var globalNumbers: [Int] = []
  var faults: [PriceFault]
  let grammarFaults: [CSVFault]
  let rowsRead: Int
  let rowsRefused: Int
  let latestDay: Int32
  let readFailed: Bool
  /// The rows of a file of bars or quotes that are needed; other files have none.
  let bars: [IntradayRow]

  /// Reads the rows of `file` that begin in `start ..< end`.
  init(
    _ file: borrowing OpenFile, plan: PriceFilePlan, wanted: Set<SecurityID>?, start: Int, end: Int
  ) {
    let sink = PriceRowSink(plan: plan, wanted: wanted, chunkBytes: end - start)
    var scanner = CSVScanner(
      delimiter: plan.opening.delimiter, newline: plan.opening.newline, sink: sink.sink)
    self.start = start
    self.end = end
    nextStart = scanner.scan(file, from: start, to: end)
    var result = sink.take()
    bars = result.intraday.finish()
    lineCount = result.position.line
    store = PriceRowCounts(result.store, securityCount: result.securities.names.count)
    ownBlocks = result.store.blocks
    securities = result.securities.names
    faults = result.faults
    grammarFaults = scanner.faults
    rowsRead = result.rowsRead
    rowsRefused = result.rowsRefused
    latestDay = result.latestDay
    readFailed = scanner.readFailed
  }

  func block(_ index: Int) -> PriceRowColumns? { ownBlocks[index] }

  /// Gives a block's memory back once its rows are copied.
  func release(block index: Int) { ownBlocks[index] = nil }
  func releaseBlocks() { ownBlocks = [] }
}

/// Where the rows of each security lie in a chunk.
struct PriceRowCounts: Sendable {
  let runs: [PriceRowStore.Run]
  let blockRows: Int
  let count: Int
  /// The kept rows of each of the chunk's securities.
  let rows: [Int]

  init(_ store: PriceRowStore, securityCount: Int) {
    runs = store.runs
    blockRows = store.blockRows
    count = store.count
    var rows = [Int](repeating: 0, count: securityCount)
    for (index, run) in store.runs.enumerated() {
      let end = index + 1 < store.runs.count ? Int(store.runs[index + 1].first) : store.count
      rows[Int(run.security)] += end - Int(run.first)
    }
    self.rows = rows
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
      abandon: { _, context in
        context?.assumingMemoryBound(to: PriceRowContext.self).pointee.abandonRow()
      })
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
      abandon: { _, context in
        context?.assumingMemoryBound(to: PriceRowContext.self).pointee.abandonWideRow()
      })
  }
}
