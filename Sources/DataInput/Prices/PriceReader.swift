import CoreTypes

/// Price files -> series. Every file is read to its end whatever is wrong with it, in pieces on several
/// threads; what comes out does not depend on the number of threads or the size of the pieces.
package enum PriceReader {
  /// Reads the files of all entries.
  ///
  /// `wanted` are the securities whose rows are kept, `nil` = all; rows of others are checked and counted.
  /// Throws `inputMissing` where a file does not exist, `readOrWriteError` where one cannot be read,
  /// `unusable` where the study names a format or date format that does not exist: the first of these in the
  /// order of the files.
  package static func read(
    _ sources: [PriceSource], wanted: Set<SecurityID>?, jobs: Int, options: PriceReadingOptions
  ) throws(RunFailure) -> PriceInput {
    let files = try readFiles(sources, wanted: wanted, jobs: jobs, options: options)
    var assemblies: [PriceSeriesAssembly] = []
    for source in sources.indices {
      assemblies.append(
        PriceSeriesAssembly(files.enumerated().filter { $0.element.source == source }, jobs: jobs))
    }
    let dayFaults = Dictionary(grouping: assemblies.flatMap(\.dayFaults), by: \.file)
    let reports = PriceFileReport.all(files, dayFaults: dayFaults, jobs: jobs)
    let latest = files.flatMap(\.chunks).map(\.latestDay).max() ?? .min
    return PriceInput(
      seriesBySource: assemblies.map(\.series),
      summaries: reports.map(\.summary),
      diagnostics: reports.flatMap(\.diagnostics),
      latestDate: latest == .min ? nil : CalendarDate(dayNumber: latest),
      securitiesSeen: assemblies.map(\.securitiesSeen))
  }

  /// The files of all entries in pieces, their rows checked but not put together yet.
  static func readFiles(
    _ sources: [PriceSource], wanted: Set<SecurityID>?, jobs: Int, options: PriceReadingOptions
  ) throws(RunFailure) -> [PriceFileReading] {
    var files = openAll(sources, wanted, jobs, options)
    readLargeFiles(&files, wanted, jobs, options)
    for index in files.indices { files[index].settle(wanted: wanted) }
    if let failure = files.lazy.compactMap(\.failure).first { throw failure }
    return files
  }

  // MARK: The two waves of work

  /// First every file is opened and its header understood; a file of one piece is read at once.
  private static func openAll(
    _ sources: [PriceSource], _ wanted: Set<SecurityID>?, _ jobs: Int, _ options: PriceReadingOptions
  ) -> [PriceFileReading] {
    let files = sources.enumerated().flatMap { index, source in source.files.map { (index, $0) } }
    return WorkQueue.map(count: files.count, jobs: jobs) { number in
      let (source, input) = files[number]
      let encoded = input.encoded(as: sources[source].layout.encoding)
      return open(encoded, source, sources[source], wanted, options)
    }
  }

  private static func open(
    _ input: InputFile, _ number: Int, _ source: PriceSource, _ wanted: Set<SecurityID>?,
    _ options: PriceReadingOptions
  ) -> PriceFileReading {
    var reading = PriceFileReading(input: input, source: number)
    do throws(RunFailure) {
      let file = try OpenFile(input)
      reading.bytes = file.storedSize
      reading.isSequential = file.isSequential
      let planning = try PriceFilePlanning.read(file, called: input, of: source, options: options)
      if planning.plan == nil, planning.isUndecoded, input.encoding == nil {
        // A format that comes in another character set may know the header.
        for encoding in PriceFileFormats.encodings {
          let again = open(input.encoded(as: encoding), number, source, wanted, options)
          if again.plan != nil { return again }
        }
      }
      reading.planning = planning
      guard file.size <= options.chunkBytes || file.isSequential else { return reading }
      if let plan = planning.plan {
        let start = plan.opening.dataStart
        reading.chunks = [PriceChunk(file, plan: plan, wanted: wanted, start: start, end: file.size)]
      }
      guard let digest = ContentDigest.sha256(of: file) else { throw OpenFile.readFailure(input) }
      reading.sha256 = digest
    } catch {
      reading.failure = error
    }
    return reading
  }

  /// A piece of the second wave: a chunk of a large file, or its digest.
  private enum Piece: Sendable {
    case digest(file: Int)
    case chunk(file: Int, from: Int, to: Int)
  }

  private enum PieceResult: Sendable {
    case digest(String)
    case chunk(PriceChunk)
    case failed(RunFailure)
  }

  /// Then the pieces of all large files; the digests, which cannot be cut up, come first.
  private static func readLargeFiles(
    _ files: inout [PriceFileReading], _ wanted: Set<SecurityID>?, _ jobs: Int, _ options: PriceReadingOptions
  ) {
    let large = files.indices.filter {
      files[$0].failure == nil && files[$0].bytes > options.chunkBytes && !files[$0].isSequential
    }
    var pieces = large.map { Piece.digest(file: $0) }
    for file in large {
      guard let start = files[file].plan?.opening.dataStart else { continue }
      for cut in stride(from: start, to: files[file].bytes, by: options.chunkBytes) {
        pieces.append(.chunk(file: file, from: cut, to: min(cut + options.chunkBytes, files[file].bytes)))
      }
    }
    let (work, opened) = (pieces, files)
    let results = WorkQueue.map(count: work.count, jobs: jobs) { read(work[$0], of: opened, wanted) }
    for (piece, result) in zip(pieces, results) {
      let file =
        switch piece {
        case .digest(let file), .chunk(let file, _, _): file
        }
      switch result {
      case .digest(let digest): files[file].sha256 = digest
      case .chunk(let chunk): files[file].chunks.append(chunk)
      case .failed(let failure): files[file].failure = files[file].failure ?? failure
      }
    }
  }

  private static func read(
    _ piece: Piece, of files: [PriceFileReading], _ wanted: Set<SecurityID>?
  ) -> PieceResult {
    do throws(RunFailure) {
      switch piece {
      case .digest(let index):
        return .digest(try ContentDigest.sha256(of: files[index].input))
      case .chunk(let index, let from, let to):
        let file = try OpenFile(files[index].input)
        guard let plan = files[index].plan else {
          preconditionFailure("chunks are made of files with a plan")
        }
        let first = plan.opening.dataStart
        let newline = plan.opening.newline
        let start = from == first ? first : beginOfLine(file, notBefore: from, newline)
        let end = beginOfLine(file, notBefore: to, newline)
        return .chunk(PriceChunk(file, plan: plan, wanted: wanted, start: start, end: end))
      }
    } catch {
      return .failed(error)
    }
  }

  /// The first line that begins at `offset` or behind it; the file's size where there is none.
  private static func beginOfLine(_ file: borrowing OpenFile, notBefore offset: Int, _ newline: UInt8) -> Int
  {
    let step = 4_096
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step)
    defer { buffer.deallocate() }
    var at = offset - 1
    while at < file.size, let count = file.read(at: at, count: step, into: buffer), count > 0 {
      if let end = LineBreaks.endOfFirst(buffer, count: count, newline: newline) { return at + end }
      at += count
    }
    return file.size
  }
}
