import CoreTypes

/// The careful way of a row: what is wrong with it, and whether it can be kept all the same.
extension PriceRowContext {
  /// A thousandfold gain in one step is no return but another column's number.
  static let largestReturn = 1_000.0

  /// A row with another number of fields, something missing, or numbers that are out of order.
  @inline(never)
  mutating func examine() {
    // A line of nothing but delimiters, as spreadsheets leave behind, is a blank line.
    if contentBytes == 0 {
      hasTrouble = true
      return
    }
    rowsRead += 1
    hasTrouble = hasTrouble || position.fields != columnCount
    guard hasAllFields(), let security = readableSecurity(), hasDate() else {
      rowsRefused += 1
      return
    }
    if isSuspended, !hasPlainValue { return passSuspendedRow() }
    guard chains ? hasLink(security) : hasValue() else {
      rowsRefused += 1
      return
    }
    checkOthers()
    // Some vendors write 0 for what a suspended day does not have.
    if !isSuspended { checkRange() }
    // A sign says so until the security's rows are put together (`ReturnFactors`).
    if derives, plan.roles.contains(.factor), isWithoutFactor { numbers[valueSlot].negate() }
    keep(security: security)
  }

  /// The security was suspended and the row has no usable price, which nobody misses: the day counts, the row is
  /// not kept.
  private mutating func passSuspendedRow() {
    latestDays.add(day)
  }

  private mutating func hasAllFields() -> Bool {
    if position.fields == columnCount { return true }
    report(.fieldCount, field: min(position.fields, columnCount), detail: String(position.fields))
    return false
  }

  private mutating func readableSecurity() -> Int32? {
    if fileSecurity >= 0 { return fileSecurity }
    let field = field(of: .security)
    switch states[Int(PriceColumnRole.security.rawValue)] {
    case PriceFieldState.read: return security
    case PriceFieldState.unreadable:
      report(.securityNotUTF8, field: field, detail: unreadable[Int(PriceColumnRole.security.rawValue)])
    default: report(.securityMissing, field: field)
    }
    return nil
  }

  private mutating func hasDate() -> Bool {
    hasPart(.date) && (!isIntraday || !plan.hasTimeColumn || hasPart(.time))
  }

  private mutating func hasPart(_ role: PriceColumnRole) -> Bool {
    let slot = Int(role.rawValue)
    switch states[slot] {
    case PriceFieldState.read: return true
    case PriceFieldState.unreadable:
      report(.dateUnreadable, field: field(of: role), detail: unreadable[slot])
    default: report(.dateMissing, field: field(of: role))
    }
    return false
  }

  /// What a suspended row must have to be kept: a price or return that is there and possible.
  private var hasPlainValue: Bool {
    let slot = Int(valueRole.rawValue)
    return states[slot] == PriceFieldState.read
      && (isReturn ? isReturnInRange(numbers[slot]) : numbers[slot] > 0)
  }

  /// The number that returns are made from is there and possible. The traded close beside an adjusted one
  /// must be a price too where it is given.
  private mutating func hasValue() -> Bool {
    guard isUsable(valueRole, isNeeded: true) else { return false }
    if valueRole == .adjustedClose, plan.roles.contains(.close) {
      return isUsable(.close, isNeeded: false)
    }
    return true
  }

  /// A vendor's return, or a price to link by. A row with a fault in either leaves its place behind, so that the return
  /// after it is not taken for one since the row before it.
  private mutating func hasLink(_ security: Int32) -> Bool {
    let returns = Int(PriceColumnRole.returns.rawValue)
    let close = states[Int(PriceColumnRole.close.rawValue)]
    let hasClose = close == PriceFieldState.read || close == PriceFieldState.unreadable
    if states[returns] == PriceFieldState.unreadable {
      report(.otherNotANumber, field: field(of: .returns), detail: unreadable[returns])
    }
    let hasReturn = states[returns] == PriceFieldState.read
    if !hasClose, !hasReturn {
      report(.missing, field: field(of: .close))
      return false
    }
    if hasClose ? isUsable(.close, isNeeded: true) : true, !hasReturn || isUsable(.returns, isNeeded: true) {
      return true
    }
    numbers[returns] = .nan
    numbers[Int(PriceColumnRole.close.rawValue)] = .nan
    keep(security: security)
    return false
  }

  private func isReturnInRange(_ value: Double) -> Bool {
    value >= -1 && value <= PriceRowContext.largestReturn
  }

