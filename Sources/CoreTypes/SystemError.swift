import Glibc

/// The system's own words for an `errno`.
package enum SystemError {
  /// In lower case, as the end of a sentence: `no space left on device`.
  package static func sentence(_ code: Int32) -> String {
    guard let words = strerror(code).map({ String(cString: $0) }) else { return "error \(code)" }
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
