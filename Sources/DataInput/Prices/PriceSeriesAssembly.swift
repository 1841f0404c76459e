import CoreTypes

/// The chunks of one `prices` entry put together: one series a security, whatever files and chunks its rows
/// lie in.
///
/// A security whose rows lie together, as they do in files sorted by security, becomes a series out of the chunk's
/// blocks. The rows of others go from the chunks' blocks into slabs of half a megabyte, each holding a few securities, and
/// from these into the series. Blocks and slabs are given back as soon as they are copied, so that rows lie in memory
/// once.
struct PriceSeriesAssembly {
  private(set) var series: [PriceSeries] = []
  /// The days that one security has twice.
  private(set) var dayFaults: [PriceDayFault] = []
  private(set) var securitiesSeen: [SecurityID] = []

  private static let slabRows = 32_768

  /// - Parameters:
  ///   - files: those of all entries.
  ///   - own: where those of the entry stand among them, in order.
  init(_ files: [PriceFileReading], _ own: [Int], jobs: Int) {
    let first = own.first ?? 0
    let pieces = own.flatMap { index in
      zip(files[index].chunks, files[index].firstLines).map { chunk, line in
        Piece(chunk: chunk, line: UInt32(line), file: UInt32(index - first))
      }
    }
    let plans = own.map { files[$0].plan }
    guard let plan = plans.lazy.compactMap({ $0 }).first else { return }
    var placing = PriceRowPlacing(pieces)
    securitiesSeen = placing.order.map { SecurityID(placing.names[$0]) }
    var shape = plans.reduce(plan.shape) { $0.union($1?.shape ?? $0) }
    shape.hasFileIndex = own.count > 1
    let slabs = placing.makeSlabs(pieces, rows: PriceSeriesAssembly.slabRows, shape: shape)

    let (starts, places) = (placing.starts, placing.places)
    let counted = pieces.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.chunk.store.count) }
    WorkQueue.run(count: pieces.count, jobs: jobs) { number in
      pieces[number].copy(to: slabs, starts: starts[number], places: places)
      if FreedMemory.isMuch(afterRows: counted[number]..<counted[number + 1]) { FreedMemory.giveBack() }
    }
    let makers = PriceSeriesMaker(
      names: placing.names, values: plans.map { ($0 ?? plan).values },
      files: own.map { files[$0].input.name }, firstFile: first)
    let made = WorkQueue.map(count: slabs.count, jobs: jobs) { makers.make(slabs[$0]) }
    series = placing.sorted(made.flatMap(\.series))
    dayFaults = made.flatMap(\.faults)
  }

  /// A chunk with its place in the entry.
  struct Piece: Sendable {
    let chunk: PriceChunk
    /// The line (from 1) on which the chunk begins.
    let line: UInt32
    /// The index of its file in the entry.
    let file: UInt32

    /// Copies the rows that do not lie together to where their securities do, and gives back blocks of no others.
    func copy(to slabs: [PriceSlab], starts: [Int], places: [PriceRowPlacing.Place?]) {
      let rows = chunk.store
      var next = starts
      rows.forEachStretch { security, stretch in
        guard rows.rows[security] > 0, let place = places[chunk.globalNumbers[security]] else { return }
        var from = stretch.lowerBound
        while from < stretch.upperBound {
          let block = from / rows.blockRows
          let count = min(stretch.upperBound, (block + 1) * rows.blockRows) - from
          if let columns = slabs[place.slab].columns, let rowsOfBlock = chunk.block(block) {
            rowsOfBlock.copy(
              from: from % rows.blockRows, count: count, into: columns, at: place.first + next[security],
              lineBase: line, file: file)
          }
          next[security] += count
          from += count
          if from == (block + 1) * rows.blockRows { chunk.release(block: block) }
        }
      }
      chunk.releaseBlocks()
    }

    /// The rows of one of the chunk's securities, block by block, where they lie together; otherwise `nil`.
    func rowsInBlocks(ofOwn security: Int) -> [SecurityRows]? {
      let store = chunk.store
      guard let start = store.stretchStarts[security] else { return nil }
      let end = start + store.rows[security]
      var found: [SecurityRows] = []
      for index in (start / store.blockRows)...((end - 1) / store.blockRows) {
        guard let block = chunk.block(index) else { return nil }
        let first = index * store.blockRows
        let rows = (max(start, first) - first)..<(min(end, first + store.blockRows) - first)
        found.append(SecurityRows(columns: block, rows: rows, lineBase: line, file: file))
      }
      return found
    }
  }
}
