import Foundation
import TestSupport
import Testing

@testable import DataInput

@Suite struct NumberScanTests {
  @Test func randomDecimalsReadAsSwiftReadsThem() {
    var random = SeededGenerator(seed: 20_191_007)
    for _ in 0..<100_000 {
      let digits = Int.random(in: 1...21, using: &random)
      var text = Bool.random(using: &random) ? "-" : ""
      for _ in 0..<digits { text += String(Int.random(in: 0...9, using: &random)) }
      if Bool.random(using: &random) {
        text += "."
        for _ in 0..<Int.random(in: 0...12, using: &random) {
          text += String(Int.random(in: 0...9, using: &random))
        }
      }
      let expected = Double(text.hasSuffix(".") ? String(text.dropLast()) : text)
      #expect(NumberScan.number(text, decimalMark: 46)?.bitPattern == expected?.bitPattern, "\(text)")
    }
  }

  /// Digits on both sides of a point with ends of zeros and nines, some with one character out of place.
  @Test func longDecimalsReadAsSwiftReadsThem() {
    var random = SeededGenerator(seed: 17)
    for _ in 0..<100_000 {
      var bytes = digits(Int.random(in: 1...8, using: &random), &random) + [46]
      bytes += digits(Int.random(in: 8...20, using: &random), &random)
      let end = Int.random(in: 0...12, using: &random)
      if end < 8 {
        bytes.replaceSubrange((bytes.count - end)..., with: repeatElement(end < 4 ? 48 : 57, count: end))
      }
      if Bool.random(using: &random) { bytes.insert(45, at: 0) }
      if Int.random(in: 0..<20, using: &random) == 0 {
        let place = Int.random(in: 1..<bytes.count, using: &random)
        bytes[place] = Array("y-./:,".utf8).randomElement(using: &random) ?? 0
      }
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(NumberScan.number(text, decimalMark: 46)?.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  /// As many digits of the number half-way between two doubles as are read without `from_chars`, and the next such decimal:
  /// one is nearer to the lower, the other to the upper double.
  @Test func decimalsBesideHalfWayNumbersGoToTheNearerDouble() {
    var random = SeededGenerator(seed: 53)
    for _ in 0..<20_000 {
      let lower = Double.random(in: 1..<1e7, using: &random)
      let half = UInt128(lower.significandBitPattern | 1 << 52) << 1 | 1
      let places = 53 - Int(lower.exponent)
      let behind = 18 - "\(half >> places)".utf8.count
      var power: UInt128 = 1
      for _ in 0..<behind { power *= 10 }
      let below = (half >> places) * power + ((half & (1 << places - 1)) * power) >> places
      for (digits, expected) in [(below, lower), (below + 1, lower.nextUp)] {
        var text = "\(digits)"
        text.insert(".", at: text.index(text.endIndex, offsetBy: -behind))
        #expect(NumberScan.number(text, decimalMark: 46) == expected, "\(text)")
        #expect(Double(text) == expected, "\(text)")
      }
    }
  }

  private func digits(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 48...57, using: &random) }
  }

  @Test func shortestFormsOfRandomDoublesRoundTrip() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<100_000 {
      let value = Double(bitPattern: random.next())
      guard value.isNormal else { continue }
      #expect(NumberScan.number("\(value)", decimalMark: 46) == value)
    }
  }

  /// Every length and every place of the mark, where words meet.
  @Test func everyLengthAndPlaceOfTheMark() {
    let digits = Array("9876543210123456789")
    for length in 1...19 {
      for mark in 0...length {
        let text = String(digits.prefix(mark)) + "." + String(digits[mark..<length])
        let expected = Double((mark == 0 ? "0" : "") + (mark == length ? String(text.dropLast()) : text))
        #expect(NumberScan.number(text, decimalMark: 46) == expected, "\(text)")
        for bad in ["x", "/", ":", ".", " ", "\0", "\u{FF}", "-"] {
          var damaged = Array(text)
          damaged.insert(Character(bad), at: mark)
          let isSign = bad == "-" && mark == 0
          let isBlank = bad == " " && mark == 0
          let number = NumberScan.number(String(damaged), decimalMark: 46)
          if isSign || isBlank { #expect(number != nil) } else { #expect(number == nil, "\(damaged)") }
        }
      }
    }
  }

  /// The decimals that are written, of short numbers and of those with more digits than a word holds.
  @Test(arguments: [
    ("12", 0), ("5.", 0), ("1.50", 2), ("-0.125", 3), ("245.1024264046755", 13), ("245.85839202048226", 14),
    ("-245.85839202048226", 14), ("+245.85839202048226", 14), ("123456789012345678", 0),
    ("12345678901234567.", 0), ("0.12345678901234567890123", 23), (".00000000000000001", 17),
    ("1.2345678901234567E+3", 16),
  ])
  func decimalsAreCounted(_ text: String, _ decimals: Int) {
    var bytes = Array(text.utf8) + [UInt8](repeating: 0, count: NumberScan.slack)
    var value = 0.0
    let counted = bytes.withUnsafeMutableBufferPointer { room in
      room.baseAddress.map {
        NumberScan.read(
          $0, text.utf8.count, decimalMark: 46, powers: NumberScan.powersOfTen.values, into: &value)
      }
    }
    #expect(counted == decimals)
    #expect(value == Double(text.hasSuffix(".") ? String(text.dropLast()) : text))
  }

  @Test(arguments: [
    ("1.5E+3", 1_500.0), ("+7", 7), (".5", 0.5), ("5.", 5), (" 12 ", 12),
    ("9007199254740993", 9_007_199_254_740_992),
    ("0.10000000000000001", 0.1), ("123456789012345678901234567890", 1.2345678901234568e29), ("-0", -0.0),
  ])
  func unusualForms(_ text: String, _ expected: Double) {
    #expect(NumberScan.number(text, decimalMark: 46) == expected)
  }

  @Test(arguments: [
    "", ".", "-", "inf", "-inf", "nan", "NaN", "0x1p3", "1e", "1,5", "1 2", "--1", "+-1", "1e400", "1_000",
    "$1", "1\0",
  ])
  func whatIsNoPlainDecimalIsRefused(_ text: String) {
    #expect(NumberScan.number(text, decimalMark: 46) == nil)
  }

  @Test func decimalComma() {
    #expect(NumberScan.number("12,5", decimalMark: 44) == 12.5)
    #expect(NumberScan.number("0,10000000000000001", decimalMark: 44) == 0.1)
    #expect(NumberScan.number("1.234,5", decimalMark: 44) == nil)
    #expect(NumberScan.number("12.5", decimalMark: 44) == nil)
  }

  @Test func missingTokens() {
    for token in ["", "NA", "N/A", "#N/A", "#N/A N/A", "null", "NaN", "None", "-", ".", " n/a "] {
      #expect(FieldText.isMissing(token))
    }
    for text in ["0", "nil", "--", "NAN1"] { #expect(!FieldText.isMissing(text)) }
  }
}
