import CNumberText

/// Where the fields of a row lie in a block that shows them (see `CSVRowPosition.block`), and which of them mean what.
struct ShownFields {
  /// Plain prices a row, and a processor that reads four of them at once.
  let areUsed: Bool
  /// One a column; what a row has too many of goes behind them.
  let places: UnsafeMutablePointer<es_field>
  /// The numbers, the last repeated up to a multiple of four.
  let numbers: UnsafeMutablePointer<es_number_column>
  let numberCount: Int
  let paddedCount: Int
  let date: Int
  /// -1 = the file has no column of securities.
  let security: Int

  init(_ plan: PriceFilePlan) {
    let actions = plan.roles.map(plan.action)
    let columns = actions.indices.filter {
      actions[$0] != PriceColumnRole.ignored.rawValue && actions[$0] < PriceColumnRole.date.rawValue
    }.map { es_number_column(field: UInt32($0), slot: UInt32(actions[$0])) }
    let areTaken = zip(plan.roles, actions).allSatisfy { role, action in
      switch role {
      case .ignored, .close, .adjustedClose, .open, .high, .low, .volume, .date, .security:
        action == role.rawValue
      case .returns, .divisor, .factor, .status: false
      }
    }
    // Where two columns have one role, the last that can be read counts, which only the way field by field knows.
    let named = plan.roles.filter { $0 != .ignored }
    areUsed =
      areTaken && Set(named).count == named.count && plan.wide == nil && plan.intraday == nil
      && es_reads_numbers() != 0
    places = .allocate(capacity: actions.count + 1)
    places.initialize(repeating: es_field(), count: actions.count + 1)
    numberCount = columns.count
    paddedCount = (numberCount + 3) / 4 * 4
    numbers = .allocate(capacity: paddedCount)
    for index in 0..<paddedCount { (numbers + index).initialize(to: columns[min(index, columns.count - 1)]) }
    date = plan.roles.firstIndex(of: .date) ?? -1
    security = plan.roles.firstIndex(of: .security) ?? -1
  }

  func free() {
    places.deallocate()
    numbers.deallocate()
  }
}

/// Rows of a block that shows its fields: these are only counted off while libcsv finds them, and read together when the row is
/// complete, four numbers at a time. Whatever is not plain is taken once more field by field, as in other blocks.
extension PriceRowContext {
  @inline(__always)
  mutating func placeField(_ count: Int) {
    let field = position.fields
    position.fields = field &+ 1
    let start = position.place
    let length = UInt32(truncatingIfNeeded: count)
    shown.places[min(field, columnCount)] = es_field(start: start, count: length)
    position.place = start &+ length &+ position.gap
  }

  /// The row that ends with `terminator` is complete.
  @inline(__always)
  mutating func endShownRow(_ terminator: Int32) {
    guard let block = position.block else { return }
    // The second half of a CR LF.
    if terminator == 13, block[Int(position.place &- position.gap / 2)] == 10 { position.place &+= 1 }
    if position.fields == columnCount, readShown(block), isPlainlyGood {
      rowsRead &+= 1
      keep(security: fileSecurity >= 0 ? fileSecurity : security)
      position.line &+= position.lineStep
      position.fields = 0
    } else {
      takeShown(block)
      endRow()
    }
  }

  /// `false` = a field that is missing or is not what it should be.
  @inline(__always)
  private mutating func readShown(_ block: UnsafePointer<UInt8>) -> Bool {
    let unread = es_read_numbers(
      block, shown.places, shown.numbers, shown.paddedCount, decimalMark, numbers)
    if unread != 0, !readOthers(block, unread) { return false }
    let date = shown.places[shown.date]
    guard let day = dates.read(block + Int(date.start), Int(date.count)) else { return false }
    self.day = day
    if shown.security < 0 { return true }
    let name = shown.places[shown.security]
    security = securities.number(block + Int(name.start), Int(name.count))
    return security >= 0
  }

  /// Reads the numbers whose bits are set one by one.
  @inline(never)
  private mutating func readOthers(_ block: UnsafePointer<UInt8>, _ unread: UInt32) -> Bool {
    for index in 0..<shown.numberCount where unread >> UInt32(index) & 1 == 1 {
      let column = shown.numbers[index]
      let field = shown.places[Int(column.field)]
      guard field.count > 0 else { return false }
      let places = NumberScan.read(
        block + Int(field.start), Int(field.count), decimalMark: decimalMark, powers: powers,
        into: numbers + Int(column.slot))
      if places < 0 { return false }
    }
    return true
  }

  @inline(never)
  private mutating func takeShown(_ block: UnsafePointer<UInt8>) {
    let count = position.fields
    position.fields = 0
    for index in 0..<min(count, columnCount) {
      let field = shown.places[index]
      take(field.count > 0 ? block + Int(field.start) : nil, Int(field.count))
    }
    // Of fields that the header has no columns for it only matters whether all are empty.
    if count > columnCount {
      let (last, excess) = (shown.places[columnCount - 1], shown.places[columnCount])
      let others = Int(position.gap) * (count - columnCount)
      contentBytes |= Int(excess.start + excess.count - last.start - last.count) - others
    }
    position.fields = count
  }
}
