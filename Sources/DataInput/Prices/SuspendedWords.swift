/// The words by which a status column says that a security was suspended, held against a field byte by byte.
///
/// Letter case of ASCII letters and blanks around a word do not count. An empty word is an empty field: some vendors
/// leave the turnover of a suspended day empty.
package struct SuspendedWords: Sendable {
  /// What vendors write where the study does not say: 0 for "not traded", or a word.
  package static let common = ["0", "0.0", "false", "suspended", "halted", "停牌"]

  private let words: [[UInt8]]
  private let hasEmpty: Bool

  init(_ words: [String]) {
    let folded = words.map { $0.utf8.map(SuspendedWords.folded) }
    self.words = folded.filter { !$0.isEmpty }
    hasEmpty = folded.contains(where: \.isEmpty)
  }

  @inline(__always)
  func contains(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = FieldText.trimmed(field)
    if text.isEmpty { return hasEmpty }
    return words.contains { word in
      word.count == text.count && zip(word, text).allSatisfy { $0 == SuspendedWords.folded($1) }
    }
  }

  private static func folded(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
