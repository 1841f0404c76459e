import CoreTypes

/// A chunk from the bytes of its section. Everything that later code takes for granted of a chunk is checked here, since
/// a checksum tells damage but not intent.
struct PriceSectionDecoding {
  let plan: PriceFilePlan
  let section: CacheDescription.Section
  /// Of the whole text, in bytes: what a quote that is not closed may reach.
  let textLength: Int

  /// The days of the years 1 to 9999.
  static let days = -719_162...2_932_896

  /// `columns` hands out the bytes of the columns, which stay where they are; `nil` where they are not what was written. It
  /// is not asked where `isWanted` says of none of the securities that have rows that they are.
  func chunk(
    head memory: RoomMemory, isWanted: (SecurityID) -> Bool, columns: () -> RoomMemory?
  ) throws(CacheDamage) -> PriceChunk {
    var head = CacheDecoder(UnsafeRawBufferPointer(start: memory.start, count: memory.count))
    let start = try head.number(in: section.start...section.start)
    let end = try head.number(in: start...section.nextStart)
    let nextStart = try head.number(in: section.nextStart...section.nextStart)
    let lineCount = try head.number(in: section.lineCount...section.lineCount)
    let most = nextStart - start + 1
    // No row takes less than a byte.
    let rowsRead = try head.number(in: 0...most)
    let rowsRefused = try head.number(in: 0...rowsRead)
    let latestDays = LatestDays([try day(&head), try day(&head)])
    let rows = try head.number(in: 0...section.bytes)
    let runCount = try head.number(in: 0...section.headBytes)
    let names = try head.texts()
    let faults = try head.list(ofAtLeast: 22) { (decoder) throws(CacheDamage) in try fault(&decoder) }
    let grammar = try head.list(ofAtLeast: 25) { (decoder) throws(CacheDamage) in
      try grammarFault(&decoder)
    }
    let runs = try runs(&head, count: runCount, rows: rows, securities: names.count)
    try head.finish()
    guard section.headBytes + rows * plan.shape.bytesPerRow == section.bytes else { throw CacheDamage() }
    var store = PriceRowCounts(
      runs: runs, count: rows, blockRows: max(1, rows), securityCount: names.count)
    store.restrict { isWanted(SecurityID(names[$0])) }
    return PriceChunk(
      start: start, end: end, nextStart: nextStart, lineCount: UInt32(lineCount), store: store,
      block: try store.rows.contains { $0 > 0 } ? block(columns(), rows) : nil, securities: names,
      faults: faults, grammarFaults: grammar, rowsRead: rowsRead, rowsRefused: rowsRefused,
      latestDays: latestDays)
  }

  private func block(_ memory: RoomMemory?, _ rows: Int) throws(CacheDamage) -> PriceRowColumns {
    guard let memory else { throw CacheDamage() }
    let columns = PriceRowColumns(capacity: rows, shape: plan.shape, in: memory)
    guard isPossible(columns, rows) else { throw CacheDamage() }
    return columns
  }

  private func day(_ decoder: inout CacheDecoder) throws(CacheDamage) -> Int32 {
    let day = try decoder.number(in: Int(Int32.min)...Int(Int32.max))
    guard day == Int(Int32.min) || Self.days.contains(day) else { throw CacheDamage() }
    return Int32(day)
  }

  private func fault(_ decoder: inout CacheDecoder) throws(CacheDamage) -> PriceFault {
    let kind = PriceFault.Kind(rawValue: try decoder.number())
    let line: UInt32 = try decoder.number()
    let field = try decoder.number(in: 0...plan.roles.count)
    let security = try decoder.optionalText()
    let day: Int32 = try decoder.number()
    let detail = try decoder.text()
    guard let kind, kind != .grammar, line <= section.lineCount,
      kind == .fieldCount || field < plan.opening.header.count,
      day == Int32.min || Self.days.contains(Int(day))
    else { throw CacheDamage() }
    return PriceFault(
      kind: kind, line: line, field: field, security: security, day: day == Int32.min ? nil : day,
      detail: detail)
  }

  /// The row begins in the section; what is wrong with it may show behind its end.
  private func grammarFault(_ decoder: inout CacheDecoder) throws(CacheDamage) -> CSVFault {
    let kind = CSVFault.Kind(rawValue: try decoder.number())
    let rowLine: UInt32 = try decoder.number()
    let field = try decoder.number(in: 0...textLength)
    let line: UInt32 = try decoder.number()
    let byteInLine = try decoder.number(in: 0...textLength)
    guard let kind, rowLine <= section.lineCount, rowLine <= line, Int(line) <= textLength - section.start
    else { throw CacheDamage() }
    return CSVFault(kind: kind, rowLine: rowLine, field: field, line: line, byteInLine: byteInLine)
  }

  /// Dates of the calendar, flags that are flags, values as the reader lets them pass.
  private func isPossible(_ columns: PriceRowColumns, _ count: Int) -> Bool {
    var (low, high) = (Int32.max, Int32.min)
    for row in 0..<count { (low, high) = (min(low, columns.dates[row]), max(high, columns.dates[row])) }
    var isGood = count == 0 || (Self.days.contains(Int(low)) && Self.days.contains(Int(high)))
    let least = plan.valueRole == .returns ? -1 : Double.leastNonzeroMagnitude
    var others = 0
    for row in 0..<count { others &+= columns.values[row] >= least ? 0 : 1 }
    if others > 0 {
      let isMarked = plan.values == .pricesByFactor
      let known = (0..<count).count {
        isMarked ? columns.values[$0] <= -least : plan.chainsReturns && columns.values[$0].isNaN
      }
      isGood = isGood && known == others
    }
    for flags in [columns.zeroVolume, columns.suspended, columns.midpoint] {
      isGood = isGood && isPossible(flags, count, upTo: 1)
    }
    return isGood && isPossible(columns.durations, count, upTo: ReturnDuration.delisting.rawValue)
  }

  /// Bytes that are codes of their type.
  private func isPossible<Code>(_ column: UnsafeMutablePointer<Code>?, _ count: Int, upTo largest: UInt8)
    -> Bool
  {
    column?.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
      var highest: UInt8 = 0
      for row in 0..<count { highest = max(highest, bytes[row]) }
      return highest <= largest
    } ?? true
  }

  private func runs(
    _ decoder: inout CacheDecoder, count: Int, rows: Int, securities: Int
  ) throws(CacheDamage) -> [PriceRowStore.Run] {
    guard (count == 0) == (rows == 0) else { throw CacheDamage() }
    let bytes = try decoder.bytes(8 * count)
    var runs: [PriceRowStore.Run] = []
    runs.reserveCapacity(count)
    func number(_ index: Int) -> UInt32 {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
    }
    for index in 0..<count {
      let run = PriceRowStore.Run(code: number(2 * index), first: number(2 * index + 1))
      let end = index + 1 < count ? Int(number(2 * index + 3)) : rows
      guard index > 0 || run.first == 0, Int(run.first) < end, end <= rows,
        Int(run.security) + (run.steps ? end - Int(run.first) : 1) <= securities
      else { throw CacheDamage() }
      runs.append(run)
    }
    return runs
  }
}
