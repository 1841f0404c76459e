import CoreTypes

/// A row of an intraday file that is kept.
struct IntradayRow: Sendable {
  var bar: IntradayBar
  /// The number of its security in the chunk.
  let security: Int32
  /// Since the second of its stamp began: hours and news know whole seconds, the order of prices does not.
  let nanoseconds: UInt32
  /// It lies in a span of which every row counts: its instant may not stand twice.
  let isInWholeSpan: Bool

  /// The moment that the file gives, as it orders rows.
  var moment: (Int64, UInt32) { (bar.stamp, nanoseconds) }
}

/// The rows of a chunk of an intraday file that some event needs.
///
/// Most rows are in no span, or not the last of theirs: they cost two comparisons.
struct IntradayRows {
  /// What became of the instant of a row.
  enum Outcome { case settled, skipped, repeated, zoneUnknown }

  /// One security of the chunk: its need, the span or gap that the last row fell into, and the row that may turn
  /// out to be the last one of its span.
  private struct Reading {
    let need: IntradayNeed?
    var first: Int64 = 1
    var last: Int64 = 0
    var keepsAll: Bool? = nil
    var pending: IntradayRow?
    var clockDay = Int32.min
    var clockOffset: Int64?
  }

  private let needs: [SecurityID: IntradayNeed]
  private var readings: [Reading] = []
  private(set) var rows: [IntradayRow] = []
  var instants: InstantScan
  var hasToldZoneUnknown = false

  init(needs: [SecurityID: IntradayNeed], dateFormat: DateFormat?) {
    self.needs = needs
    instants = InstantScan(format: dateFormat)
  }

  /// The instant just read, in seconds since 1970; a local time by the clock of `security`.
  @inline(__always)
  mutating func stamp(security: Int32, names: [String], into stamp: inout Int64) -> Outcome {
    let index = Int(security)
    while readings.count <= index { addReading(names) }
    let wall = Int64(instants.day) &* 86_400 &+ Int64(instants.second)
    if instants.offset != InstantScan.local {
      stamp = wall &- Int64(instants.offset)
      return .settled
    }
    if readings[index].clockDay != instants.day { setClock(index) }
    if let offset = readings[index].clockOffset {
      stamp = wall &- offset
      return .settled
    }
    return resolve(index, into: &stamp)
  }

  /// Keeps the row if it is needed.
  @inline(__always)
  mutating func keep(_ bar: IntradayBar, security: Int32) {
    let index = Int(security)
    if bar.stamp < readings[index].first || bar.stamp > readings[index].last { move(index, to: bar.stamp) }
    guard let keepsAll = readings[index].keepsAll else { return }
    let row = IntradayRow(
      bar: bar, security: security, nanoseconds: instants.nanoseconds, isInWholeSpan: keepsAll)
    if keepsAll {
      rows.append(row)
    } else if let pending = readings[index].pending, pending.moment > row.moment {
      return
    } else {
      readings[index].pending = row
    }
  }

  /// All rows that were kept, in no particular order.
  mutating func finish() -> [IntradayRow] {
    for index in readings.indices { flush(index) }
    return rows
  }

  @inline(never)
  private mutating func addReading(_ names: [String]) {
    readings.append(Reading(need: needs[SecurityID(names[readings.count])]))
  }

  @inline(never)
  private mutating func move(_ index: Int, to stamp: Int64) {
    flush(index)
    guard let need = readings[index].need else { return }
    let place = need.surroundings(of: stamp)
    readings[index].first = place.first
    readings[index].last = place.last
    readings[index].keepsAll = place.keepsAll
  }

  private mutating func flush(_ index: Int) {
    guard let row = readings[index].pending else { return }
    rows.append(row)
    readings[index].pending = nil
  }

  @inline(never)
  private mutating func setClock(_ index: Int) {
    readings[index].clockDay = instants.day
    readings[index].clockOffset = readings[index].need?.clock?.offset(on: instants.day)
  }

  /// A local time on a day on which clocks are changed, or without a clock.
  @inline(never)
  private func resolve(_ index: Int, into stamp: inout Int64) -> Outcome {
    guard let clock = readings[index].need?.clock else { return .zoneUnknown }
    switch clock.moment(CalendarDate(dayNumber: instants.day), Int(instants.second)) {
    case .unique(let seconds):
      stamp = seconds
      return .settled
    case .skipped: return .skipped
    case .repeated: return .repeated
    }
  }
}

extension PriceRowContext {
  /// Takes the date or the time of a row that has them in two columns.
  mutating func takeInstantPart(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ slot: Int) {
    let isRead =
      slot == Int(PriceColumnRole.time.rawValue)
      ? intraday.instants.readTime(bytes, count) : intraday.instants.readDate(bytes, count)
    guard isRead else { return takeUnreadable(bytes, count, slot) }
    states[slot] = PriceFieldState.read
  }

  /// A good row of an intraday file: settles its instant and keeps it where it is needed. Apart, so that rows of other files
  /// have no room and no registers to make for it.
  @inline(never)
  mutating func keepBar(security: Int32) {
    guard securities.isWanted[Int(security)] else { return }
    var stamp: Int64 = 0
    let outcome = intraday.stamp(security: security, names: securities.names, into: &stamp)
    guard case .settled = outcome else { return refuse(outcome) }
    let open = numbers[Int(PriceColumnRole.open.rawValue)]
    intraday.keep(
      IntradayBar(
        stamp: stamp, open: open > 0 ? open : .nan, high: numbers[Int(PriceColumnRole.high.rawValue)],
        low: numbers[Int(PriceColumnRole.low.rawValue)], close: numbers[valueSlot],
        volume: numbers[Int(PriceColumnRole.volume.rawValue)], line: position.line, file: 0),
      security: security)
  }

  @inline(never)
  private mutating func refuse(_ outcome: IntradayRows.Outcome) {
    rowsRefused += 1
    let field = plan.field(of: plan.hasTimeColumn ? .time : .date)
    let clock = intraday.clockName(security: fileSecurity >= 0 ? fileSecurity : security)
    switch outcome {
    case .settled: break
    case .skipped: report(.instantSkipped, field: field, detail: clock)
    case .repeated: report(.instantRepeated, field: field, detail: clock)
    case .zoneUnknown:
      // One row tells it of all.
      if !intraday.hasToldZoneUnknown { report(.zoneUnknown, field: field) }
      intraday.hasToldZoneUnknown = true
    }
  }
}

extension IntradayRows {
  fileprivate func clockName(security: Int32) -> String { readings[Int(security)].need?.clock?.name ?? "" }
}
