import CoreTypes

/// One row of a price file while libcsv hands out its fields, and everything that becomes of a chunk's rows.
///
/// It lies behind the callback pointer: plain memory, reached without reference counting on the good path.
struct PriceRowContext {
  /// First, where `es_note_field` looks for it.
  var position = CSVRowPosition()

  // How to read; fixed for the chunk.
  var columnCount: Int { position.columns }
  let roles: UnsafeMutablePointer<UInt8>
  let powers: UnsafePointer<Double>
  let decimalMark: UInt8
  /// The role of the number that returns are made from, and its slot.
  var valueRole: PriceColumnRole
  var valueSlot: Int
  let hasRange: Bool
  let isReturn: Bool
  let chains: Bool
  let derives: Bool
  let specials: UnsafeMutablePointer<SpecialNumber>
  /// The security of the whole file, or `SecurityTable.empty` where a column names it.
  var fileSecurity: Int32
  /// The groups of a row with several securities.
  let wide: WideRow?
  let shown: ShownFields
  let plan: PriceFilePlan
  private let suspendedWords: SuspendedWords

  // The row so far.
  var numbers: UnsafeMutablePointer<Double>
  var decimals: UnsafeMutablePointer<Int8>
  var states: UnsafeMutablePointer<UInt8>
  var day: Int32 = 0
  var security: Int32 = SecurityTable.empty
  /// The opening price, the high or the low has no value, and that alone is wrong with the row.
  var lacksRange = false
  /// The row's status says that the security was suspended.
  var isSuspended = false
  var duration = ReturnDuration.unknown
  /// A price of the row has the sign that makes it a bid-ask midpoint.
  var isMidpoint = false
  /// The bytes in the row's fields; 0 = nothing but delimiters.
  var contentBytes = 0
  /// A field that is missing or cannot be read: the row takes the careful way.
  var hasTrouble = false
  /// The text of fields that cannot be read, by slot.
  var unreadable: UnsafeMutablePointer<String>
  var dates: DateScan

  // What the rows come to.
  var securities: SecurityTable
  var store: PriceRowStore
  var faults: [PriceFault] = []
  /// A number with thousands separators has been told.
  var hasToldGrouped = false
  var rowsRead = 0
  var rowsRefused = 0
  var latestDays = LatestDays()
  /// The file holds bars or quotes: a row has an instant where others have a date, and goes to `intraday`.
  let isIntraday: Bool
  var intraday: IntradayRows

  init(plan: PriceFilePlan, wanted: Set<SecurityID>?, chunkBytes: Int) {
    self.plan = plan
    shown = ShownFields(plan)
    suspendedWords = plan.suspendedWords
    position.places = shown.places
    position.columns = plan.roles.count
    roles = .allocate(capacity: plan.roles.count)
    for (index, role) in plan.roles.enumerated() { roles[index] = plan.action(of: role) }
    specials = SpecialNumber.all(of: plan)
    powers = NumberScan.powersOfTen.values
    decimalMark = plan.decimalMark
    valueRole = plan.valueRole
    valueSlot = Int(plan.valueRole.rawValue)
    hasRange = plan.hasRange
    isReturn = plan.valueRole == .returns
    chains = plan.chainsReturns
    derives = plan.derivesAdjustedClose
    let slots = PriceColumnRole.slots * max(1, plan.wide?.securities.count ?? 1)
    numbers = .allocate(capacity: slots)
    numbers.initialize(repeating: .nan, count: slots)
    decimals = .allocate(capacity: slots)
    decimals.initialize(repeating: 0, count: slots)
    states = .allocate(capacity: slots)
    states.initialize(repeating: PriceFieldState.absent, count: slots)
    unreadable = .allocate(capacity: slots)
    unreadable.initialize(repeating: "", count: slots)
    dates = plan.dates
    var table = SecurityTable(wanted: wanted)
    wide = plan.wide.map {
      WideRow($0, securities: $0.securities.map { table.add($0) }, valueRole: plan.valueRole)
    }
    fileSecurity = plan.security.map { table.add($0) } ?? SecurityTable.empty
    securities = table
    store = PriceRowStore(shape: plan.shape, chunkBytes: chunkBytes)
    isIntraday = plan.intraday != nil
    intraday = IntradayRows(needs: plan.intraday ?? [:], dateFormat: plan.dateFormat)
  }

