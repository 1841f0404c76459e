import Glibc

/// A `NumberRule` as the row reader needs it: no reference counting a field.
struct SpecialNumber {
  let hasMarks: Bool
  let isMagnitude: Bool
  let zeroIsMissing: Bool
  let hasCodes: Bool
  let divisor: Double
  let isLog: Bool

  init(_ rule: NumberRule) {
    hasMarks = rule.hasMarks
    isMagnitude = rule.isMagnitude
    zeroIsMissing = rule.zeroIsMissing
    hasCodes = !rule.missingCodes.isEmpty
    divisor = rule.divisor
    isLog = rule.isLog
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
  /// Takes a field that its column's `NumberRule`, the mark before a security, or a time in another column makes more than plain.
  @inline(never)
  mutating func takeSpecial(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ slot: Int) {
    guard slot < PriceColumnRole.numberSlots else {
      return slot == Int(PriceColumnRole.security.rawValue)
        ? takeMarkedSecurity(bytes, count, slot) : takeInstantPart(bytes, count, slot)
    }
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
    if special.isLog { numbers[slot] = expm1(numbers[slot]) }
    return true
  }

  private func isMissingCode(_ number: Double, _ slot: Int) -> Bool {
    guard number <= -44 else { return false }
    return plan.rule(of: PriceColumnRole(rawValue: UInt8(slot)) ?? .ignored).missingCodes.contains(number)
  }

  /// Takes a number with thousands separators that has one reading, in a file whose numbers seemed to have none.
  mutating func takeGrouped(_ field: UnsafeBufferPointer<UInt8>, _ slot: Int) -> Bool {
    let places = MarkedNumber.readGrouped(
      field, decimalMark: decimalMark, powers: powers, into: numbers + slot)
    guard places >= 0 else { return false }
    if !hasToldGrouped {
      hasToldGrouped = true
      let role = PriceColumnRole(rawValue: UInt8(slot)) ?? .ignored
      faults.append(
        PriceFault(
          kind: .grouped, line: position.line, field: self.field(of: role), security: nil, day: nil,
          detail: shown(slot)))
    }
    guard interpret(slot) else {
      takeNothing(slot)
      return true
    }
    decimals[slot] = Int8(truncatingIfNeeded: places)
    states[slot] = PriceFieldState.read
    return true
  }

  private mutating func takeMarkedSecurity(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ slot: Int) {
    let mark = count > 1 && bytes[0] == plan.traits.securityPrefix ? 1 : 0
    security = securities.number(bytes + mark, count - mark)
    if security < 0 { return takeUnreadable(bytes, count, slot) }
    states[slot] = PriceFieldState.read
  }

  /// `close / divisor * factor`: a total-return price (Compustat). Where the factor is missing it is 1 as far as this row
  /// tells; whether the security had one before shows when its rows are put together.
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
    let isAdjusted = isAdjuster(.divisor) && (isWithoutFactor || isAdjuster(.factor))
    guard isAdjusted else {
      states[adjusted] = PriceFieldState.missing
      hasTrouble = true
      return
    }
    let multiple = isWithoutFactor ? 1 : numbers[factor]
    numbers[adjusted] = numbers[close] / numbers[divisor] * multiple
    states[adjusted] = PriceFieldState.read
  }

  /// The row has no return factor, which is no fault by itself.
  var isWithoutFactor: Bool {
    let state = states[Int(PriceColumnRole.factor.rawValue)]
    return state == PriceFieldState.missing || state == PriceFieldState.absent
  }

  private func isAdjuster(_ role: PriceColumnRole) -> Bool {
    states[Int(role.rawValue)] == PriceFieldState.read && numbers[Int(role.rawValue)] > 0
  }

  /// Says which of the numbers that a price is adjusted by cannot be used; the price itself can.
  mutating func reportAdjuster() {
    let role = isAdjuster(.divisor) ? PriceColumnRole.factor : .divisor
    let slot = Int(role.rawValue)
    switch states[slot] {
    case PriceFieldState.unreadable:
      report(.notANumber, field: plan.field(of: role), detail: unreadable[slot])
    case PriceFieldState.read: reportNotPositive(slot, field: plan.field(of: role))
    default: report(.missing, field: plan.field(of: role))
    }
  }
}
