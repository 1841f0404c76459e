import CNumberText

/// Rows of a block that shows its fields: these are only counted off while libcsv finds them, and read together when the row is
/// complete, four numbers at a time. Whatever is missing or odd is taken once more field by field, as in other blocks.
extension PriceRowContext {
  /// The row that ends with `terminator` is complete.
  @inline(__always)
  mutating func endShownRow(_ terminator: Int32) {
    guard let block = position.block else { return }
    passLineFeed(terminator, block)
    if position.fields == columnCount, readShown(block), lacksRange ? isGoodWithoutRange : isPlainlyGood {
      return keepGoodRow()
    }
    contentBytes = takeContent()
    for field in 0..<min(position.fields, columnCount) { takeShown(field, block) }
    endRow()
  }

  /// The same of a row with several securities.
  @inline(__always)
  mutating func endShownWideRow(_ terminator: Int32) {
    guard let block = position.block, let wide else { return }
    passLineFeed(terminator, block)
    contentBytes = takeContent()
    if position.fields == columnCount {
      select(group: 0)
      for first in stride(from: 0, to: shown.paddedCount, by: 32) {
        let unread = es_read_numbers(
          block, shown.places, shown.numbers + first, min(32, shown.paddedCount - first), decimalMark, numbers
        )
        if unread != 0 { wide.trouble(shown.numbers + first, unread) }
      }
      for field in shown.others {
        takeShown(field, block)
        keepDate(of: field, wide)
      }
    }
    endWideRow(block)
  }

  /// libcsv ends a row at the first half of a CR LF. Behind a block's last line may stand anything: no field follows there.
  @inline(__always)
  private mutating func passLineFeed(_ terminator: Int32, _ block: UnsafePointer<UInt8>) {
    if terminator == 13, block[Int(position.place)] == 10 { position.place &+= 1 }
  }

  /// 0 = all fields of the row are empty.
  private mutating func takeContent() -> Int {
    var content = position.surplus
    for field in 0..<min(position.fields, columnCount) { content |= shown.places[field].count }
    position.surplus = 0
    return Int(content)
  }

  /// `false` = a field that is missing or is not what it should be.
  @inline(__always)
  private mutating func readShown(_ block: UnsafePointer<UInt8>) -> Bool {
    lacksRange = false
    let signs = shown.specials.isEmpty ? 0 : setSignsApart(block)
    let unread = es_read_numbers(
      block, shown.places, shown.numbers, shown.paddedCount, decimalMark, numbers)
    if unread != 0, !readOneByOne(block, unread) { return false }
    if !shown.arePlain, !readRest(block, signs: signs & ~unread) { return false }
    if shown.date >= 0 {
      let date = shown.places[shown.date]
      guard let day = dates.read(block + Int(date.start), Int(date.count)) else { return false }
      self.day = day
    }
    if shown.security >= 0 {
      let name = shown.places[shown.security]
      security = securities.number(block + Int(name.start), Int(name.count))
      return security >= 0
    }
    return true
  }

  /// Notes where the special numbers lie without their signs; returns a bit for each that has one.
  @inline(__always)
  private func setSignsApart(_ block: UnsafePointer<UInt8>) -> UInt32 {
    var signs: UInt32 = 0
    for index in 0..<shown.specials.count {
      let special = shown.specials[index]
      let field = shown.places[special.field]
      let sign: UInt32 = field.count > 1 && block[Int(field.start)] == special.sign ? 1 : 0
      shown.places[special.unsigned] = es_field(start: field.start &+ sign, count: field.count &- sign)
      signs |= sign &<< UInt32(truncatingIfNeeded: index)
    }
    return signs
  }

  /// Reads the numbers whose bits are set, with their signs.
  @inline(never)
  private mutating func readOneByOne(_ block: UnsafePointer<UInt8>, _ unread: UInt32) -> Bool {
    for index in 0..<shown.numberCount where unread >> UInt32(index) & 1 == 1 {
      let column = shown.numbers[index]
      let isSpecial = index < shown.specials.count
      let field = shown.places[isSpecial ? shown.specials[index].field : Int(column.field)]
      let slot = Int(column.slot)
      if field.count > 0, readNumber(block + Int(field.start), Int(field.count), slot) >= 0 { continue }
      guard !isSpecial else { return false }
      let text = UnsafeBufferPointer(start: block + Int(field.start), count: Int(field.count))
      if takeSuffixed(text, slot) { continue }
      guard isMissingAside(text, slot) else { return false }
      numbers[slot] = .nan
      if slot != Int(PriceColumnRole.volume.rawValue) { lacksRange = true }
    }
    return true
  }

  /// The field has no value and the row is good without it: an opening price, a high, a low or a volume beside the price that
  /// returns are made from.
  private func isMissingAside(_ text: UnsafeBufferPointer<UInt8>, _ slot: Int) -> Bool {
    guard !isReturn, !derives, !isIntraday, slot != valueSlot,
      let role = PriceColumnRole(rawValue: UInt8(slot))
    else { return false }
    switch role {
    case .open, .high, .low, .volume:
      return text.isEmpty || plan.rule(of: role).isMissing(text)
    default: return false
    }
  }

  /// The price and the traded close are in order; the range is not looked at where a part of it is missing.
  private var isGoodWithoutRange: Bool {
    numbers[valueSlot] > 0 && !(numbers[Int(PriceColumnRole.close.rawValue)] <= 0)
  }

  /// Makes of the special numbers what they stand for, and takes the other columns; `signs` = signs that were set apart from
  /// numbers that have been read without them.
  @inline(never)
  private mutating func readRest(_ block: UnsafePointer<UInt8>, signs: UInt32) -> Bool {
    for index in 0..<shown.specials.count {
      let special = shown.specials[index]
      if special.sign == UInt8(ascii: "-"), signs &>> UInt32(truncatingIfNeeded: index) & 1 == 1 {
        numbers[special.slot] = -numbers[special.slot]
      }
      if special.isInterpreted, !interpret(special.slot) { return false }
      states[special.slot] = PriceFieldState.read
    }
    if derives { derive() }
    for field in shown.others { takeShown(field, block) }
    return !hasTrouble
  }

  /// Takes a field as in other blocks.
  @inline(never)
  mutating func takeShown(_ field: Int, _ block: UnsafePointer<UInt8>) {
    let place = shown.places[field]
    take(place.count > 0 ? block + Int(place.start) : nil, Int(place.count), field: field)
  }
}
