import CoreTypes

/// Opens the files of one `prices` entry and reads those of one piece; of large ones, whose pieces several threads read,
/// the header or the cache entry.
struct PriceFileOpener: Sendable {
  /// The index of the entry.
  let number: Int
  let source: PriceSource
  let wanted: Set<SecurityID>?
  let options: PriceReadingOptions

  func open(_ input: InputFile) -> PriceFileReading {
    guard let cache = options.cache, input.name != StandardInput.name,
      let file = try? OpenFile(stored: input)
    else { return read(input, digest: nil) }
    let key = CacheKey(
      of: input, as: source, keepsTradedPrices: options.keepsTradedPrices, program: cache.program)
    let isPlain = input.encoding == nil && file.isPlain
    var lookup = CacheLookup(
      cache: cache, key: key, input: input, source: source, stored: file, isPlain: isPlain)
    var reading: PriceFileReading
    if isPlain, file.storedSize > options.chunkBytes {
      reading = expect(lookup.expected(), input) ?? read(input, digest: nil)
    } else {
      let digests = ContentDigest.sha256(of: file, prefix: lookup.shorter?.length)
      reading =
        take(lookup.verified(digests), input, digests?.whole ?? "", cache, &lookup)
        ?? read(input, digest: digests.map { KnownDigest(sha256: $0.whole, stamp: file.stamp) })
    }
    reading.key = key
    reading.damagedEntry = lookup.damagedEntry
    reading.stamp = reading.stamp ?? file.stamp
    if isPlain, reading.cached != nil, let plan = reading.plan { reading.openEnd = OpenEnd(file, of: plan) }
    return reading
  }

  /// Reads the header, and all rows where they are one piece. `digest` is the file's where it is known already.
  func read(_ input: InputFile, digest: KnownDigest?) -> PriceFileReading {
    do throws(RunFailure) {
      let file = try OpenFile(input)
      let reading = try read(file, called: input, digest: digest)
      return reading.isPieced || !file.isTouched ? reading : readSteadily(input)
    } catch {
      return failed(input, error)
    }
  }

  /// A file that is written to, or that another one takes the place of, while it is read: in one piece, which counts where
  /// the content was the same before and after.
  func readSteadily(_ input: InputFile) -> PriceFileReading {
    var whole = options
    whole.chunkBytes = .max
    let opener = PriceFileOpener(number: number, source: source, wanted: wanted, options: whole)
    do throws(RunFailure) {
      for _ in 0..<3 {
        let file = try OpenFile(input)
        guard let digest = ContentDigest.sha256(of: file) else { continue }
        let reading = try opener.read(
          file, called: input, digest: KnownDigest(sha256: digest, stamp: file.stamp))
        if ContentDigest.sha256(of: file) == digest { return reading }
      }
      throw OpenFile.writtenTo(input)
    } catch {
      return failed(input, error)
    }
  }

  private func failed(_ input: InputFile, _ failure: RunFailure) -> PriceFileReading {
    var reading = PriceFileReading(input: input, source: number)
    reading.failure = failure
    return reading
  }

  private func read(
    _ file: borrowing OpenFile, called input: InputFile, digest: KnownDigest?
  ) throws(RunFailure) -> PriceFileReading {
    var reading = PriceFileReading(input: input, source: number)
    reading.bytes = file.storedSize
    reading.textBytes = file.size
    reading.isSequential = file.isSequential
    reading.stamp = file.stamp
    let planning = try PriceFilePlanning.read(file, called: input, of: source, options: options)
    if planning.plan == nil, planning.isUndecoded, input.encoding == nil {
      // A format that comes in another character set may know the header.
      for encoding in PriceFileFormats.encodings {
        let again = read(input.encoded(as: encoding), digest: digest)
        if again.plan != nil { return again }
      }
    }
    reading.planning = planning
    if let plan = reading.plan { reading.openEnd = OpenEnd(file, of: plan) }
    if options.cache != nil { reading.findOpenLine(file) }
    reading.isPieced = file.size > options.chunkBytes && !file.isSequential
    guard !reading.isPieced else { return reading }
    readAll(file, from: planning.plan?.opening.dataStart ?? 0, into: &reading)
    let known = digest.flatMap { $0.stamp == file.stamp ? $0.sha256 : nil }
    guard let digest = known ?? ContentDigest.sha256(of: file) else { throw OpenFile.readFailure(input) }
    reading.sha256 = digest
    return reading
  }

  private func readAll(_ file: borrowing OpenFile, from start: Int, into reading: inout PriceFileReading) {
    if let plan = reading.plan {
      for cut in reading.cuts(from: start, every: nil) {
        reading.chunks.append(
          PriceChunk(file, plan: plan, wanted: options.kept(of: wanted), start: cut.from, end: cut.to))
      }
    }
    reading.textBytes = file.size
    reading.planning = reading.planning?.atEnd(of: file, called: reading.input)
    if reading.plan == nil { reading.chunks = [] }
  }

  // MARK: From the cache

  /// A large file whose entry is there: whether it holds shows when the content is hashed.
  private func expect(_ cached: CachedPrices?, _ input: InputFile) -> PriceFileReading? {
    guard let cached, var reading = begin(cached, input) else { return nil }
    reading.cached = cached
    return reading
  }

  /// A file whose content is that of the entry, or begins with it.
  private func take(
    _ cached: CachedPrices?, _ input: InputFile, _ digest: String, _ cache: InputCache,
    _ lookup: inout CacheLookup
  ) -> PriceFileReading? {
    guard let cached, var reading = begin(cached, input) else { return nil }
    guard let chunks = cached.chunks(wanted: wanted, in: cache.folder) else {
      if cached.isDamaged(in: cache.folder) { lookup.damagedEntry = cached.name.text }
      return nil
    }
    reading.cached = cached
    reading.sha256 = digest
    reading.chunks = chunks
    if let resume = cached.resume, reading.plan != nil {
      guard let file = try? OpenFile(input) else { return nil }
      readAll(file, from: resume, into: &reading)
    }
    return reading
  }

  private func begin(_ cached: CachedPrices, _ input: InputFile) -> PriceFileReading? {
    var reading = PriceFileReading(input: input.encoded(as: cached.encoding), source: number)
    reading.bytes = cached.description.length
    reading.textBytes = cached.description.textLength
    reading.planning = cached.planning
    guard cached.resume != nil else { return reading }
    reading.isPieced = true
    guard let file = try? OpenFile(input),
      let planning = try? PriceFilePlanning.read(file, called: input, of: source, options: options),
      cached.agrees(with: planning)
    else { return nil }
    reading.bytes = file.storedSize
    reading.textBytes = file.size
    reading.planning = planning
    reading.findOpenLine(file)
    return reading
  }
}
