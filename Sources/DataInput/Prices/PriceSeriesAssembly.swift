import CoreTypes

/// The chunks of one `prices` entry put together: one series a security, whatever files and chunks its rows
/// lie in.
///
/// Rows go from the chunks' blocks into slabs of about a megabyte, each holding a few securities, and from
/// these into the series; blocks and slabs are given back as soon as they are copied, so that rows lie in
/// memory once.
struct PriceSeriesAssembly {
  private(set) var series: [PriceSeries] = []
  /// The days that one security has twice.
  private(set) var dayFaults: [PriceDayFault] = []
  private(set) var securitiesSeen: [SecurityID] = []

  private static let slabRows = 32_768

  /// `files` are those of the entry, in order, with their index among all files.
  init(_ files: [(offset: Int, element: PriceFileReading)], jobs: Int) {
    let pieces = files.flatMap { index, file in
      zip(file.chunks, file.firstLines).map { Piece(chunk: $0, line: UInt32($1), file: index) }
    }
    guard let plan = files.lazy.compactMap(\.element.plan).first else { return }
    var placing = PriceRowPlacing(pieces)
    securitiesSeen = placing.order.map { SecurityID(placing.names[$0]) }
    var shape = files.compactMap(\.element.plan?.shape).reduce(plan.shape) { $0.union($1) }
    shape.hasFileIndex = files.count > 1
    let slabs = placing.makeSlabs(rows: PriceSeriesAssembly.slabRows, shape: shape)

    let (starts, places) = (placing.starts, placing.places)
    let first = files.first?.offset ?? 0
    WorkQueue.run(count: pieces.count, jobs: jobs) { number in
      pieces[number].copy(to: slabs, starts: starts[number], places: places, firstFile: first)
      if number % FreedMemory.files == FreedMemory.files - 1 { FreedMemory.giveBack() }
    }
    let makers = PriceSeriesMaker(
      names: placing.names, kind: plan.kind, chains: files.map { $0.element.plan?.chainsReturns ?? false },
      files: files.map(\.element.input.name), firstFile: first)
    let made = WorkQueue.map(count: slabs.count, jobs: jobs) { makers.make(slabs[$0]) }
    series = made.flatMap(\.series)
    dayFaults = made.flatMap(\.faults)
  }

  /// A chunk with its place in the entry.
  struct Piece: Sendable {
    let chunk: PriceChunk
    /// The line (from 1) on which the chunk begins.
    let line: UInt32
    /// The index of its file among all files.
    let file: Int

    /// Copies the chunk's rows to where their securities lie, and gives the chunk's memory back.
    func copy(
      to slabs: [PriceSlab], starts: [Int], places: [PriceRowPlacing.Place], firstFile: Int
    ) {
      let rows = chunk.store
      var next = starts
      rows.forEachStretch { security, stretch in
        guard rows.rows[security] > 0 else { return }
        var from = stretch.lowerBound
        while from < stretch.upperBound {
          let block = from / rows.blockRows
          let count = min(stretch.upperBound, (block + 1) * rows.blockRows) - from
          let place = places[chunk.globalNumbers[security]]
          if let columns = slabs[place.slab].columns, let rowsOfBlock = chunk.block(block) {
            rowsOfBlock.copy(
              from: from % rows.blockRows, count: count, into: columns, at: place.first + next[security],
              lineBase: line, file: UInt32(file - firstFile))
          }
          next[security] += count
          from += count
          if from == (block + 1) * rows.blockRows { chunk.release(block: block) }
        }
      }
      chunk.releaseBlocks()
    }
  }
}

/// The rows of a few securities that follow each other in the order of their ids.
///
/// Unchecked: its rows are written by threads that own disjoint ranges of them, and it is emptied by the one
/// thread that makes its series, after these have been joined.
final class PriceSlab: @unchecked Sendable {
  /// A security's number and its rows in the slab.
  struct Part: Sendable {
    let security: Int
    let rows: Range<Int>
  }

  let parts: [Part]
  private(set) var columns: PriceRowColumns?

  init(parts: [Part], shape: PriceRowShape) {
    self.parts = parts
    columns = PriceRowColumns(capacity: parts.last?.rows.upperBound ?? 0, shape: shape)
  }

  func release() { columns = nil }
}
