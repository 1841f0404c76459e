/// Digits with at most one decimal mark, eight characters at a time in one machine word, without a branch a
/// digit.
///
/// The digits of a word are combined pairwise by multiplication (Lemire 2021, "Number Parsing at a Gigabyte
/// per Second", Software: Practice and Experience 51(8), 1700-1727; the word holds the first character in its
/// lowest byte).
enum EightDigits {
  struct Number {
    let mantissa: UInt64
    let decimals: Int
    /// Only digits, at least one, and at most one decimal mark.
    let isNumber: Bool
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let zeros: UInt64 = 0x3030_3030_3030_3030
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// `count` is 1...16; eight bytes from `text` on can be read whatever `count` is.
  @inline(__always)
  static func read(_ text: UnsafePointer<UInt8>, _ count: Int, decimalMark: UInt8) -> Number {
    let raw = UnsafeRawPointer(text)
    let marks = ones &* UInt64(decimalMark)
    let first = raw.loadUnaligned(as: UInt64.self)
    if count <= 8 {
      let last = word(endAligned(first, count), marks)
      let digits = count &- (last.hasMark ? 1 : 0)
      return Number(
        mantissa: last.value, decimals: last.decimals, isNumber: last.isValid && digits > 0)
    }
    let head = word(endAligned(first, count &- 8), marks)
    let tail = word((raw + (count &- 8)).loadUnaligned(as: UInt64.self), marks)
    let mantissa = head.value &* (tail.hasMark ? 10_000_000 : 100_000_000) &+ tail.value
    let decimals = head.hasMark ? head.decimals &+ 8 : tail.decimals
    return Number(
      mantissa: mantissa, decimals: decimals,
      isNumber: head.isValid && tail.isValid && !(head.hasMark && tail.hasMark))
  }

  /// The first `count` characters moved to the end of the word, zeros before them.
  @inline(__always)
  private static func endAligned(_ word: UInt64, _ count: Int) -> UInt64 {
    let shift = UInt64(64 &- 8 &* count)
    return (word &<< shift) | (zeros & ((1 &<< shift) &- 1))
  }

  @inline(__always)
  private static func word(
    _ characters: UInt64, _ marks: UInt64
  ) -> (value: UInt64, decimals: Int, hasMark: Bool, isValid: Bool) {
    // The lowest byte that equals the mark has its high bit set in `found`.
    let difference = characters ^ marks
    let found = (difference &- ones) & ~difference & highBits
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
    let values = digits ^ zeros
    let isValid = ((values &+ 0x7676_7676_7676_7676) | values) & highBits == 0
    let pairs = values &* 10 &+ (values >> 8)
    let upper = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let lower = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return ((upper &+ lower) >> 32, decimals, found != 0, isValid)
  }
}
