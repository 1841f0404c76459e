import CoreTypes

/// The second wave of reading: the pieces of all large files on several threads. Digests, which cannot be cut up, come
/// first unless they have begun already; then what the cache has of a file, and chunks of the others.
///
/// Cached rows are taken on the assumption that the file is as it was; the digest says whether it is. Where it is not,
/// the file is read in a third wave.
struct LargePriceFiles {
  private var files: [PriceFileReading]
  private let sources: [PriceSource]
  private let wanted: Set<SecurityID>?
  private let jobs: Int
  private let options: PriceReadingOptions

  /// The same files with the chunks and digests of the large ones.
  static func read(
    _ files: [PriceFileReading], of sources: [PriceSource], wanted: Set<SecurityID>?, jobs: Int,
    options: PriceReadingOptions
  ) -> [PriceFileReading] {
    var work = LargePriceFiles(files: files, sources: sources, wanted: wanted, jobs: jobs, options: options)
    let large = files.indices.filter {
      files[$0].failure == nil && files[$0].bytes > options.chunkBytes && !files[$0].isSequential
        && files[$0].sha256.isEmpty
    }
    work.readPieces(of: large)
    let others = large.filter { work.files[$0].cached != nil && !work.files[$0].holds }
    for index in others { work.openAnew(index) }
    work.readPieces(of: others)
    return work.files
  }

  private enum Piece: Sendable {
    case digest(file: Int)
    case cached(file: Int, section: Int)
    case chunk(file: Int, from: Int, to: Int)

    var file: Int {
      switch self {
      case .digest(let file), .cached(let file, _), .chunk(let file, _, _): file
      }
    }
  }

  private enum PieceResult: Sendable {
    case digests(whole: String, prefix: String?)
    case chunk(PriceChunk)
    case damaged
    case failed(RunFailure)
  }

  private mutating func readPieces(of large: [Int]) {
    let digests = large.filter { files[$0].sha256.isEmpty }.map { Piece.digest(file: $0) }
    let others = large.flatMap { self.pieces(of: $0) }
    // What is being hashed already is asked for when nothing else is left to do: whoever asks waits for it.
    let pieces = options.earlyDigests == nil ? digests + others : others + digests
    let (work, opened) = (pieces, self)
    let results = WorkQueue.map(count: work.count, jobs: jobs) { opened.read(work[$0]) }
    for (piece, result) in zip(pieces, results) {
      let file = piece.file
      switch result {
      case .digests(let whole, let prefix):
        files[file].sha256 = whole
        files[file].prefixDigest = prefix
      case .chunk(let chunk): files[file].chunks.append(chunk)
      case .damaged: files[file].damagedEntry = files[file].cached?.name.text
      case .failed(let failure): files[file].failure = files[file].failure ?? failure
      }
    }
  }

  private func pieces(of index: Int) -> [Piece] {
    let file = files[index]
    guard let plan = file.plan else { return [] }
    let cached = (file.cached?.sections ?? []).indices.map { Piece.cached(file: index, section: $0) }
    if file.cached != nil, file.cached?.resume == nil { return cached }
    let start = file.cached?.resume ?? plan.opening.dataStart
    return cached
      + file.cuts(from: start, every: options.chunkBytes).map {
        .chunk(file: index, from: $0.from, to: $0.to)
      }
  }

  /// The file is not what its entry was made from, or the entry is damaged.
  private mutating func openAnew(_ index: Int) {
    let old = files[index]
    let opener = PriceFileOpener(
      number: old.source, source: sources[old.source], wanted: wanted, options: options)
    // What the entry said of the old content's character set need not hold for this one.
    files[index] = opener.read(
      old.input.encoded(as: sources[old.source].layout),
      digest: old.stamp.map { KnownDigest(sha256: old.sha256, stamp: $0) })
    files[index].sha256 = old.sha256
    files[index].stamp = old.stamp
    files[index].key = old.key
    files[index].damagedEntry = old.damagedEntry.flatMap { entry in
      guard let folder = options.cache?.folder, let cached = old.cached else { return entry }
      return cached.isDamaged(in: folder) ? entry : nil
    }
    files[index].failure = files[index].failure ?? old.failure
  }

  private func read(_ piece: Piece) -> PieceResult {
    do throws(RunFailure) {
      switch piece {
      case .digest(let index):
        if let early = options.earlyDigests?.digest(of: files[index].input), early.stamp == files[index].stamp
        {
          return .digests(whole: early.sha256, prefix: nil)
        }
        let file = try OpenFile(stored: files[index].input)
        let prefix = files[index].cached.flatMap { $0.resume == nil ? nil : $0.description.length }
        guard let digests = ContentDigest.sha256(of: file, prefix: prefix) else {
          throw OpenFile.readFailure(files[index].input)
        }
        return .digests(whole: digests.whole, prefix: digests.prefix)
      case .cached(let index, let section):
        guard let folder = options.cache?.folder,
          let chunk = files[index].cached?.chunk(section, wanted: wanted, in: folder)
        else { return .damaged }
        return .chunk(chunk)
      case .chunk(let index, let from, let to): return .chunk(try chunk(index, from, to))
      }
    } catch {
      return .failed(error)
    }
  }

  private func chunk(_ index: Int, _ from: Int, _ to: Int) throws(RunFailure) -> PriceChunk {
    let file = try OpenFile(files[index].input)
    guard let plan = files[index].plan else {
      preconditionFailure("chunks are made of files with a plan")
    }
    let first = plan.opening.dataStart
    let newline = plan.opening.newline
    let start = from == first ? first : LineBreaks.firstLine(of: file, notBefore: from, newline: newline)
    let end = LineBreaks.firstLine(of: file, notBefore: to, newline: newline)
    return PriceChunk(file, plan: plan, wanted: options.kept(of: wanted), start: start, end: end)
  }
}
