import ArgumentParser

/// `30d`: minutes, hours, days or weeks.
struct Age: ExpressibleByArgument {
  let seconds: Int64
  private static let units: [(sign: Character, seconds: Int64)] = [
    ("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60),
  ]

  init(seconds: Int64) { self.seconds = seconds }

  init?(argument: String) {
    guard let unit = Self.units.first(where: { $0.sign == argument.last }),
      let number = Int64(argument.dropLast()), (0...1_000_000).contains(number)
    else { return nil }
    seconds = number * unit.seconds
  }

  /// In the largest unit that gives at least two.
  var text: String {
    guard let unit = Self.units.first(where: { $0.sign != "w" && seconds >= 2 * $0.seconds }) else {
      return "\(seconds) s"
    }
    return "\(seconds / unit.seconds) \(unit.sign == "m" ? "min" : String(unit.sign))"
  }
}
