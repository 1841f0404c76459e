/// The digests of large price files, which nobody can cut up: taken on a thread of their own while the events file is
/// read, so that they are done when the prices' turn comes. Results do not depend on it.
package final class EarlyDigests: Sendable {
  /// Where a file stands among the others, by its path.
  private let places: [String: Int]
  private let work: EarlyWork<KnownDigest?>

  /// Begins with the first of the files that are larger than a piece; nil where there is no second thread.
  package init?(of sources: [PriceSource], options: PriceReadingOptions, jobs: Int) {
    guard jobs > 1 else { return nil }
    let files = sources.flatMap { $0.files }
    let pieceBytes = options.chunkBytes
    places = Dictionary(files.enumerated().map { ($1.path, $0) }) { first, _ in first }
    work = EarlyWork(count: files.count) { number in
      guard files[number].storedBytes > pieceBytes, let file = try? OpenFile(stored: files[number]),
        file.isPlain
      else { return nil }
      return ContentDigest.sha256(of: file).map { KnownDigest(sha256: $0, stamp: file.stamp) }
    }
  }

  /// nil = it was not begun, or could not be read. Ends the early work: who asks has no time to lose.
  func digest(of input: InputFile) -> KnownDigest? {
    guard let place = places[input.path] else { return nil }
    return work.results()[place] ?? nil
  }
}

/// The digest of a file as it was when it had this stamp.
struct KnownDigest: Sendable {
  let sha256: String
  let stamp: FileStamp
}
