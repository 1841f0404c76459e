import CoreTypes

/// The unit of study: a requested event placed on its security's own exchange, or the reason why it is not.
///
/// requested = used + provisional + excluded, always: every row of the events file becomes one of these.
package struct AlignedEvent: Sendable {
  package enum Status: String, Sendable {
    case used
    /// Its event window is not over yet as of the data; whatever is complete is reported.
    case provisional
    case excluded
  }

  package let request: EventRequest
  /// Shared by copies until one of them changes: many hold an event, and a copy counts two references, not one a field.
  private var storage: Storage

  package init(request: EventRequest, group: String) {
    self.request = request
    storage = Storage(group: group)
  }

  /// The exchange as the study calls it; `calendar` may be that of another one whose sessions it shares.
  package var exchange: ExchangeID? {
    get { storage.exchange }
    set { own().exchange = newValue }
  }
  package var calendar: ExchangeCalendar? {
    _read { yield storage.calendar }
    set { own().calendar = newValue }
  }
  package var benchmark: SecurityID? {
    get { storage.benchmark }
    set { own().benchmark = newValue }
  }
  /// The value of the study's grouping column; empty = only part of `all`.
  package var group: String { storage.group }
  package var announcement: Announcement? {
    _read { yield storage.announcement }
    set { own().announcement = newValue }
  }
  package var dayZero: DayZero? {
    get { storage.dayZero }
    set { own().dayZero = newValue }
  }
  package var status: Status {
    get { storage.status }
    set { own().status = newValue }
  }
  /// Why the event is excluded; `delisted` for an event that is used although its price history ends inside the
  /// event window.
  package var reason: ExclusionReason? {
    get { storage.reason }
    set { own().reason = newValue }
  }
  /// One sentence with the numbers behind `reason`.
  package var explanation: String? {
    get { storage.rare?.explanation }
    set { setRare { $0.explanation = newValue } }
  }
  package var warnings: EventWarnings {
    _read { yield storage.warnings }
    _modify {
      let own = own()
      yield &own.warnings
    }
  }
  /// Declared halts with times of day that touch the time from the first session that had not closed to the close of
  /// day 0.
  package var halts: [TradingHalt] {
    get { storage.rare?.halts ?? [] }
    set { setRare { $0.halts = newValue } }
  }
  /// Seconds before an open at which the security's exchange can already react, in its opening auction; 0 = none.
  package var earliestReaction: Int {
    get { storage.earliestReaction }
    set { own().earliestReaction = newValue }
  }
  /// Closes at a daily price limit from day 0 on; nil where day 0 did not close at one.
  package var limitLock: LimitLock? {
    get { storage.rare?.limitLock }
    set { setRare { $0.limitLock = newValue } }
  }
  /// 1 = none of the events of the same `announcement_id` could react earlier; nil without such an id, or where the
  /// first moment at which the security could trade is not known.
  package internal(set) var reactionOrder: Int? {
    get { storage.rare?.reactionOrder }
    set { setRare { $0.reactionOrder = newValue } }
  }
  /// The last event day up to `as_of`.
  package var lastKnownDay: Int {
    get { storage.lastKnownDay }
    set { own().lastKnownDay = newValue }
  }

  /// The storage to write to, which no other copy sees.
  private mutating func own() -> Storage {
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage) }
    return storage
  }

  private mutating func setRare(_ change: (inout Rare) -> Void) {
    var rare = storage.rare ?? Rare()
    change(&rare)
    own().rareBox = rare.isEmpty ? nil : RareBox(rare)
  }

  /// The session date of an event day on the event's own clock; nil where it is not known.
  package func date(of day: Int) -> CalendarDate? {
    guard let session = dayZero?.clock.session(of: day), let dates = calendar?.sessionDates,
      dates.indices.contains(session)
    else { return nil }
    return dates[session]
  }

  /// Appends the session dates of a window's days, in days since 1970-01-01, `unknown` where `date(of:)` has none.
  package func appendDayNumbers(of window: EventWindow, to column: inout [Int32], unknown: Int32) {
    for day in window.days { column.append(date(of: day)?.dayNumber ?? unknown) }
  }

  package var id: EventID { request.id }
  package var security: SecurityID { request.security }

  /// Most events get none: nothing is written then, and no copy made.
  package mutating func add(_ found: EventWarnings) {
    if !found.isEmpty { warnings.formUnion(found) }
  }

  /// Takes the event out of the study; the first reason stands.
  package mutating func exclude(_ reason: ExclusionReason, _ explanation: String? = nil) {
    guard status != .excluded else { return }
    status = .excluded
    self.reason = reason
    self.explanation = explanation
  }
}

extension AlignedEvent {
  /// What few events have: in memory of its own, because a large study holds many events at once.
  fileprivate struct Rare {
    var explanation: String?
    var halts: [TradingHalt] = []
    var limitLock: LimitLock?
    var reactionOrder: Int?

    var isEmpty: Bool { explanation == nil && halts.isEmpty && limitLock == nil && reactionOrder == nil }
  }

  fileprivate final class RareBox: Sendable {
    let values: Rare
    init(_ values: Rare) { self.values = values }
  }

  /// What becomes of an event step by step. Only `own()` writes to it, where a single copy holds it.
  fileprivate final class Storage: @unchecked Sendable {
    var exchange: ExchangeID?
    var calendar: ExchangeCalendar?
    var benchmark: SecurityID?
    let group: String
    var announcement: Announcement?
    var dayZero: DayZero?
    var status = Status.used
    var reason: ExclusionReason?
    var warnings: EventWarnings = []
    var earliestReaction = 0
    var lastKnownDay = 0
    var rareBox: RareBox?

    var rare: Rare? { rareBox?.values }

    init(group: String) { self.group = group }

    init(_ other: Storage) {
      exchange = other.exchange
      calendar = other.calendar
      benchmark = other.benchmark
      group = other.group
      announcement = other.announcement
      dayZero = other.dayZero
      status = other.status
      reason = other.reason
      warnings = other.warnings
      earliestReaction = other.earliestReaction
      lastKnownDay = other.lastKnownDay
      rareBox = other.rareBox
    }
  }
}
