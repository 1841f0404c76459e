import CNumberText

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
  /// The day of each date column, whether it could be read, and its text where not.
  let days: UnsafeMutablePointer<Int32>
  let dateStates: UnsafeMutablePointer<UInt8>
  let dateTexts: UnsafeMutablePointer<String>
  private let columnCount: Int
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
    dateTexts = .allocate(capacity: plan.groups.count)
    dateTexts.initialize(repeating: "", count: plan.groups.count)
    columnCount = plan.groups.count
    group = .allocate(capacity: 1)
    group.initialize(to: 0)
  }

  /// Marks the groups of the columns whose bits are set.
  func trouble(_ columns: UnsafePointer<es_number_column>, _ bits: UInt32) {
    var rest = bits
    while rest != 0 {
      troubles[groups[Int(columns[rest.trailingZeroBitCount].field)]] = true
      rest &= rest - 1
    }
  }

  func free() {
    groups.deallocate()
    dateFields.deallocate()
    securities.deallocate()
    valueRoles.deallocate()
    troubles.deallocate()
    days.deallocate()
    dateStates.deallocate()
    dateTexts.deinitialize(count: columnCount)
    dateTexts.deallocate()
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
    unreadable += step
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
    if roles[field] == PriceColumnRole.date.rawValue {
      take(bytes, count)
      keepDate(of: field, wide)
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

  /// Keeps what has been read of a date column, whichever group is selected.
  mutating func keepDate(of field: Int, _ wide: WideRow) {
    let date = Int(PriceColumnRole.date.rawValue)
    wide.days[field] = day
    wide.dateStates[field] = states[date]
    if states[date] == PriceFieldState.unreadable { wide.dateTexts[field] = unreadable[date] }
  }

  /// `shownBlock` = the block that the row's numbers have been read from together, in which those of marked groups lie that
  /// could not be.
  mutating func endWideRow(_ shownBlock: UnsafePointer<UInt8>? = nil) {
    guard let wide else { return }
    let isBlank = contentBytes == 0
    let isWhole = position.fields == columnCount
    if !isBlank, !isWhole {
      select(group: 0)
      fileSecurity = SecurityTable.empty
      rowsRead += 1
      rowsRefused += 1
      report(.fieldCount, field: min(position.fields, columnCount), detail: String(position.fields))
    }
    for group in 0..<wide.groupCount {
      if !isBlank, isWhole, endGroup(group, of: wide, shownBlock) { continue }
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

  /// `false` = the group has trouble.
  private mutating func endGroup(
    _ group: Int, of wide: WideRow, _ shownBlock: UnsafePointer<UInt8>?
  ) -> Bool {
    select(group: group)
    let dateField = wide.dateFields[group]
    let hasDate = wide.dateStates[dateField] == PriceFieldState.read
    day = wide.days[dateField]
    states[Int(PriceColumnRole.date.rawValue)] = wide.dateStates[dateField]
    fileSecurity = wide.securities[group]
    valueRole = wide.valueRoles[group]
    valueSlot = Int(valueRole.rawValue)
    if !wide.troubles[group], hasDate, isPlainlyGood {
      rowsRead &+= 1
      keep(security: fileSecurity)
      return true
    }
    hasTrouble = wide.troubles[group]
    if let shownBlock { takeShown(group: group, shownBlock) }
    if hasTrouble, isEmptyGroup { return false }
    if !hasDate {
      hasTrouble = true
      unreadable[Int(PriceColumnRole.date.rawValue)] = wide.dateTexts[dateField]
    }
    if !hasTrouble, isPlainlyGood {
      rowsRead &+= 1
      keep(security: fileSecurity)
    } else {
      examine()
    }
    return false
  }

  /// Takes the numbers of the group one by one.
  @inline(never)
  private mutating func takeShown(group: Int, _ block: UnsafePointer<UInt8>) {
    hasTrouble = false
    guard let fields = plan.wide?.fields[(group * PriceColumnRole.slots)...] else { return }
    for field in fields.prefix(PriceColumnRole.numberSlots) where field >= 0 { takeShown(field, block) }
  }

  private var isEmptyGroup: Bool {
    (0..<PriceColumnRole.numberSlots).allSatisfy {
      states[$0] == PriceFieldState.absent || states[$0] == PriceFieldState.missing
    }
  }
}
