/// The end of a row: whether it is good, and what is kept of it.
extension PriceRowContext {
  /// The row is complete: checks it and keeps it, or says why not.
  @inline(__always)
  mutating func endRow() {
    if derives { derive() }
    if position.fields == columnCount, !hasTrouble, isPlainlyGood { return keepGoodRow() }
    examine()
    position.line &+= position.lineStep
    clearRow()
  }

  @inline(__always)
  mutating func keepGoodRow() {
    rowsRead &+= 1
    keep(security: fileSecurity >= 0 ? fileSecurity : security)
    position.line &+= position.lineStep
    clearRow()
  }

  /// Every number is there and in order; says nothing about rows that have trouble.
  @inline(__always)
  var isPlainlyGood: Bool {
    let value = numbers[valueSlot]
    if isReturn {
      guard value >= -1, value <= PriceRowContext.largestReturn else { return false }
      if !chains { return true }
    } else {
      guard value > 0 else { return false }
    }
    if hasRange {
      let open = numbers[Int(PriceColumnRole.open.rawValue)]
      let high = numbers[Int(PriceColumnRole.high.rawValue)]
      let low = numbers[Int(PriceColumnRole.low.rawValue)]
      let close = numbers[Int(PriceColumnRole.close.rawValue)]
      return low > 0 && low <= open && low <= close && high >= open && high >= close
    }
    let close = numbers[Int(PriceColumnRole.close.rawValue)]
    return !(close <= 0)
  }

  /// Counts the row's day, and stores the row where its security is wanted.
  @inline(__always)
  mutating func keep(security: Int32) {
    if isIntraday { return keepBar(security: security) }
    latestDays.add(day)
    guard securities.isWanted[Int(security)] else { return }
    let row = store.append(security: security, day: day, value: numbers[valueSlot], line: position.line)
    let volume = Int(PriceColumnRole.volume.rawValue)
    let open = numbers[Int(PriceColumnRole.open.rawValue)]
    store.setFurther(
      row: row, volumeIsZero: numbers[volume] == 0,
      isSuspended: isSuspended, isMidpoint: isMidpoint, duration: duration, open: open > 0 ? open : .nan,
      close: numbers[Int(PriceColumnRole.close.rawValue)])
  }

  @inline(__always)
  private mutating func clearRow() {
    position.fields = 0
    contentBytes = 0
    isSuspended = false
    isMidpoint = false
    duration = .unknown
    if hasTrouble { clearTrouble() }
  }

  /// The columns of a row with trouble may not have been set; a row without trouble sets them all.
  @inline(never)
  private mutating func clearTrouble() {
    hasTrouble = false
    numbers.update(repeating: .nan, count: PriceColumnRole.numberSlots)
    states.update(repeating: PriceFieldState.absent, count: PriceColumnRole.slots)
  }

  /// libcsv refused the row that has begun.
  mutating func abandonRow() {
    rowsRead += 1
    rowsRefused += 1
    hasTrouble = true
    clearRow()
  }
}
