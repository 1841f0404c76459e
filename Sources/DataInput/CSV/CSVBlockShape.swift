import CNumberText

/// What a block of whole lines can be taken for.
///
/// libcsv skips blank lines without a call and hides line breaks inside quotes, so that its rows do not tell their lines, and
/// it leaves out quotes and the blanks at both ends of a field, so that its fields do not tell their places. Nearly all blocks
/// of nearly all files have none of that, or quotes around every field.
enum CSVBlockShape: Equatable {
  /// A blank line, a quoted line break, a byte of value 0 or a stray line break of the other kind: libcsv gets line after line.
  case lines
  /// Every line is one row, so that counting rows counts lines.
  case rows
  /// The same, and each field is all that stands between two delimiters or line breaks.
  case bareFields
  /// The same with one quote at both ends of every field and no other.
  case quotedFields

  private static let lineFeed: UInt8 = 10
  private static let carriageReturn: UInt8 = 13
  private static let quote: UInt8 = 34
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// `block` begins at the start of a line and ends at the end of one. Costs about a hundredth of parsing, with quotes more.
  ///
  /// `seeksQuotedFields` is for those who make use of quotes around every field.
  init(
    _ block: UnsafePointer<UInt8>, count: Int, delimiter: UInt8, newline: UInt8, seeksQuotedFields: Bool
  ) {
    self = .lines
    guard count > 0, block[0] > 32 else { return }
    switch es_look_through(block, count, delimiter, newline) {
    case ES_BARE_FIELDS: self = .bareFields
    case ES_BLANK_ENDS: self = .rows
    case ES_QUOTES:
      if seeksQuotedFields, Self.quotesEncloseFields(block, count, delimiter) {
        self = .quotedFields
      } else if Self.quotesArePaired(block, count, newline) {
        self = .rows
      }
    default: break
    }
  }

  /// A quote stands before and behind every delimiter and line break, and nowhere else.
  private static func quotesEncloseFields(
    _ block: UnsafePointer<UInt8>, _ count: Int, _ delimiter: UInt8
  ) -> Bool {
    func isEnd(_ index: Int) -> Bool {
      index < 0 || index >= count || [delimiter, lineFeed, carriageReturn].contains(block[index])
    }
    func isReturnAndFeed(_ index: Int) -> Bool {
      index >= 0 && index + 1 < count && block[index] == carriageReturn && block[index + 1] == lineFeed
    }
    func isInPlace(_ index: Int) -> Bool {
      if block[index] == quote { return isEnd(index - 1) != isEnd(index + 1) }
      if !isEnd(index) { return true }
      let follows = index > 0 && block[index - 1] == quote || isReturnAndFeed(index - 1)
      let isFollowed = index + 1 >= count || block[index + 1] == quote || isReturnAndFeed(index)
      return follows && isFollowed
    }
    let bytes = UnsafeRawPointer(block)
    typealias Bytes = SIMD16<UInt8>
    let (quotes, delimiters) = (Bytes(repeating: quote), Bytes(repeating: delimiter))
    let (returns, feeds) = (Bytes(repeating: carriageReturn), Bytes(repeating: lineFeed))
    func ends(_ text: Bytes) -> SIMDMask<SIMD16<Int8>> {
      (text .== delimiters) .| (text .== returns) .| (text .== feeds)
    }
    guard block[0] == quote, isInPlace(0), isEnd(count - 1) || block[count - 1] == quote else { return false }
    var index = 1
    let (no, yes) = (Bytes(repeating: 0), Bytes(repeating: 1))
    var found = no
    while index + 17 <= count {
      let before = bytes.loadUnaligned(fromByteOffset: index - 1, as: Bytes.self)
      let here = bytes.loadUnaligned(fromByteOffset: index, as: Bytes.self)
      let behind = bytes.loadUnaligned(fromByteOffset: index + 1, as: Bytes.self)
      let (quoteBefore, quoteHere, quoteBehind) = (before .== quotes, here .== quotes, behind .== quotes)
      let (endBefore, endHere, endBehind) = (ends(before), ends(here), ends(behind))
      let feedHere = (before .== returns) .& (here .== feeds)
      let returnHere = (here .== returns) .& (behind .== feeds)
      let isQuoteOdd = quoteHere .& .!(endBefore .^ endBehind)
      let isEndOdd = endHere .& .!((quoteBefore .| feedHere) .& (quoteBehind .| returnHere))
      found |= no.replacing(with: yes, where: isQuoteOdd .| isEndOdd)
      index += 16
    }
    return found == no && (index..<count).allSatisfy(isInPlace)
  }

  /// Every line holds an even number of quotes: no quoted field has a line break then.
  private static func quotesArePaired(
    _ block: UnsafePointer<UInt8>, _ count: Int, _ newline: UInt8
  ) -> Bool {
    let bytes = UnsafeRawPointer(block)
    var (index, odd) = (0, 0)
    func step(_ byte: UInt8) -> Bool {
      if byte == quote { odd ^= 1 }
      return byte != newline || odd == 0
    }
    while index + 8 <= count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if zeroBytes(word ^ (ones &* UInt64(newline))) == 0 {
        odd ^= zeroBytes(word ^ (ones &* UInt64(quote))).nonzeroBitCount & 1
      } else {
        for place in index..<(index + 8) where !step(block[place]) { return false }
      }
      index += 8
    }
    for place in index..<count where !step(block[place]) { return false }
    return odd == 0
  }

  /// The highest bit of each byte that is 0, exactly.
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & low) &+ low) | word | low)
  }
}
