/// Where the columns of a row with several securities go: each group has its own numbers and states.
struct WideRow {
  /// The group of each column; -1 = ignored.
  let groups: UnsafeMutablePointer<Int>
  /// The column of the date that holds for each group.
  let dateFields: UnsafeMutablePointer<Int>
  let securities: UnsafeMutablePointer<Int32>
  /// The role of each group's value: the plan's where the group has it, otherwise the close.
  let valueRoles: UnsafeMutablePointer<PriceColumnRole>
  let troubles: UnsafeMutablePointer<Bool>
  /// The day of each date column, and whether it could be read.
  let days: UnsafeMutablePointer<Int32>
  let dateStates: UnsafeMutablePointer<UInt8>
  let group: UnsafeMutablePointer<Int>
  let groupCount: Int

  init(_ plan: WidePlan, securities numbers: [Int32], valueRole: PriceColumnRole) {
    groupCount = numbers.count
    groups = .allocate(capacity: plan.groups.count)
    groups.initialize(from: plan.groups, count: plan.groups.count)
    dateFields = .allocate(capacity: groupCount)
    dateFields.initialize(from: plan.dateFields, count: groupCount)
    securities = .allocate(capacity: groupCount)
    securities.initialize(from: numbers, count: groupCount)
    valueRoles = .allocate(capacity: groupCount)
    for group in 0..<groupCount {
      let hasIt = plan.fields[group * PriceColumnRole.slots + Int(valueRole.rawValue)] >= 0
      (valueRoles + group).initialize(to: hasIt ? valueRole : .close)
    }
    troubles = .allocate(capacity: groupCount)
    troubles.initialize(repeating: false, count: groupCount)
    days = .allocate(capacity: plan.groups.count)
    days.initialize(repeating: 0, count: plan.groups.count)
    dateStates = .allocate(capacity: plan.groups.count)
    dateStates.initialize(repeating: PriceFieldState.absent, count: plan.groups.count)
    group = .allocate(capacity: 1)
    group.initialize(to: 0)
  }

  func free() {
    groups.deallocate()
    dateFields.deallocate()
    securities.deallocate()
    valueRoles.deallocate()
    troubles.deallocate()
    days.deallocate()
    dateStates.deallocate()
    group.deallocate()
  }
}

/// Rows with several securities: each security's columns are checked and kept like a row of its own. A security whose
/// cells are all empty has no row that day; nothing is said about it.
extension PriceRowContext {
  mutating func select(group: Int) {
    guard let wide else { return }
    let step = (group - wide.group.pointee) * PriceColumnRole.slots
    numbers += step
    decimals += step
    states += step
    wide.group.pointee = group
  }

  /// Takes the next field of the row. A plain number goes where it belongs at once, whichever group is selected.
  @inline(__always)
  mutating func takeWide(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
    let field = position.fields
    if let wide, let bytes, count > 0, field < columnCount, wide.groups[field] >= 0,
      roles[field] < PriceColumnRole.date.rawValue
    {
      let slot = (wide.groups[field] &- wide.group.pointee) &* PriceColumnRole.slots &+ Int(roles[field])
      let places = NumberScan.readDigits(
        bytes, count, decimalMark: decimalMark, powers: powers, into: numbers + slot)
      if let places {
        decimals[slot] = Int8(truncatingIfNeeded: places)
        states[slot] = PriceFieldState.read
        position.fields = field &+ 1
        contentBytes |= count
        return
      }
    }
    takeOtherWide(bytes, count)
  }

  @inline(never)
  private mutating func takeOtherWide(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
    let field = position.fields
    guard let wide, field < columnCount else { return take(bytes, count) }
    let date = Int(PriceColumnRole.date.rawValue)
    if roles[field] == PriceColumnRole.date.rawValue {
      take(bytes, count)
      wide.days[field] = day
      wide.dateStates[field] = states[date]
    } else if wide.groups[field] >= 0 {
      select(group: wide.groups[field])
      take(bytes, count)
      if hasTrouble { wide.troubles[wide.groups[field]] = true }
    } else {
      position.fields = field + 1
      contentBytes |= count
    }
    hasTrouble = false
  }

  mutating func endWideRow() {
    guard let wide else { return }
    let isBlank = contentBytes == 0
    if !isBlank, position.fields != columnCount {
      select(group: 0)
      fileSecurity = SecurityTable.empty
      rowsRead += 1
      rowsRefused += 1
      report(.fieldCount, field: min(position.fields, columnCount), detail: String(position.fields))
    } else if !isBlank {
      for group in 0..<wide.groupCount { endGroup(group, of: wide) }
    }
    for group in 0..<wide.groupCount where isBlank || position.fields != columnCount || wide.troubles[group] {
      select(group: group)
      numbers.update(repeating: .nan, count: PriceColumnRole.slots)
      states.update(repeating: PriceFieldState.absent, count: PriceColumnRole.slots)
      wide.troubles[group] = false
    }
    hasTrouble = false
    contentBytes = 0
    position.fields = 0
    position.line &+= position.lineStep
  }

  /// libcsv refused the row that has begun.
  mutating func abandonWideRow() {
    rowsRead += 1
    rowsRefused += 1
    contentBytes = 0
    let line = position.line
    endWideRow()
    position.line = line
  }

  private mutating func endGroup(_ group: Int, of wide: WideRow) {
    select(group: group)
    hasTrouble = wide.troubles[group]
    if hasTrouble, isEmptyGroup { return }
    let dateField = wide.dateFields[group]
    day = wide.days[dateField]
    states[Int(PriceColumnRole.date.rawValue)] = wide.dateStates[dateField]
    hasTrouble = hasTrouble || wide.dateStates[dateField] != PriceFieldState.read
    fileSecurity = wide.securities[group]
    valueRole = wide.valueRoles[group]
    valueSlot = Int(valueRole.rawValue)
    if !hasTrouble, isPlainlyGood {
      rowsRead &+= 1
      keep(security: fileSecurity)
    } else {
      wide.troubles[group] = true
      examine()
    }
  }

  private var isEmptyGroup: Bool {
    (0..<PriceColumnRole.numberSlots).allSatisfy {
      states[$0] == PriceFieldState.absent || states[$0] == PriceFieldState.missing
    }
  }
}