  private mutating func isUsable(_ role: PriceColumnRole, isNeeded: Bool) -> Bool {
    let slot = Int(role.rawValue)
    let field = field(of: role)
    switch states[slot] {
    case PriceFieldState.unreadable:
      report(.notANumber, field: field, detail: unreadable[slot])
      return false
    case PriceFieldState.read:
      if role == .returns {
        if isReturnInRange(numbers[slot]) { return true }
        report(numbers[slot] < -1 ? .belowMinusOne : .aboveLargest, field: field, detail: shown(slot))
        return false
      }
      if numbers[slot] > 0 { return true }
      reportNotPositive(slot, field: field)
      return false
    default:
      if !isNeeded { return true }
      // A computed price is missing for want of its price or of what that is adjusted by.
      if derives, states[Int(PriceColumnRole.close.rawValue)] == PriceFieldState.read {
        reportAdjuster()
      } else {
        report(.missing, field: field)
      }
      return false
    }
  }

  /// A bad opening price, high, low or volume costs that number only.
  private mutating func checkOthers() {
    for role in [PriceColumnRole.close, .open, .high, .low, .volume, .factor] where role != valueRole {
      let slot = Int(role.rawValue)
      guard states[slot] == PriceFieldState.unreadable else { continue }
      numbers[slot] = .nan
      report(.otherNotANumber, field: field(of: role), detail: unreadable[slot])
    }
  }

  /// `low <= open, close <= high`, where all four are there. Two numbers that were rounded to different
  /// decimals may cross by half a unit of the coarser one's last place; fewer than two decimals are taken for
  /// zeros left out.
  private mutating func checkRange() {
    guard hasRange else { return }
    let roles: [PriceColumnRole] = [.open, .high, .low, .close]
    guard roles.allSatisfy({ states[Int($0.rawValue)] == PriceFieldState.read }) else { return }
    if numbers[Int(PriceColumnRole.low.rawValue)] <= 0 {
      return report(
        .rangeInconsistent, field: field(of: .low),
        detail: "the low \(shown(Int(PriceColumnRole.low.rawValue))) is not greater than 0")
    }
    for (upper, lower) in [
      (PriceColumnRole.high, PriceColumnRole.low), (.high, .open), (.high, .close), (.open, .low),
      (.close, .low),
    ] {
      guard isBelow(upper, lower) else { continue }
      let isHigh = upper == .high
      let (above, below) = (shown(Int(upper.rawValue)), shown(Int(lower.rawValue)))
      return report(
        .rangeInconsistent, field: field(of: isHigh ? .high : .low),
        detail: isHigh
          ? "the high \(above) is below the \(lower.word) \(below)"
          : "the low \(below) is above the \(upper.word) \(above)")
    }
  }

  private func isBelow(_ upper: PriceColumnRole, _ lower: PriceColumnRole) -> Bool {
    let upperSlot = Int(upper.rawValue)
    let lowerSlot = Int(lower.rawValue)
    let places = max(2, Int(min(decimals[upperSlot], decimals[lowerSlot])))
    let isAlike = max(2, decimals[upperSlot]) == max(2, decimals[lowerSlot])
    let halfUnit = isAlike ? 0 : 0.5 / powers[min(22, places)]
    // The last term is what the decimals themselves lose as doubles.
    return numbers[lowerSlot] - numbers[upperSlot] > halfUnit + 1e-12 * numbers[lowerSlot]
  }

  /// The column of a role, in the group being read where a row has several.
  func field(of role: PriceColumnRole) -> Int {
    guard let wide, let fields = plan.wide?.fields else { return plan.field(of: role) }
    let own = fields[wide.group.pointee * PriceColumnRole.slots + Int(role.rawValue)]
    return own >= 0 ? own : plan.field(of: role)
  }

  mutating func report(_ kind: PriceFault.Kind, field: Int, detail: String = "") {
    let number = fileSecurity >= 0 ? fileSecurity : security
    // In a row that is too short the field may still be that of the row before.
    let isRead = states[Int(PriceColumnRole.security.rawValue)] == PriceFieldState.read
    let isKnown = fileSecurity >= 0 || (isRead && self.field(of: .security) < position.fields)
    faults.append(
      PriceFault(
        kind: kind, line: position.line, field: field,
        security: isKnown && number >= 0 ? securities.names[Int(number)] : nil,
        day: kind != .fieldCount && states[Int(PriceColumnRole.date.rawValue)] == PriceFieldState.read
          ? day : nil,
        detail: detail))
  }

  /// The number read must be greater than 0.
  mutating func reportNotPositive(_ slot: Int, field: Int) {
    report(numbers[slot] < 0 ? .negative : .zero, field: field, detail: shown(slot))
  }

  /// A number as the reports write it.
  func shown(_ slot: Int) -> String {
    let value = numbers[slot]
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}

extension PriceColumnRole {
  /// What messages call it.
  var word: String {
    switch self {
    case .adjustedClose: "adjusted close"
    case .returns: "return"
    case .divisor: "adjustment factor"
    case .factor: "return factor"
    default: "\(self)"
    }
  }
}
