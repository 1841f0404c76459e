import CoreTypes

/// The rows of one chunk as bytes of a cache entry: a head with what is told about them, then the columns as they lie in
/// memory, so that they can be used where they are read, then where each run of a security begins.
struct PriceSection {
  let chunk: PriceChunk
  private let head: [UInt8]
  private let runs: [UInt32]
  private let padding: [UInt8]
  let byteCount: Int

  /// Columns begin at a multiple of this.
  static let alignment = 16

  init(_ chunk: PriceChunk, shape: PriceRowShape) {
    self.chunk = chunk
    var meta = CacheEncoder()
    for number in [
      chunk.start, chunk.end, chunk.nextStart, Int(chunk.lineCount), chunk.rowsRead, chunk.rowsRefused,
      Int(chunk.latestDay), chunk.store.count, chunk.store.runs.count,
    ] {
      meta.add(Int64(number))
    }
    meta.add(chunk.securities)
    meta.add(chunk.faults) { $0.add($1) }
    meta.add(chunk.grammarFaults) { $0.add($1) }
    var head = CacheEncoder()
    head.add(Int64(meta.bytes.count))
    let filled = PriceSection.aligned(8 + meta.bytes.count)
    self.head = head.bytes + meta.bytes + [UInt8](repeating: 0, count: filled - 8 - meta.bytes.count)
    let rowBytes = chunk.store.count * shape.bytesPerRow
    padding = [UInt8](repeating: 0, count: PriceSection.aligned(rowBytes) - rowBytes)
    runs = chunk.store.runs.flatMap { [$0.code, $0.first] }
    byteCount = filled + rowBytes + padding.count + 4 * runs.count
  }

  static func aligned(_ count: Int) -> Int { (count + alignment - 1) / alignment * alignment }

  /// Hands out the bytes piece by piece; `false` ends it.
  func forEach(_ body: (UnsafeRawBufferPointer) -> Bool) {
    guard head.withUnsafeBytes(body) else { return }
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
    guard goesOn, padding.withUnsafeBytes(body) else { return }
    _ = runs.withUnsafeBytes(body)
  }

  var checksum: UInt64 {
    var state = CacheChecksum.State()
    forEach { bytes in
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
