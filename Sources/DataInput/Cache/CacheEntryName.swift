/// The name of a cache entry's file. It tells which way of reading, which file and which content the entry is of, so
/// that a listing of the folder answers what there is.
package struct CacheEntryName: Hashable, Sendable {
  /// Of the way of reading (`CacheKey`), the first 16 digits.
  let reading: String
  /// Of the path of the file that was read, the first 16 digits.
  let place: String
  /// The bytes of the content.
  let length: Int
  /// SHA-256 of the content, in lower-case hexadecimal.
  let sha256: String

  private static let ending = ".rows"
  private static let digits = Set("0123456789abcdef".utf8)

  init(key: CacheKey, length: Int, sha256: String) {
    reading = String(key.reading.prefix(16))
    place = key.place
    self.length = length
    self.sha256 = sha256
  }

  /// `nil` for the name of anything else.
  package init?(_ text: String) {
    guard text.hasSuffix(Self.ending) else { return nil }
    let parts = text.dropLast(Self.ending.count).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, parts.allSatisfy({ $0.utf8.allSatisfy(Self.digits.contains) }),
      parts[0].utf8.count == 16, parts[1].utf8.count == 16, parts[3].utf8.count == 64,
      let length = Int(parts[2], radix: 16)
    else { return nil }
    reading = String(parts[0])
    place = String(parts[1])
    self.length = length
    sha256 = String(parts[3])
    guard self.text == text else { return nil }
  }

  package var text: String {
    "\(reading)-\(place)-\(String(length, radix: 16))-\(sha256)\(Self.ending)"
  }
}
