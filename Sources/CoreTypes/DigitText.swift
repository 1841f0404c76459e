extension StringProtocol {
  /// Digits from 0 to 9 and nothing else, at least one: no sign, which `Int(_:)` would take.
  package var isDigits: Bool {
    !isEmpty && utf8.allSatisfy(Self.isDigit)
  }

  /// Digits and points alone, at least one: no sign, exponent or word, which `Double(_:)` would take.
  package var isDigitsAndPoints: Bool {
    !isEmpty && utf8.allSatisfy { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
