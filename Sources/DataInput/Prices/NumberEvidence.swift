/// How the numbers of a file are written, where they are no plain decimals: with a decimal comma, with thousands
/// separators, with a currency sign, or several of these.
///
/// `1,234` alone may be either; a number such as `50,64`, `1.234,5` or `1,234.50` tells.
struct NumberEvidence: Equatable {
  /// Comma or point.
  let decimalMark: UInt8
  let hasThousands: Bool
  /// Currency signs stand before or behind the numbers.
  let hasCurrency: Bool
  /// A number that can be read in no other way, and where it stands.
  let proof: String
  let line: Int

  /// So many of the numbers must be written alike: a few that nobody can read are reported row by row.
  private static let leastShare = 0.9

  private static let (comma, point) = (UInt8(ascii: ","), UInt8(ascii: "."))

  typealias Texts = [(text: String, line: Int)]

  /// `nil` where the numbers are plain, or where nothing tells. The study may say that the mark is a comma.
  ///
  /// Volumes, without their suffixes, may tell what prices leave open; they never speak against what prices tell.
  init?(prices: Texts, volumes: Texts, markIsComma: Bool) {
    let marks = markIsComma ? [NumberEvidence.comma] : [NumberEvidence.comma, NumberEvidence.point]
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
    [comma, point].contains { mark in
      NumberScan.number(text, decimalMark: mark) != nil
        || Shape.of(text, mark: mark).shape?.hasDigits ?? false
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
      for (text, line) in texts {
        let (shape, hasSign, isSpaced) = Shape.of(text, mark: mark)
        guard let shape else {
          misfits += 1
          continue
        }
        hasThousands = hasThousands || shape.isGrouped
        hasCurrency = hasCurrency || hasSign
        // A sign says nothing of the mark, so that it is taken for a point unless a number tells otherwise.
        let tells = (shape.isProof || isSpaced) && (shape.isGrouped || (mark == comma && !markIsComma))
        if proof == nil, tells || (hasSign && (mark == point || markIsComma)) { proof = (text, line) }
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

    /// The shape of a text without the signs and blanks around it, and whether there was a sign and a blank between digits.
    static func of(_ text: String, mark: UInt8) -> (shape: Shape?, hasSign: Bool, isSpaced: Bool) {
      let separator = MarkedNumber.separator(beside: mark)
      var (number, hasSign, isSpaced) = MarkedNumber.unsigned(text, separator: separator)
      return (number.withUTF8 { Shape($0, mark: mark, separator: separator) }, hasSign, isSpaced)
    }

    /// Digits in groups of three before the mark, of one to three in the first, and digits behind it. Blanks do not count.
    private init?(_ bytes: UnsafeBufferPointer<UInt8>, mark: UInt8, separator: UInt8) {
      var (whole, group, groups) = (0, 0, 1)
      var fraction: Int?
      var (isBegun, isEmpty, beginsWithZero) = (false, true, false)
      for byte in bytes where !FieldText.isBlank(byte) {
        let isSign = !isBegun && (byte == 45 || byte == 43)
        isBegun = true
        if isSign { continue }
        if byte &- 48 <= 9 {
          if isEmpty { beginsWithZero = byte == 48 }
          if let digits = fraction { fraction = digits + 1 } else { (whole, group) = (whole + 1, group + 1) }
        } else {
          guard byte == mark || byte == separator, fraction == nil, groups == 1 || group == 3 else {
            return nil
          }
          if byte == mark {
            fraction = 0
          } else {
            guard (1...3).contains(group) else { return nil }
            (group, groups) = (0, groups + 1)
          }
        }
        isEmpty = false
      }
      guard !isEmpty, fraction != nil || groups == 1 || group == 3 else { return nil }
      isGrouped = groups > 1
      hasDigits = whole + (fraction ?? 0) > 0
      if let digits = fraction {
        isProof = groups > 1 || digits != 3 || whole > 3 || beginsWithZero
      } else {
        isProof = groups > 2
      }
    }
  }
}
