/// The letter behind a volume that stands for thousands, millions, billions or trillions: `350k`, `48.07M`, `1,2B`.
enum VolumeSuffix {
  private static func multiple(_ letter: UInt8) -> Double? {
    switch letter | 32 {
    case UInt8(ascii: "k"): 1e3
    case UInt8(ascii: "m"): 1e6
    case UInt8(ascii: "b"): 1e9
    case UInt8(ascii: "t"): 1e12
    default: nil
    }
  }

  /// The number before the letter and what it is multiplied by; `nil` where no letter ends the text.
  static func split(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (number: UnsafeBufferPointer<UInt8>, multiple: Double)? {
    let bytes = FieldText.trimmed(bytes)
    guard bytes.count > 1, let multiple = bytes.last.flatMap(multiple) else { return nil }
    return (FieldText.trimmed(UnsafeBufferPointer(rebasing: bytes.dropLast())), multiple)
  }

  /// The text without the letter, if it has one.
  static func removed(from text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      split(bytes).map { String(decoding: $0.number, as: UTF8.self) }
    } ?? text
  }
}

extension PriceRowContext {
  /// Takes a volume with such a letter, which is not looked for before the field has been found to be no plain number.
  mutating func takeSuffixed(_ field: UnsafeBufferPointer<UInt8>, _ slot: Int) -> Bool {
    guard slot == Int(PriceColumnRole.volume.rawValue), let (number, multiple) = VolumeSuffix.split(field),
      let start = number.baseAddress
    else { return false }
    let places = readNumber(start, number.count, slot)
    guard places >= 0 else { return false }
    numbers[slot] *= multiple
    decimals[slot] = Int8(truncatingIfNeeded: places)
    states[slot] = PriceFieldState.read
    return true
  }
}
