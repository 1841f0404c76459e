/// A `NumberRule` as the row reader needs it: no reference counting a field.
struct SpecialNumber {
  let hasMarks: Bool
  let isMagnitude: Bool
  let zeroIsMissing: Bool
  let hasCodes: Bool
  let divisor: Double

  init(_ rule: NumberRule) {
    hasMarks = rule.hasMarks
    isMagnitude = rule.isMagnitude
    zeroIsMissing = rule.zeroIsMissing
    hasCodes = !rule.missingCodes.isEmpty
    divisor = rule.divisor
  }

  /// One a number slot; to be deallocated by whoever asked.
  static func all(of plan: PriceFilePlan) -> UnsafeMutablePointer<SpecialNumber> {
    let all = UnsafeMutablePointer<SpecialNumber>.allocate(capacity: PriceColumnRole.numberSlots)
    for slot in 0..<PriceColumnRole.numberSlots {
      let role = PriceColumnRole(rawValue: UInt8(slot)) ?? .ignored
      (all + slot).initialize(to: SpecialNumber(plan.rule(of: role)))
    }
    return all
  }

  /// `$`.
  static let currencySign: UInt8 = 36

  /// The longest number with marks that is read.
  static let longest = 48

  /// Copies a number without its currency sign and thousands separators to `target` (`longest` bytes and the slack of
  /// `NumberScan`); its length, or `nil` where the marks stand where none belong: `1,23` is no number.
  static func strip(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, decimalMark: UInt8, into target: UnsafeMutablePointer<UInt8>
  ) -> Int? {
    guard count <= longest else { return nil }
    let separator: UInt8 = decimalMark == 44 ? 46 : 44
    var length = 0
    var digits = 0
    var isGrouped = false
    var isFraction = false
    for index in 0..<count {
      let byte = bytes[index]
      switch byte {
      case currencySign where digits == 0 && !isFraction: continue
      case separator:
        guard !isFraction, isGrouped ? digits == 3 : (1...3).contains(digits) else { return nil }
        isGrouped = true
        digits = 0
        continue
      case decimalMark:
        if isGrouped && !isFraction && digits != 3 { return nil }
        isFraction = true
      default: digits += byte &- 48 <= 9 ? 1 : 0
      }
      target[length] = byte
      length += 1
    }
    if isGrouped, !isFraction, digits != 3 { return nil }
    return length > 0 ? length : nil
  }
}

extension PriceRowContext {
  /// Takes a field that its column's `NumberRule`, or the mark before a security, makes more than plain.
  @inline(never)
  mutating func takeSpecial(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ slot: Int) {
    guard slot < PriceColumnRole.numberSlots else { return takeMarkedSecurity(bytes, count, slot) }
    let special = specials[slot]
    let places =
      special.hasMarks
      ? readMarked(bytes, count, slot)
      : NumberScan.read(bytes, count, decimalMark: decimalMark, powers: powers, into: numbers + slot)
    if places < 0 { return takeUnreadable(bytes, count, slot) }
    if special.zeroIsMissing, numbers[slot] == 0 { return takeNothing(slot) }
    if special.hasCodes, isMissingCode(numbers[slot], slot) { return takeNothing(slot) }
    if special.isMagnitude, numbers[slot] < 0 {
      numbers[slot] = -numbers[slot]
      isMidpoint = true
    }
    numbers[slot] /= special.divisor
    decimals[slot] = Int8(truncatingIfNeeded: places)
    states[slot] = PriceFieldState.read
  }

  /// A number that may have marks; most have none, or a currency sign alone.
  private func readMarked(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ slot: Int) -> Int {
    let sign = bytes[0] == SpecialNumber.currencySign && count > 1 ? 1 : 0
    if let places = NumberScan.readDigits(
      bytes + sign, count - sign, decimalMark: decimalMark, powers: powers, into: numbers + slot)
    {
      return places
    }
    return withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: SpecialNumber.longest + NumberScan.slack
    ) { room in
      room.initialize(repeating: 0)
      guard let start = room.baseAddress,
        let length = SpecialNumber.strip(bytes, count, decimalMark: decimalMark, into: start)
      else { return -1 }
      return NumberScan.read(start, length, decimalMark: decimalMark, powers: powers, into: numbers + slot)
    }
  }

  private func isMissingCode(_ number: Double, _ slot: Int) -> Bool {
    guard number <= -44 else { return false }
    return plan.rule(of: PriceColumnRole(rawValue: UInt8(slot)) ?? .ignored).missingCodes.contains(number)
  }

  private mutating func takeMarkedSecurity(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ slot: Int) {
    let mark = count > 1 && bytes[0] == plan.traits.securityPrefix ? 1 : 0
    security = securities.number(bytes + mark, count - mark)
    if security < 0 { return takeUnreadable(bytes, count, slot) }
    states[slot] = PriceFieldState.read
  }

  /// `close / divisor * factor`, the factor 1 where it is missing: a total-return price (Compustat).
  @inline(never)
  mutating func derive() {
    let (close, adjusted) = (Int(PriceColumnRole.close.rawValue), Int(PriceColumnRole.adjustedClose.rawValue))
    let (divisor, factor) = (Int(PriceColumnRole.divisor.rawValue), Int(PriceColumnRole.factor.rawValue))
    numbers[adjusted] = .nan
    unreadable[adjusted] = unreadable[close]
    guard states[close] == PriceFieldState.read else {
      states[adjusted] = states[close]
      return
    }
    guard states[divisor] == PriceFieldState.read, numbers[divisor] > 0 else {
      states[adjusted] = PriceFieldState.missing
      hasTrouble = true
      return
    }
    let multiple = states[factor] == PriceFieldState.read ? numbers[factor] : 1
    numbers[adjusted] = numbers[close] / numbers[divisor] * multiple
    states[adjusted] = PriceFieldState.read
  }
}
