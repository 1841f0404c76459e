import CNumberText
import TestSupport
import Testing

/// A number's text by the writer of the reports and by the standard library.
enum NumberText {
  static func standard(_ value: Double) -> String { text { es_write_double_standard(value, $0, 64) } }
  static func ours(_ value: Double) -> String { text { es_write_double(value, $0) } }

  private static func text(_ write: (UnsafeMutablePointer<CChar>) -> Int) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { room in
      guard let start = room.baseAddress else { return "" }
      return String(decoding: UnsafeRawBufferPointer(start: start, count: write(start)), as: UTF8.self)
    }
  }

  /// Whether both write the same bytes: without a text, because millions are compared.
  static func agree(on value: Double) -> Bool {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { room in
      guard let ours = room.baseAddress else { return false }
      let standard = ours + 64
      let length = es_write_double(value, ours)
      return length == es_write_double_standard(value, standard, 64)
        && UnsafeRawBufferPointer(start: ours, count: length).elementsEqual(
          UnsafeRawBufferPointer(start: standard, count: length))
    }
  }
}

/// `es_write_double` against `std::to_chars`, byte for byte.
@Suite struct NumberTextTests {
  private func expectAgreement(on value: Double) {
    guard !NumberText.agree(on: value) else { return }
    Issue.record("\(NumberText.ours(value)), but \(NumberText.standard(value)) by the standard library")
  }

  /// Any bits, subnormal numbers among them; every exponent of those that are written without the standard library, and
  /// some beyond.
  @Test func anyNumber() {
    var random = SeededGenerator(seed: 20_261_126)
    for _ in 0..<400_000 {
      let value = Double(bitPattern: random.next())
      if value.isFinite { expectAgreement(on: value) }
      let exponent = UInt64.random(in: (1_023 - 270)..<(1_023 + 55), using: &random)
      expectAgreement(on: Double(bitPattern: random.next() & 0x800f_ffff_ffff_ffff | exponent << 52))
    }
    for _ in 0..<20_000 { expectAgreement(on: Double(bitPattern: random.next() >> 12)) }
  }

  /// The sizes of returns and of statistics, in full and rounded to a few places.
  @Test func numbersOfReports() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<200_000 {
      let value = Double.random(in: -1...1, using: &random)
      let places = [1e2, 1e4, 1e6, 1e9, 1e12][Int.random(in: 0..<5, using: &random)]
      for size in [
        value, value / 20, value / 1e4, value * 10, value * 1e5, (value * places).rounded() / places,
      ] {
        expectAgreement(on: size)
      }
    }
  }

  /// Where the distances to the neighbors differ, where a shorter decimal lies on the edge, and decimals with zeros behind.
  @Test func neighborsOfPowers() {
    for power in -1_074...1_023 {
      let value = Double(sign: .plus, exponent: power, significand: 1)
      for near in [value, value.nextUp, value.nextDown, value.nextUp.nextUp, -value] {
        expectAgreement(on: near)
      }
    }
    for power in -320...308 {
      for digit in 1...99 {
        guard let value = Double("\(digit)e\(power)"), value.isFinite else { continue }
        for near in [value, value.nextUp, value.nextDown] { expectAgreement(on: near) }
      }
    }
  }

  /// Few binary digits: products that are exact, where a decision falls on its edge.
  @Test func exactNumbers() {
    var random = SeededGenerator(seed: 11)
    for bits in 1...53 {
      for _ in 0..<2_000 {
        let whole = Double(UInt64.random(in: 1...(1 << UInt64(bits)), using: &random))
        expectAgreement(on: whole)
        expectAgreement(
          on: Double(sign: .plus, exponent: -Int.random(in: 1...200, using: &random), significand: whole))
      }
    }
    for whole in 1...100_000 { expectAgreement(on: Double(whole)) }
  }

  /// Rows of every length, whatever stands beside whatever.
  @Test func manyFields() {
    var random = SeededGenerator(seed: 5)
    let special = [0, -0.0, .nan, .infinity, -.infinity, 1e-300, -1e22, 0.5, 1, .leastNonzeroMagnitude, 12]
    for count in 0...40 {
      for _ in 0..<200 {
        let values = (0..<count).map { _ in
          Int.random(in: 0..<4, using: &random) == 0
            ? special[Int.random(in: 0..<special.count, using: &random)]
            : Double.random(in: -2...2, using: &random)
        }
        let texts = values.map { $0.isFinite ? $0 == 0 ? "0," : NumberText.standard($0) + "," : "," }
        #expect(fields(values) == texts.joined())
      }
    }
  }

  private func fields(_ values: [Double]) -> String {
    let size = (values.count + 1) * (Int(ES_NUMBER_ROOM) + 1)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { room in
      guard let start = room.baseAddress, let end = es_write_fields(values, values.count, start) else {
        return ""
      }
      return String(decoding: UnsafeRawBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
  }

  @Test func fieldsOfARow() {
    let values = [0.25, .nan, -0.0, 1e300, .infinity, -1.5e-7, 100_000, -.infinity, 12_345.678]
    #expect(fields(values) == "0.25,,0,1e+300,,-1.5e-07,1e+05,,12345.678,")
  }
}
