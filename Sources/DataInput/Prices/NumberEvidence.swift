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

  /// So many of the numbers must be written alike: a few that nobody can read are reported row by row.
  private static let leastShare = 0.9

  typealias Texts = [(text: String, line: Int)]

  /// `nil` where the numbers are plain, or where nothing tells. The study may say that the mark is a comma.
  ///
  /// Volumes, without their suffixes, may tell what prices leave open; they never speak against what prices tell.
  init?(prices: Texts, volumes: Texts, markIsComma: Bool) {
    let marks: [UInt8] = markIsComma ? [44] : [44, 46]
    let readings = marks.map { mark in
      let own = Reading(prices, mark: mark, markIsComma: markIsComma)
      return own.beside(Reading(volumes, mark: mark, markIsComma: markIsComma))
    }
    // Of two that fit equally well the comma, which no plain number has.
    guard
      let best = readings.filter({ $0.fits && $0.proof != nil }).min(by: { $0.misfits < $1.misfits }),
      let proof = best.proof
    else { return nil }
    decimalMark = best.mark
    hasThousands = best.hasThousands
    hasCurrency = best.hasCurrency
    self.proof = proof.text
    line = proof.line
  }

  /// A number with either mark, with or without thousands separators and a currency sign.
  static func isNumber(_ text: String) -> Bool {
    [(UInt8(44), UInt8(46)), (46, 44)].contains { mark, separator in
      NumberScan.number(text, decimalMark: mark) != nil
        || Shape(MarkedNumber.unsigned(text, separator: separator).number, mark: mark, separator: separator)
          .map { $0.hasDigits } ?? false
    }
  }

  /// What the numbers come to when one of the two marks is the decimal one.
  private struct Reading {
    let mark: UInt8
    /// Numbers that cannot be read so.
    private(set) var misfits = 0
    /// A number that tells that it is this mark.
    private(set) var proof: (text: String, line: Int)?
    private(set) var (hasThousands, hasCurrency) = (false, false)

    /// Nearly all numbers can be read so.
    private(set) var fits = true

    init(_ texts: Texts, mark: UInt8, markIsComma: Bool) {
      self.mark = mark
      let separator: UInt8 = mark == 44 ? 46 : 44
      for (text, line) in texts {
        let (number, hasSign, isSpaced) = MarkedNumber.unsigned(text, separator: separator)
        guard let shape = Shape(number, mark: mark, separator: separator) else {
          misfits += 1
          continue
        }
        hasThousands = hasThousands || shape.isGrouped
        hasCurrency = hasCurrency || hasSign
        // A sign says nothing of the mark, so that it is taken for a point unless a number tells otherwise.
        let tells = (shape.isProof || isSpaced) && (shape.isGrouped || (mark == 44 && !markIsComma))
        if proof == nil, tells || (hasSign && (mark == 46 || markIsComma)) { proof = (text, line) }
      }
      fits = Double(misfits) <= (1 - NumberEvidence.leastShare) * Double(texts.count)
    }

    /// The same with what the volumes tell, unless they are written otherwise.
    func beside(_ volumes: Reading) -> Reading {
      guard volumes.fits else { return self }
      var both = self
      both.misfits += volumes.misfits
      both.proof = proof ?? volumes.proof
      both.hasThousands = hasThousands || volumes.hasThousands
      both.hasCurrency = hasCurrency || volumes.hasCurrency
      return both
    }
  }

  /// A number as it is written with one of the two marks; `nil` where it is none.
  private struct Shape {
    let isGrouped: Bool
    /// Nothing but this mark explains it.
    let isProof: Bool
    let hasDigits: Bool

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
      hasDigits = bytes.contains { $0 &- 48 <= 9 }
      let hasMark = parts.count == 2
      isProof =
        hasMark
        ? isGrouped || parts[1].count != 3 || parts[0].count > 3 || parts[0].first == 48 : groups.count > 2
    }
  }
}
