import CoreTypes

/// The unit of study: a requested event placed on its security's own exchange, or the reason why it is not.
///
/// requested = used + provisional + excluded, always: every row of the events file becomes one of these.
package struct AlignedEvent: Sendable {
  /// What becomes of a requested event.
  package enum Status: String, Sendable {
    case used
    /// Its event window is not over yet as of the data; whatever is complete is reported.
    case provisional
    case excluded
  }

  package let request: EventRequest
  /// Shared by copies until one of them changes: many hold an event, and a copy counts two references, not one a field.
  private var storage: Storage

  package init(request: EventRequest, group: String, setting: EventSetting) {
    self.request = request
    storage = Storage(group: group, setting: setting)
  }

  /// Where the security trades and what it is compared with.
  package var setting: EventSetting { storage.setting }
  /// The exchange as the study calls it; `calendar` may be that of another one whose sessions it shares.
  package var exchange: ExchangeID? { storage.setting.exchange }
  package var calendar: ExchangeCalendar? { _read { yield storage.setting.calendar } }
  /// The dates of the exchange's sessions; none where no calendar is known.
  package var sessionDates: [CalendarDate] { _read { yield storage.setting.sessionDates } }
  package var benchmark: SecurityID? { storage.setting.benchmark }
  /// The value of the study's grouping column; empty = only part of `all`.
  package var group: String { storage.group }
  package var announcement: Announcement? {
    _read { yield storage.announcement }
    set { own().announcement = newValue }
  }
  package var dayZero: DayZero? {
    get { storage.dayZero }
    set {
      if newValue?.suspension != nil || storage.rareBox != nil {
        setRare { $0.suspension = newValue?.suspension }
      }
      own().place = newValue.map(Place.init)
    }
  }
  /// That of `dayZero`; nil where it is not known.
  package var clock: EventClock? { storage.place?.clock }
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
  package var earliestReaction: Int { storage.setting.earliestReaction }
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
    get { Int(storage.lastKnownDay) }
    set { own().lastKnownDay = Int32(clamping: newValue) }
  }

  /// The storage to write to, which no other copy sees.
  private mutating func own() -> Storage {
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage) }
    return storage
  }

  private mutating func setRare(_ change: (inout Rare) -> Void) {
    var rare = storage.rare ?? Rare()
    change(&rare)
    if rare.isEmpty, storage.rareBox == nil { return }
    own().rareBox = rare.isEmpty ? nil : RareBox(rare)
  }

  /// The session date of an event day on the event's own clock; nil where it is not known.
  package func date(of day: Int) -> CalendarDate? {
    clock.flatMap { $0.date(of: day, among: sessionDates) }
  }

  /// The date by which events belong together: that of day 0, or while it is not known that of the first session on which the
  /// news could have been traded.
  package var commonDate: CalendarDate? {
    guard let clock else { return nil }
    return date(of: 0)
      ?? (sessionDates.indices.contains(clock.dayBefore + 1) ? sessionDates[clock.dayBefore + 1] : nil)
  }

  /// Appends the session dates of a window's days, in days since 1970-01-01, `unknown` where `date(of:)` has none.
  package func appendDayNumbers(of window: EventWindow, to column: inout [Int32], unknown: Int32) {
    for day in window.days { column.append(date(of: day)?.dayNumber ?? unknown) }
  }

  package var id: EventID { request.id }
  package var security: SecurityID { request.security }

  /// When the news came on the exchange's clock, as far as it is known: the moment or the date. As typed where a time was typed of
  /// which nothing could be made.
  package var announcedText: String? {
    guard let announcement else { return request.typed("announced_at") }
    if announcement.phase == nil, announcement.localMoment == nil,
      let text = request.row.value("announced_at"),
      DateTimeText(text)?.secondOfDay != nil
    {
      return text
    }
    return announcement.localText ?? request.typed("announced_at")
  }

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
    var suspension: SuspensionSpell?

    var isEmpty: Bool {
      explanation == nil && halts.isEmpty && limitLock == nil && reactionOrder == nil && suspension == nil
    }
  }

  fileprivate final class RareBox: Sendable {
    let values: Rare
    init(_ values: Rare) { self.values = values }
  }

  /// What becomes of an event step by step. Only `own()` writes to it, where a single copy holds it.
  fileprivate final class Storage: @unchecked Sendable {
    let group: String
    let setting: EventSetting
    var announcement: Announcement?
    var rareBox: RareBox?
    var warnings: EventWarnings = []
    var place: Place?
    var lastKnownDay: Int32 = 0
    var status = Status.used
    var reason: ExclusionReason?

    var rare: Rare? { rareBox?.values }

    var dayZero: DayZero? { place.map { $0.dayZero(rareBox?.values.suspension) } }

    init(group: String, setting: EventSetting) {
      self.group = group
      self.setting = setting
    }

    init(_ other: Storage) {
      group = other.group
      setting = other.setting
      announcement = other.announcement
      rareBox = other.rareBox
      warnings = other.warnings
      place = other.place
      lastKnownDay = other.lastKnownDay
      status = other.status
      reason = other.reason
    }
  }

  /// A `DayZero` without its suspension, in little memory: session indexes are far below a billion.
  fileprivate struct Place {
    private let dayBefore: Int32
    private let dayZero: Int32?
    private let reactionSession: Int32

    init(_ whole: DayZero) {
      dayBefore = Int32(whole.clock.dayBefore)
      dayZero = whole.clock.dayZero.map { Int32($0) }
      reactionSession = Int32(whole.reactionSession)
    }

    var clock: EventClock { EventClock(dayBefore: Int(dayBefore), dayZero: dayZero.map { Int($0) }) }

    func dayZero(_ suspension: SuspensionSpell?) -> DayZero {
      DayZero(clock: clock, reactionSession: Int(reactionSession), suspension: suspension)
    }
  }
}
