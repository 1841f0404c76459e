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
}

extension PriceRowContext {
  /// Takes a field that its column's `NumberRule`, or the mark before a security, makes more than plain.
  @inline(never)
  mutating func takeSpecial(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ slot: Int) {
    guard slot < PriceColumnRole.numberSlots else { return takeMarkedSecurity(bytes, count, slot) }
    let places = readNumber(bytes, count, slot)
    if places < 0 { return takeUnreadable(bytes, count, slot) }
    guard interpret(slot) else { return takeNothing(slot) }
    decimals[slot] = Int8(truncatingIfNeeded: places)
    states[slot] = PriceFieldState.read
  }

  /// As `NumberScan.read`, with the marks that the column's numbers may have.
  @inline(__always)
  mutating func readNumber(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ slot: Int) -> Int {
    specials[slot].hasMarks
      ? MarkedNumber.read(
        bytes, count, decimalMark: decimalMark, powers: powers, into: numbers + slot)
      : NumberScan.read(bytes, count, decimalMark: decimalMark, powers: powers, into: numbers + slot)
  }

  /// Makes of the number as it is written the one that it stands for; `false` = it stands for "no value".
  @inline(__always)
  mutating func interpret(_ slot: Int) -> Bool {
    let special = specials[slot]
    if special.zeroIsMissing, numbers[slot] == 0 { return false }
    if special.hasCodes, isMissingCode(numbers[slot], slot) { return false }
    if special.isMagnitude, numbers[slot] < 0 {
      numbers[slot] = -numbers[slot]
      isMidpoint = true
    }
    numbers[slot] /= special.divisor
    return true
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
    guard states[close] == PriceFieldState.read else {
      states[adjusted] = states[close]
      unreadable[adjusted] = unreadable[close]
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
