/// How the numbers of a file are written, where they are no plain decimals: with a decimal comma, with thousands
/// separators, with a currency sign, or several of these.
///
/// `1,234` alone may be either; a number such as `50,64`, `1.234,5` or `1,234.50` tells.
struct NumberEvidence: Equatable {
  /// 44 = comma, 46 = point.
  let decimalMark: UInt8
  let hasThousands: Bool
  /// Currency signs stand before or behind the numbers.
  let hasCurrency: Bool
  /// A number that can be read in no other way, and where it stands.
  let proof: String
  let line: Int

  /// `nil` where the numbers are plain, or where nothing tells. The study may say that the mark is a comma.
  init?(_ texts: [(text: String, line: Int)], markIsComma: Bool) {
    let marks: [(UInt8, UInt8)] = markIsComma ? [(44, 46)] : [(44, 46), (46, 44)]
    for (mark, separator) in marks {
      var proof: (text: String, line: Int)?
      var (hasThousands, hasCurrency) = (false, false)
      var fits = true
      for (text, line) in texts where fits {
        let (number, hasSign) = MarkedNumber.unsigned(text)
        let shape = Shape(number, mark: mark, separator: separator)
        fits = shape != nil
        guard let shape else { continue }
        hasThousands = hasThousands || shape.isGrouped
        hasCurrency = hasCurrency || hasSign
        // A sign says nothing of the mark, so that it is taken for a point unless a number tells otherwise.
        let tells = shape.isProof && (shape.isGrouped || (mark == 44 && !markIsComma))
        if proof == nil, tells || (hasSign && (mark == 46 || markIsComma)) { proof = (text, line) }
      }
      guard fits, let proof else { continue }
      decimalMark = mark
      self.hasThousands = hasThousands
      self.hasCurrency = hasCurrency
      self.proof = proof.text
      line = proof.line
      return
    }
    return nil
  }

  /// A number as it is written with one of the two marks; `nil` where it is none.
  private struct Shape {
    let isGrouped: Bool
    /// Nothing but this mark explains it.
    let isProof: Bool

    init?(_ text: String, mark: UInt8, separator: UInt8) {
      var bytes = Array(text.utf8.filter { !FieldText.isBlank($0) })[...]
      if bytes.first == 45 || bytes.first == 43 { bytes = bytes.dropFirst() }
      let parts = bytes.split(separator: mark, omittingEmptySubsequences: false)
      let groups = parts.first?.split(separator: separator, omittingEmptySubsequences: false) ?? []
      guard !bytes.isEmpty, parts.count <= 2,
        (groups + parts.dropFirst()).allSatisfy({ $0.allSatisfy { $0 &- 48 <= 9 } }),
        groups.dropFirst().allSatisfy({ $0.count == 3 }),
        groups.count == 1 || (1...3).contains(groups[0].count)
      else { return nil }
      isGrouped = groups.count > 1
      let hasMark = parts.count == 2
      isProof =
        hasMark
        ? isGrouped || parts[1].count != 3 || parts[0].count > 3 || parts[0].first == 48 : groups.count > 2
    }
  }
}
