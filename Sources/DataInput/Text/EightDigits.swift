import CNumberText

/// Digits with at most one decimal mark, eight characters at a time in one machine word (see `es_eight_digits`).
enum EightDigits {
  struct Number {
    let mantissa: UInt64
    let decimals: Int
    /// Only digits, at least one, and at most one decimal mark.
    let isNumber: Bool
  }

  /// `count` is 1...16; eight bytes from `text` on can be read whatever `count` is.
  @inline(__always)
  static func read(_ text: UnsafePointer<UInt8>, _ count: Int, decimalMark: UInt8) -> Number {
    let raw = UnsafeRawPointer(text)
    let first = raw.loadUnaligned(as: UInt64.self)
    if count <= 8 {
      let last = word(es_first_characters(first, count), decimalMark)
      let digits = count &- (last.hasMark ? 1 : 0)
      return Number(
        mantissa: last.value, decimals: last.decimals, isNumber: last.isValid && digits > 0)
    }
    let head = word(es_first_characters(first, count &- 8), decimalMark)
    let tail = word((raw + (count &- 8)).loadUnaligned(as: UInt64.self), decimalMark)
    let mantissa = head.value &* (tail.hasMark ? 10_000_000 : 100_000_000) &+ tail.value
    let decimals = head.hasMark ? head.decimals &+ 8 : tail.decimals
    return Number(
      mantissa: mantissa, decimals: decimals,
      isNumber: head.isValid && tail.isValid && !(head.hasMark && tail.hasMark))
  }

  @inline(__always)
  private static func word(
    _ characters: UInt64, _ mark: UInt8
  ) -> (value: UInt64, decimals: Int, hasMark: Bool, isValid: Bool) {
    let found = es_first_mark(characters, mark)
    var digits = characters
    var decimals = 0
    if found != 0 {
      // Characters before the mark move over it; a zero takes the first place.
      let bit = UInt64(found.trailingZeroBitCount & ~7)
      let before = (1 &<< bit) &- 1
      let behind = ~before & ~(0xFF &<< bit)
      digits = (characters & behind) | ((characters & before) &<< 8) | 0x30
      decimals = 7 &- Int(bit >> 3)
    }
    var faults: UInt64 = 0
    let value = es_eight_digits(digits, &faults)
    return (value, decimals, found != 0, faults == 0)
  }
}
