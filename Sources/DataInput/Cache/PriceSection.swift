import CoreTypes

/// The rows of one chunk as bytes of a cache entry: a head with what is told about them and where each run of a security
/// begins, then the columns as they lie in memory, so that they can be used where they are read. A run that wants none of
/// the securities reads the head alone.
struct PriceSection {
  let chunk: PriceChunk
  private let head: [UInt8]
  let byteCount: Int

  var headByteCount: Int { head.count }
  var headChecksum: UInt64 { head.withUnsafeBytes(CacheChecksum.of) }

  init(_ chunk: PriceChunk, shape: PriceRowShape) {
    self.chunk = chunk
    var meta = CacheEncoder()
    for number in [
      chunk.start, chunk.end, chunk.nextStart, Int(chunk.lineCount), chunk.rowsRead, chunk.rowsRefused,
      Int(chunk.latestDays.last), Int(chunk.latestDays.before), chunk.store.count, chunk.store.runs.count,
    ] {
      meta.add(Int64(number))
    }
    meta.add(chunk.securities)
    meta.add(chunk.faults) { $0.add($1) }
    meta.add(chunk.grammarFaults) { $0.add($1) }
    for run in chunk.store.runs {
      meta.add(run.code)
      meta.add(run.first)
    }
    head = meta.bytes
    byteCount = head.count + chunk.store.count * shape.bytesPerRow
  }

  /// Hands out the bytes piece by piece; `false` ends it.
  func forEach(_ body: (UnsafeRawBufferPointer) -> Bool) {
    guard head.withUnsafeBytes(body) else { return }
    forEachColumn(body)
  }

  private func forEachColumn(_ body: (UnsafeRawBufferPointer) -> Bool) {
    var goesOn = true
    func column<Element>(_ find: (PriceRowColumns) -> UnsafeMutablePointer<Element>?) {
      var from = 0
      while from < chunk.store.count, goesOn {
        let count = min(chunk.store.blockRows, chunk.store.count - from)
        guard let start = chunk.block(from / chunk.store.blockRows).flatMap(find) else { return }
        goesOn = body(UnsafeRawBufferPointer(start: start, count: count * MemoryLayout<Element>.stride))
        from += count
      }
    }
    column(\.values)
    column(\.open)
    column(\.close)
    column(\.dates)
    column(\.lines)
    column(\.zeroVolume)
    column(\.suspended)
    column(\.midpoint)
    column(\.durations)
  }

  var columnChecksum: UInt64 {
    var state = CacheChecksum.State()
    forEachColumn { bytes in
      state.update(bytes)
      return true
    }
    return state.finish()
  }
}

extension CacheEncoder {
  fileprivate mutating func add(_ fault: PriceFault) {
    add(fault.kind.rawValue)
    add(fault.line)
    add(Int64(fault.field))
    add(optional: fault.security)
    add(fault.day ?? Int32.min)
    add(fault.detail)
  }

  fileprivate mutating func add(_ fault: CSVFault) {
    add(fault.kind.rawValue)
    add(fault.rowLine)
    add(Int64(fault.field))
    add(fault.line)
    add(Int64(fault.byteInLine))
  }
}
