import CoreTypes

/// Writes what a run has read of price files into the cache, before the rows are put together.
struct PriceCacheKeeper {
  private let cache: InputCache
  private let jobs: Int

  init(_ cache: InputCache, jobs: Int) {
    self.cache = cache
    self.jobs = jobs
  }

  /// What came of one file.
  private struct Outcome: Sendable {
    var used: [String] = []
    var replaced: [String] = []
    var failure: String?
  }

  /// What is to be said of it, in the order of the files; that nothing can be written is said once.
  func keep(_ files: [PriceFileReading]) -> [Diagnostic] {
    let outcomes = WorkQueue.map(count: files.count, jobs: jobs) { keep(files[$0]) }
    cache.writing.markUsed(outcomes.flatMap(\.used))
    cache.writing.remove(outcomes.flatMap(\.replaced))
    let damaged = files.compactMap { file in
      file.damagedEntry == nil ? nil : Diagnostic.cacheEntryDamaged(of: file.input)
    }
    return damaged + (outcomes.lazy.compactMap(\.failure).first.map { [.cacheNotUsable($0)] } ?? [])
  }

  private func keep(_ file: PriceFileReading) -> Outcome {
    guard let key = file.key, file.plan != nil else { return Outcome() }
    if let cached = file.cached, !file.hasOutgrown(cached) {
      return Outcome(used: [cached.name.text] + cached.description.files)
    }
    guard FileStamp.now(file.input.path) == file.stamp, !file.chunks.contains(where: \.isIncomplete),
      let entry = PriceEntry(file, key: key)
    else { return Outcome() }
    if let failure = cache.writing.write(entry.name.text, entry.write) { return Outcome(failure: failure) }
    let old = cache.listing.all(key).filter { $0 != entry.name }.map(\.text)
    return Outcome(
      used: entry.references, replaced: old.filter { !entry.references.contains($0) })
  }

  /// An entry about to be written.
  private struct PriceEntry {
    let name: CacheEntryName
    private let description: CacheDescription
    private let sections: [PriceSection]
    private let end: Int

    var references: [String] { description.files }

    init?(_ file: PriceFileReading, key: CacheKey) {
      guard let planning = file.planning, let plan = planning.plan,
        let body = PricePlanCoding.encoded(planning, encoding: file.input.encoding)
      else { return nil }
      name = CacheEntryName(key: key, length: file.bytes, sha256: file.sha256)
      let (referred, files) = PriceEntry.references(file.cached)
      sections = file.chunks.dropFirst(referred.count).map { PriceSection($0, shape: plan.shape) }
      var offset = CacheEntryFile.mark.count
      let own = sections.map { section in
        defer { offset += section.byteCount }
        return CacheDescription.Section(
          file: 0, offset: offset, headBytes: section.headByteCount, headChecksum: section.headChecksum,
          bytes: section.byteCount, columnChecksum: section.columnChecksum, start: section.chunk.start,
          nextStart: section.chunk.nextStart, lineCount: Int(section.chunk.lineCount))
      }
      end = offset
      description = CacheDescription(
        key: key, length: file.bytes, sha256: file.sha256,
        textLength: file.textBytes, format: planning.format,
        rows: file.chunks.reduce(0) { $0 + $1.store.count }, resume: file.resumeOffset,
        growths: file.cached.map { $0.description.growths + 1 } ?? 0, files: files,
        sections: referred + own, body: body)
    }

    func write(_ put: (UnsafeRawBufferPointer) -> Bool) {
      guard CacheEntryFile.mark.withUnsafeBytes(put) else { return }
      for section in sections { section.forEach(put) }
      _ = CacheEntryFile.ending(description.encoded, at: end).withUnsafeBytes(put)
    }

    /// The sections of the entry before that are large enough to stay where they are, and the files they lie in.
    private static func references(
      _ cached: CachedPrices?
    ) -> (sections: [CacheDescription.Section], files: [String]) {
      guard let cached, cached.areSectionsReferredTo else {
        return ([], [])
      }
      var files: [String] = []
      let sections = cached.sections.map { section in
        var section = section
        let file = cached.file(of: section)
        if !files.contains(file) { files.append(file) }
        section.file = 1 + (files.firstIndex(of: file) ?? 0)
        return section
      }
      return (sections, files)
    }
  }
}

extension PriceChunk {
  /// Reading it came to an early end.
  fileprivate var isIncomplete: Bool { readFailed || grammarFaults.contains { $0.kind == .fileShortened } }
}

extension PriceFileReading {
  /// More than a fiftieth of the text is not in the entry: reading that again every night costs more than writing it.
  fileprivate func hasOutgrown(_ cached: CachedPrices) -> Bool {
    guard let resume = cached.resume else { return false }
    return (textBytes - resume) * 50 > textBytes
  }

  /// Where reading can go on when the file has grown: behind its last line, or at one that has no line break yet. `nil`
  /// where what follows could change what stands before: behind a quote that is not closed, and in text that is unpacked
  /// or decoded.
  fileprivate var resumeOffset: Int? {
    guard input.encoding == nil, !isSequential, let last = chunks.last,
      !chunks.contains(where: { $0.grammarFaults.contains { $0.kind == .quoteNotClosed } })
    else { return nil }
    guard let openLine else { return last.nextStart == textBytes ? textBytes : nil }
    return chunks.count > 1 && last.start == openLine ? openLine : nil
  }
}

extension Diagnostic {
  static func cacheEntryDamaged(of input: InputFile) -> Diagnostic {
    Diagnostic(
      .cacheEntryDamaged, at: SourceLocation(file: input.name),
      message: "the cache entry of this file is damaged; the file was read instead",
      help: "there is nothing to do if it stays the only one; check the disk if it comes again")
  }

  /// `reason` is the end of a sentence.
  package static func cacheNotUsable(_ reason: String) -> Diagnostic {
    Diagnostic(
      .cacheNotUsable, message: "the cache \(reason)",
      help: "the results are the same without it; give another folder with --cache, or leave it out")
  }
}
