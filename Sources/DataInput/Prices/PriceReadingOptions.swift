import CoreTypes
import Glibc

/// What a study needs of its price files, so that nothing else takes memory, and how they are cut up.
package struct PriceReadingOptions: Sendable {
  /// Keep opening prices and closing prices as traded (for `reactions.csv`).
  package var keepsTradedPrices: Bool
  /// Files are read in pieces of this size; results do not depend on it. Tests make it small.
  package var chunkBytes: Int
  /// Where what was read is kept for the next run; `nil` = nowhere. Results do not depend on it.
  package var cache: InputCache?
  /// What was hashed before; `nil` = nothing.
  package var earlyDigests: EarlyDigests?

  package init(keepsTradedPrices: Bool, chunkBytes: Int = 8 * 1_024 * 1_024) {
    self.keepsTradedPrices = keepsTradedPrices
    self.chunkBytes = max(1, chunkBytes)
  }

  /// The securities (`nil` = all) whose rows are kept of what is read: a cache gets those of all, since which of them a study
  /// needs changes from night to night.
  func kept(of wanted: Set<SecurityID>?) -> Set<SecurityID>? { cache == nil ? wanted : nil }

  /// More files than these keep all threads busy without being cut up.
  private static let few = 16
  /// A smaller piece is not worth the while.
  private static let smallestPiece = 512 * 1_024

  /// Makes pieces smaller where a few files are all there is to read, so that each thread gets some of them.
  package mutating func share(_ sources: [PriceSource], among jobs: Int) {
    let files = sources.flatMap { $0.files }
    guard jobs > 1, files.count <= Self.few else { return }
    let largest = files.map(\.storedBytes).max() ?? 0
    chunkBytes = min(chunkBytes, max(Self.smallestPiece, largest / (4 * jobs)))
  }
}

extension InputFile {
  /// The length of the file as it lies there now; 0 where there is none.
  var storedBytes: Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
