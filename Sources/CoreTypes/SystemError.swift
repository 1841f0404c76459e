import Glibc

/// The system's own words for an `errno`.
package enum SystemError {
  /// In lower case, as the end of a sentence: `no space left on device`.
  package static func sentence(_ code: Int32) -> String {
    guard let words = strerror(code).map({ String(cString: $0) }) else { return "error \(code)" }
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// What to do about it where that is the same whatever file is concerned; nil = it is not.
  package static func help(_ code: Int32) -> String? {
    code == EMFILE
      ? "let the program hold more files open, such as with 'ulimit -n 4096' before it starts" : nil
  }
}
