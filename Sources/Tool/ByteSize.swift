import ArgumentParser

/// `500M`, `2G` or plain bytes; units of 1,000.
struct ByteSize: ExpressibleByArgument {
  let bytes: Int
  private static let units: [(sign: String, bytes: Int)] = [
    ("T", 1_000_000_000_000), ("G", 1_000_000_000), ("M", 1_000_000), ("K", 1_000),
  ]

  init(_ bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let unit = Self.units.first { argument.uppercased().hasSuffix($0.sign) }
    guard let number = Int(argument.dropLast(unit == nil ? 0 : 1)), (0...1_000_000_000_000).contains(number)
    else { return nil }
    let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: unit?.bytes ?? 1)
    guard !isTooLarge else { return nil }
    self.bytes = bytes
  }

  /// With one decimal in the largest unit.
  var text: String {
    guard let unit = Self.units.first(where: { bytes >= $0.bytes }) else { return "\(bytes) B" }
    let tenths = (bytes * 10 + unit.bytes / 2) / unit.bytes
    return "\(tenths / 10).\(tenths % 10) \(unit.sign == "K" ? "kB" : unit.sign + "B")"
  }
}
