/// A number with a currency sign before or behind it and thousands separators: `$1,234.50`, `1.234,50 €`, `1 234,50`,
/// `1'234.50`.
enum MarkedNumber {
  /// The longest that is read.
  static let longest = 48

  /// The signs of currencies, and the blanks that stand between them and a number.
  private static let signs: [[UInt8]] = ["$", "€", "£", "¥", "￥", "\u{A0}", "\u{202F}", " "].map {
    Array($0.utf8)
  }

  /// Of comma and point the one that is not the decimal mark.
  @inline(__always)
  static func separator(beside decimalMark: UInt8) -> UInt8 {
    decimalMark == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
  }

  /// What besides the mark that is not the decimal one may stand between thousands.
  private static let separators: [[UInt8]] = ["\u{A0}", "\u{202F}", "\u{2009}", " ", "'", "\u{2019}"].map {
    Array($0.utf8)
  }

  /// As `NumberScan.read`; most numbers have no marks, or a dollar sign alone.
  static func read(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, decimalMark: UInt8, powers: UnsafePointer<Double>,
    into value: UnsafeMutablePointer<Double>
  ) -> Int {
    let sign = bytes[0] == UInt8(ascii: "$") && count > 1 ? 1 : 0
    if let places = NumberScan.readDigits(
      bytes + sign, count - sign, decimalMark: decimalMark, powers: powers, into: value)
    {
      return places
    }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest + NumberScan.slack) { room in
      room.initialize(repeating: 0)
      guard let start = room.baseAddress,
        let length = strip(
          UnsafeBufferPointer(start: bytes, count: count), decimalMark: decimalMark, into: start)
      else { return -1 }
      return NumberScan.read(start, length, decimalMark: decimalMark, powers: powers, into: value)
    }
  }

  /// Copies the number without its marks to `target` (`longest` bytes and the slack of `NumberScan`); its length, or `nil`
  /// where the marks stand where none belong, are of two kinds or follow a zero: `1,23`, `1 234.567` beside a decimal comma and
  /// `0.123.456` are no numbers.
  static func strip(
    _ bytes: UnsafeBufferPointer<UInt8>, decimalMark: UInt8, into target: UnsafeMutablePointer<UInt8>
  ) -> Int? {
    guard bytes.count <= longest else { return nil }
    let separator = separator(beside: decimalMark)
    var (length, digits) = (0, 0)
    var (isFraction, isOver) = (false, false)
    /// What the marks between groups begin with, once there is one.
    var mark: UInt8?
    /// Another group of digits ends here, by a mark that begins with `byte`.
    func endsGroup(_ byte: UInt8) -> Bool {
      guard !isFraction, mark ?? byte == byte,
        mark != nil ? digits == 3 : (1...3).contains(digits) && target[length - digits] != UInt8(ascii: "0")
      else { return false }
      (digits, mark) = (0, byte)
      return true
    }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if digits > 0, let width = separatorWidth(bytes, at: index) {
        guard !isOver, endsGroup(byte) else { return nil }
        index += width
        continue
      }
      if let sign = sign(bytes, at: index) {
        isOver = digits > 0 || isFraction
        index += sign
        continue
      }
      guard !isOver else { return nil }
      index += 1
      if byte == separator {
        guard endsGroup(byte) else { return nil }
        continue
      }
      if byte == decimalMark {
        if mark != nil && !isFraction && digits != 3 { return nil }
        isFraction = true
      } else if byte &- 48 <= 9 {
        digits += 1
      }
      target[length] = byte
      length += 1
    }
    if mark != nil, !isFraction, digits != 3 { return nil }
    return length > 0 ? length : nil
  }

  /// As `NumberScan.read` of a number with thousands separators that has one reading, whatever else the file holds: with
  /// decimals behind them or with two of them. `1,234` may be a number with three decimals, and is none here.
  static func readGrouped(
    _ bytes: UnsafeBufferPointer<UInt8>, decimalMark: UInt8, powers: UnsafePointer<Double>,
    into value: UnsafeMutablePointer<Double>
  ) -> Int {
    let bytes = FieldText.trimmed(bytes)
    guard bytes.count >= 7, bytes.count <= longest else { return -1 }
    let separator = separator(beside: decimalMark)
    var (index, separators, marks) = (0, 0, 0)
    while index < bytes.count {
      let byte = bytes[index]
      if let width = separatorWidth(bytes, at: index) {
        separators += 1
        index += width
        continue
      }
      if byte == separator {
        separators += 1
      } else if byte == decimalMark {
        marks += 1
      } else if byte &- 48 > 9, index > 0 || (byte != 43 && byte != 45) {
        return -1
      }
      index += 1
    }
    guard separators + marks >= 2, separators > 0 else { return -1 }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest + NumberScan.slack) { room in
      room.initialize(repeating: 0)
      guard let start = room.baseAddress, let length = strip(bytes, decimalMark: decimalMark, into: start)
      else { return -1 }
      return NumberScan.read(start, length, decimalMark: decimalMark, powers: powers, into: value)
    }
  }

  /// The length of a blank or an apostrophe between two digits, at `index`, which is behind one.
  private static func separatorWidth(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    let first = bytes[index]
    guard first == 32 || first == 39 || first >= 0xC2 else { return nil }
    guard let width = separators.first(where: { bytes[index...].starts(with: $0) })?.count,
      index > 0, bytes[index - 1] &- 48 <= 9, index + width < bytes.count, bytes[index + width] &- 48 <= 9
    else { return nil }
    return width
  }

  /// The length of the sign that begins at `index`.
  private static func sign(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    let first = bytes[index]
    if first &- 48 <= 9 || (first >= 43 && first <= 46) { return nil }
    return signs.first { bytes[index...].starts(with: $0) }?.count
  }

  /// Some byte may belong to a sign, or to what stands between thousands beside commas and points.
  private static func mayBeMarked(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in bytes where byte >= 128 || byte == 32 || byte == 36 || byte == 39 { return true }
    return false
  }

  /// `text` without the signs and blanks around it, its blanks and apostrophes between digits as `separator`, and whether
  /// there was a sign and such a blank.
  static func unsigned(_ text: String, separator: UInt8) -> (number: String, hasSign: Bool, isSpaced: Bool) {
    var copy = text
    return copy.withUTF8 { bytes in
      guard mayBeMarked(bytes) else { return (text, false, false) }
      var kept: [UInt8] = []
      var (hasSign, isSpaced) = (false, false)
      var index = 0
      while index < bytes.count {
        if let width = separatorWidth(bytes, at: index) {
          kept.append(separator)
          isSpaced = true
          index += width
        } else if let sign = sign(bytes, at: index) {
          hasSign = hasSign || !FieldText.isBlank(bytes[index])
          index += sign
        } else {
          kept.append(bytes[index])
          index += 1
        }
      }
      return (String(decoding: kept, as: UTF8.self), hasSign, isSpaced)
    }
  }
}
