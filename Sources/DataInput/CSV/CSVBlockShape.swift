import Glibc

/// Whether every line of a block of whole lines is one row, so that counting rows counts lines.
///
/// libcsv skips blank lines without a call and hides line breaks inside quotes, so that its rows do not tell
/// their lines. Blocks without a blank line, a quoted line break, a byte of value 0 or a stray line break of the other kind
/// (nearly all blocks of nearly all files) go to libcsv in one call; the others line by line.
enum CSVBlockShape {
  private static let lineFeed: UInt8 = 10
  private static let carriageReturn: UInt8 = 13
  private static let quote: UInt8 = 34
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// `block` begins at the start of a line. Several bytes at a time; costs about a fiftieth of parsing, with quotes more.
  static func isLineByLine(_ block: UnsafePointer<UInt8>, count: Int, newline: UInt8) -> Bool {
    guard count > 0, block[0] > 32 else { return false }
    let other = newline == lineFeed ? carriageReturn : lineFeed
    let hasOther = memchr(block, Int32(other), count) != nil
    // In a file of carriage returns a line feed is out of place anywhere.
    if hasOther && newline == carriageReturn { return false }
    return linesBegin(block, count, newline) && (!hasOther || returnsPrecedeFeeds(block, count))
      && (memchr(block, Int32(quote), count) == nil || quotesArePaired(block, count, newline))
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

  /// No line break is followed by a blank, another break or a control character, and no byte is 0.
  private static func linesBegin(_ block: UnsafePointer<UInt8>, _ count: Int, _ newline: UInt8) -> Bool {
    let bytes = UnsafeRawPointer(block)
    let breaks = SIMD16<UInt8>(repeating: newline)
    let blank = SIMD16<UInt8>(repeating: 32)
    let nothing = SIMD16<UInt8>(repeating: 0)
    let found = SIMD16<UInt8>(repeating: 1)
    var index = 0
    var suspicious = nothing
    while index + 17 <= count {
      let here = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      let next = bytes.loadUnaligned(fromByteOffset: index + 1, as: SIMD16<UInt8>.self)
      suspicious |= nothing.replacing(
        with: found, where: ((here .== breaks) .& (next .<= blank)) .| (here .== nothing))
      index += 16
    }
    if suspicious != nothing { return false }
    while index < count {
      if block[index] == 0 { return false }
      if index + 1 < count, block[index] == newline, block[index + 1] <= 32 { return false }
      index += 1
    }
    return true
  }

  /// Every carriage return is the first half of a CR LF.
  private static func returnsPrecedeFeeds(_ block: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let bytes = UnsafeRawPointer(block)
    let returns = SIMD16<UInt8>(repeating: carriageReturn)
    let feeds = SIMD16<UInt8>(repeating: lineFeed)
    let nothing = SIMD16<UInt8>(repeating: 0)
    let found = SIMD16<UInt8>(repeating: 1)
    var index = 0
    var suspicious = nothing
    while index + 17 <= count {
      let here = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      let next = bytes.loadUnaligned(fromByteOffset: index + 1, as: SIMD16<UInt8>.self)
      suspicious |= nothing.replacing(with: found, where: (here .== returns) .& (next .!= feeds))
      index += 16
    }
    if suspicious != nothing { return false }
    while index < count {
      if block[index] == carriageReturn, index + 1 == count || block[index + 1] != lineFeed { return false }
      index += 1
    }
    return true
  }
}
