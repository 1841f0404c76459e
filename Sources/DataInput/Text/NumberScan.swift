import CNumberText

/// Plain decimal numbers: `12`, `-1.05`, `.5`, `1.5E+3`. Never `inf`, `nan`, hexadecimal or thousands
/// separators.
package enum NumberScan {
  /// The powers of ten that a double holds exactly.
  static let powersOfTen = PowersOfTen()

  /// Memory behind a text that may be looked at, though it does not count.
  static let slack = 16

  /// Reads all `count` bytes, behind which `slack` more can be read; returns the number of decimals written,
  /// or -1 where they are not a number.
  ///
  /// An integer mantissa up to 2^53 divided by a power of ten up to 10^22 is one correctly rounded operation
  /// on two exact doubles, so the quotient is the nearest double (Clinger 1990, "How to Read Floating Point
  /// Numbers Accurately", PLDI, 92-101). Longer numbers and exponents go to `std::from_chars`.
  @inline(__always)
  static func read(
    _ text: UnsafePointer<UInt8>, _ count: Int, decimalMark: UInt8, powers: UnsafePointer<Double>,
    into value: UnsafeMutablePointer<Double>
  ) -> Int {
    readDigits(text, count, decimalMark: decimalMark, powers: powers, into: value)
      ?? readByDigit(text, count, decimalMark: decimalMark, powers: powers, into: value)
  }

  /// The same of at most 16 characters that are digits and a decimal mark, as nearly all numbers are; otherwise `nil`.
  @inline(__always)
  static func readDigits(
    _ text: UnsafePointer<UInt8>, _ count: Int, decimalMark: UInt8, powers: UnsafePointer<Double>,
    into value: UnsafeMutablePointer<Double>
  ) -> Int? {
    guard count <= 16 else { return nil }
    let number = es_read_short_number(text, count, decimalMark)
    guard number.is_number != 0, number.mantissa <= 1 << 53 else { return nil }
    value.pointee = Double(number.mantissa) / powers[Int(number.decimals)]
    return Int(number.decimals)
  }

  /// A sign, more than 16 characters, or something else than digits and a decimal mark.
  @inline(never)
  private static func readByDigit(
    _ text: UnsafePointer<UInt8>, _ count: Int, decimalMark: UInt8, powers: UnsafePointer<Double>,
    into value: UnsafeMutablePointer<Double>
  ) -> Int {
    if count > 16, count <= 400, decimalMark == 46 {
      let places = text.withMemoryRebound(to: CChar.self, capacity: count) {
        es_read_decimal($0, count, value)
      }
      if places >= 0 { return Int(places) }
    }
    var index = 0
    let first = text[0]
    // Words for "no value" and volumes such as 48.07M are the commonest of what is no number.
    if (first | 32) &- 97 < 26 || (text[count &- 1] | 32) &- 97 < 26 { return -1 }
    if first == 45 || first == 43 { index = 1 }
    var mantissa: UInt64 = 0
    let whole = index
    while index < count {
      let digit = text[index] &- 48
      if digit > 9 { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      index &+= 1
    }
    var digits = index &- whole
    var decimals = 0
    if index < count, text[index] == decimalMark {
      index &+= 1
      let fraction = index
      while index < count {
        let digit = text[index] &- 48
        if digit > 9 { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        index &+= 1
      }
      decimals = index &- fraction
      digits &+= decimals
    }
    guard index == count, digits > 0 else {
      return readLong(text, count, decimalMark: decimalMark, into: value)
    }
    // 19 digits cannot overflow the mantissa; decimals then are at most 19.
    if digits <= 19, mantissa <= 1 << 53 {
      let magnitude = Double(mantissa) / powers[decimals]
      value.pointee = first == 45 ? -magnitude : magnitude
      return decimals
    }
    guard decimalMark == 46, count <= 400 else {
      return readLong(text, count, decimalMark: decimalMark, into: value)
    }
    return text.withMemoryRebound(to: CChar.self, capacity: count) {
      es_read_double($0, count, value) != 0 ? decimals : -1
    }
  }

  /// The same for a whole string; `nil` where it is not a number.
  package static func number(_ text: String, decimalMark: UInt8) -> Double? {
    var copy = text
    return copy.withUTF8 { number($0, decimalMark: decimalMark) }
  }

  /// The same of the bytes of a text.
  static func number(_ bytes: UnsafeBufferPointer<UInt8>, decimalMark: UInt8) -> Double? {
    let trimmed = FieldText.trimmed(bytes)
    guard let text = trimmed.baseAddress, !trimmed.isEmpty else { return nil }
    var value = 0.0
    let decimals = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: trimmed.count + slack) { room in
      guard let start = room.baseAddress else { return -1 }
      start.initialize(from: text, count: trimmed.count)
      (start + trimmed.count).initialize(repeating: 0, count: slack)
      return read(start, trimmed.count, decimalMark: decimalMark, powers: powersOfTen.values, into: &value)
    }
    return decimals < 0 ? nil : value
  }

  /// More digits than fit the mantissa, an exponent, blanks inside quotes, or no number at all.
  @inline(never)
  private static func readLong(
    _ text: UnsafePointer<UInt8>, _ count: Int, decimalMark: UInt8,
    into value: UnsafeMutablePointer<Double>
  ) -> Int {
    let bytes = FieldText.trimmed(UnsafeBufferPointer(start: text, count: count))
    guard !bytes.isEmpty, bytes.count <= 400 else { return -1 }
    var plain: [UInt8] = Array(bytes)
    if decimalMark != 46 {
      if plain.contains(46) { return -1 }
      for index in plain.indices where plain[index] == decimalMark { plain[index] = 46 }
    }
    let isRead = plain.withUnsafeBytes {
      es_read_double($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, value)
    }
    guard isRead != 0 else { return -1 }
    guard let mark = plain.firstIndex(of: 46) else { return 0 }
    return plain[(mark + 1)...].prefix { $0 &- 48 <= 9 }.count
  }
}

/// `1`, `10`, ... `1e22` in memory that lives as long as the process. Unchecked, because nobody writes to it
/// after `init`.
struct PowersOfTen: @unchecked Sendable {
  let values: UnsafePointer<Double>

  fileprivate init() {
    let powers = UnsafeMutablePointer<Double>.allocate(capacity: 23)
    var power = 1.0
    for exponent in 0...22 {
      powers[exponent] = power
      power *= 10
    }
    values = UnsafePointer(powers)
  }
}
