/// How a vendor writes the numbers of a column, where that is more than a plain decimal.
package struct NumberRule: Sendable, Equatable {
  /// `$191.38` and `1,234,567`: a currency sign in front and thousands separators are no part of the number.
  package var hasMarks = false
  /// The sign says something else than below zero (CRSP: a bid-ask midpoint): the size counts.
  package var isMagnitude = false
  /// 0 stands for "no value".
  package var zeroIsMissing = false
  /// What the number is divided by: 100 for percent.
  package var divisor = 1.0
  /// The number, once divided, is the logarithm of 1 + the return.
  package var isLog = false
  /// Words in lower case that stand for "no value" beside the usual ones.
  package var missing: [String] = []
  /// Beginnings of such words, in lower case.
  package var missingPrefixes: [String] = []
  /// Numbers that stand for "no value".
  package var missingCodes: [Double] = []

  package static let plain = NumberRule()

  /// The number as written must be looked at once more after it is read, or before.
  var isSpecial: Bool { hasMarks || isInterpreted }

  /// The number stands for another one or, some of them, for no value.
  var isInterpreted: Bool { isMagnitude || zeroIsMissing || divisor != 1 || isLog || !missingCodes.isEmpty }

  /// The numbers are plain but for words among them, so that the rows may tell of other marks.
  var leavesMarksOpen: Bool {
    var rule = self
    (rule.missing, rule.missingPrefixes) = ([], [])
    return rule == .plain
  }

  func isMissing(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isMissing($0) }
  }

  /// Whether a word that is no number says that there is no value.
  func isMissing(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if FieldText.isMissing(bytes) { return true }
    if missing.isEmpty && missingPrefixes.isEmpty || bytes.count > 60 { return false }
    let word = String(decoding: FieldText.trimmed(bytes), as: UTF8.self).lowercased()
    return missing.contains(word) || missingPrefixes.contains { word.hasPrefix($0) }
  }

  /// A sentence about it for `eventstudy formats`; `nil` where the numbers are plain.
  package func sentence(about what: String) -> String? {
    var parts: [String] = []
    if hasMarks { parts.append("may bear a currency sign and thousands separators") }
    if isMagnitude { parts.append("count by their size, whatever their sign") }
    if zeroIsMissing { parts.append("of 0 are missing") }
    if divisor == 100 { parts.append("are percent") }
    if !missing.isEmpty { parts.append("are missing where they read " + missing.joined(separator: ", ")) }
    if !missingPrefixes.isEmpty {
      parts.append("are missing where they begin with " + missingPrefixes.joined(separator: ", "))
    }
    if !missingCodes.isEmpty {
      parts.append(
        "are missing where they are " + missingCodes.map { String(Int($0)) }.joined(separator: ", "))
    }
    return parts.isEmpty ? nil : "\(what) \(parts.joined(separator: "; "))."
  }
}
