import CoreTypes

/// A factors file read, or taken from the cache.
package enum CachedFactors {
  /// As `FactorsFile.read`; `notes` gains what is to be said about the cache.
  package static func read(
    _ input: InputFile, layout: FileLayout, format: FactorsFormat?, clock: ExchangeClock?, cache: InputCache?,
    notes: inout [Diagnostic]
  ) throws(RunFailure) -> FactorsInput {
    guard let cache, input.name != StandardInput.name, let file = try? OpenFile(stored: input),
      let digest = ContentDigest.sha256(of: file)
    else { return try FactorsFile.read(input, layout: layout, format: format, clock: clock) }
    let key = CacheKey(ofFactors: input, layout: layout, format: format, clock: clock, program: cache.program)
    for name in cache.listing.candidates(key, length: file.storedSize) where name.sha256 == digest {
      switch entry(name, key, in: cache.folder, input) {
      case .found(let factors):
        cache.writing.markUsed([name.text])
        return factors
      case .damaged: notes.append(.cacheEntryDamaged(of: input))
      case .absent: continue
      }
    }
    let factors = try FactorsFile.read(input, layout: layout, format: format, clock: clock)
    if FileStamp.now(input.path) == file.stamp, let failure = keep(factors, key, cache) {
      notes.append(.cacheNotUsable(failure))
    }
    return factors
  }

  private enum Entry {
    case found(FactorsInput)
    case damaged, absent
  }

  private static func entry(
    _ name: CacheEntryName, _ key: CacheKey, in folder: String, _ input: InputFile
  ) -> Entry {
    switch CacheEntryFile.description(of: name, in: folder) {
    case .absent: return .absent
    case .damaged: return .damaged
    case .found(let description):
      guard description.reading == key.reading else { return .absent }
      return (try? decoded(description, input)).map { .found($0) } ?? .damaged
    }
  }

  /// `nil` = done, otherwise why not.
  private static func keep(_ factors: FactorsInput, _ key: CacheKey, _ cache: InputCache) -> String? {
    let summary = factors.summary
    let name = CacheEntryName(key: key, length: summary.bytes, sha256: summary.sha256)
    let description = CacheDescription(
      key: key, length: summary.bytes, sha256: summary.sha256, textLength: 0,
      format: summary.format, rows: factors.table.dates.count, resume: nil, growths: 0, files: [],
      sections: [], body: encoded(factors))
    let failure = cache.writing.write(name.text) { put in
      guard CacheEntryFile.mark.withUnsafeBytes(put) else { return }
      _ = CacheEntryFile.ending(description.encoded, at: CacheEntryFile.mark.count).withUnsafeBytes(put)
    }
    if failure == nil { cache.writing.remove(cache.listing.all(key).filter { $0 != name }.map(\.text)) }
    return failure
  }

  private static func encoded(_ factors: FactorsInput) -> [UInt8] {
    var encoder = CacheEncoder()
    encoder.add(Int64(factors.summary.rowsRead))
    encoder.add(Int64(factors.summary.rowsRefused))
    encoder.add(factors.table.names)
    encoder.add(factors.table.dates) { $0.add($1.dayNumber) }
    for column in factors.table.columns { encoder.add(column) { $0.add($1.bitPattern) } }
    encoder.add(factors.diagnostics) { $0.add($1) }
    return encoder.bytes
  }

  private static func decoded(
    _ description: CacheDescription, _ input: InputFile
  ) throws(CacheDamage) -> FactorsInput {
    try CacheDecoder.decode(description.body) { (decoder) throws(CacheDamage) in
      let rowsRead = try decoder.number(in: 0...1 << 48)
      let rowsRefused = try decoder.number(in: 0...rowsRead)
      let names = try decoder.texts()
      let dates = try decoder.list(ofAtLeast: 4) { (decoder) throws(CacheDamage) in
        CalendarDate(dayNumber: try decoder.number())
      }
      var columns: [[Double]] = []
      for _ in names {
        let column = try decoder.list(ofAtLeast: 8) { (decoder) throws(CacheDamage) in
          Double(bitPattern: try decoder.number())
        }
        guard column.count == dates.count else { throw CacheDamage() }
        columns.append(column)
      }
      let diagnostics = try decoder.list(ofAtLeast: 12) { (decoder) throws(CacheDamage) in
        try decoder.diagnostic(in: input.name)
      }
      let isInOrder = zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 }
      let days = PriceSectionDecoding.days
      guard isInOrder, dates.allSatisfy({ days.contains(Int($0.dayNumber)) }) else { throw CacheDamage() }
      return FactorsInput(
        table: FactorTable(names: names, dates: dates, columns: columns),
        summary: InputFileSummary(
          name: input.name, bytes: description.length, sha256: description.sha256,
          format: description.format, rowsRead: rowsRead, rowsRefused: rowsRefused),
        diagnostics: diagnostics)
    }
  }
}
