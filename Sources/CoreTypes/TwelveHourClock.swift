/// The half of the day that may follow a time of day: `AM`, `pm`, `a.m.`, `P.M.`, with or without blanks before it.
package enum TwelveHourClock {
  /// Whether the half of the day that stands at `position` is the afternoon; nil, and nothing read, where none stands there.
  package static func isAfternoon(
    in bytes: UnsafeBufferPointer<UInt8>, at position: inout Int
  ) -> Bool? {
    var at = position
    // A narrow no-break space stands before it in what some systems write.
    while bytes.skip(UInt8(ascii: " "), at: &at) || skipNarrowSpace(bytes, &at) {}
    let isAfternoon = skip(letter: UInt8(ascii: "p"), bytes, &at)
    guard isAfternoon || skip(letter: UInt8(ascii: "a"), bytes, &at) else { return nil }
    let isDotted = bytes.skip(UInt8(ascii: "."), at: &at)
    guard skip(letter: UInt8(ascii: "m"), bytes, &at), !isDotted || bytes.skip(UInt8(ascii: "."), at: &at)
    else {
      return nil
    }
    position = at
    return isAfternoon
  }

  /// The second of the day that is shown as `second` on a clock of twelve hours; nil where that has no such hour: `13:00 PM`.
  package static func second(_ second: Int, isAfternoon: Bool) -> Int? {
    guard (3_600..<46_800).contains(second) else { return nil }
    return second % 43_200 + (isAfternoon ? 43_200 : 0)
  }

  private static func skip(
    letter: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int
  ) -> Bool { bytes.skip(letter, at: &at) || bytes.skip(letter & 0xDF, at: &at) }

  private static func skipNarrowSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Bool {
    guard bytes[at...].starts(with: [0xE2, 0x80, 0xAF]) else { return false }
    at += 3
    return true
  }
}