  mutating func free() {
    if wide != nil { select(group: 0) }
    unreadable.deinitialize(count: PriceColumnRole.slots * (wide?.groupCount ?? 1))
    unreadable.deallocate()
    wide?.free()
    shown.free()
    roles.deallocate()
    numbers.deallocate()
    decimals.deallocate()
    states.deallocate()
    specials.deallocate()
    securities.free()
  }

  // MARK: Fields

  /// Takes the next field of the row. `bytes` is `nil` for an empty field.
  @inline(__always)
  mutating func take(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
    let field = position.fields
    position.fields = field &+ 1
    contentBytes |= count
    if field < columnCount { take(bytes, count, field: field) }
  }

  /// Takes the field of a column.
  @inline(__always)
  mutating func take(_ bytes: UnsafePointer<UInt8>?, _ count: Int, field: Int) {
    let role = roles[field]
    if role == PriceColumnRole.ignored.rawValue { return }
    let slot = Int(role & ~PriceColumnRole.specialBit)
    // A status and, next to it, what a return covers: one comparison for all.
    if role &- PriceColumnRole.status.rawValue < 3 {
      let code = count > 0 ? bytes?.pointee : nil
      if role == PriceColumnRole.status.rawValue {
        isSuspended = suspendedWords.contains(UnsafeBufferPointer(start: bytes, count: count))
      } else if role == PriceColumnRole.delisted.rawValue {
        if code == UInt8(ascii: "Y") || code == UInt8(ascii: "y") { duration = .delisting }
      } else if duration != .delisting {
        duration = ReturnDuration(code: code)
      }
      return
    }
    guard let bytes, count > 0 else { return takeNothing(slot) }
    if role < PriceColumnRole.date.rawValue {
      let places = NumberScan.read(
        bytes, count, decimalMark: decimalMark, powers: powers, into: numbers + slot)
      if places < 0 { return takeUnreadable(bytes, count, slot) }
      decimals[slot] = Int8(truncatingIfNeeded: places)
      states[slot] = PriceFieldState.read
    } else if role == PriceColumnRole.date.rawValue {
      if isIntraday {
        guard intraday.instants.read(bytes, count) else { return takeUnreadable(bytes, count, slot) }
      } else {
        guard let day = dates.read(bytes, count) else { return takeUnreadable(bytes, count, slot) }
        self.day = day
      }
      states[slot] = PriceFieldState.read
    } else if role & PriceColumnRole.specialBit != 0 {
      takeSpecial(bytes, count, slot)
    } else {
      security = securities.number(bytes, count)
      if security < 0 { return takeUnreadable(bytes, count, slot) }
      states[slot] = PriceFieldState.read
    }
  }

  @inline(never)
  mutating func takeNothing(_ slot: Int) {
    states[slot] = PriceFieldState.missing
    if slot < PriceColumnRole.numberSlots { numbers[slot] = .nan }
    hasTrouble = true
  }

  @inline(never)
  mutating func takeUnreadable(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ slot: Int) {
    let field = UnsafeBufferPointer(start: bytes, count: count)
    let isNumber = slot < PriceColumnRole.numberSlots
    if isNumber, takeSuffixed(field, slot) || takeGrouped(field, slot) { return }
    hasTrouble = true
    if isNumber { numbers[slot] = .nan }
    let role = PriceColumnRole(rawValue: UInt8(slot)) ?? .ignored
    if FieldText.trimmed(field).isEmpty || (isNumber && plan.rule(of: role).isMissing(field)) {
      states[slot] = PriceFieldState.missing
    } else {
      states[slot] = PriceFieldState.unreadable
      unreadable[slot] = String(decoding: field.prefix(400), as: UTF8.self)
    }
  }
}
