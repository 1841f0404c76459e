import CoreTypes

/// When the news came out, and which session of the security's own exchange could first react to it.
package struct Announcement: Sendable {
  /// When in the trading day of the security's own exchange the news came.
  package enum Phase: String, Sendable {
    case preOpen = "pre-open"
    case regular
    case `break`
    case afterClose = "after-close"
    /// The exchange had no session on that local date.
    case closedDay = "closed-day"
    /// Neither time nor phase is known.
    case dateOnly = "date-only"
  }

  /// nil where only a date is known.
  package internal(set) var instant: Instant? {
    get { seconds == .min ? nil : Instant(secondsSinceEpoch: seconds) }
    set { seconds = newValue?.secondsSinceEpoch ?? .min }
  }
  /// The date on the exchange's own clock.
  package internal(set) var localDate: CalendarDate? {
    get { date.value.map { CalendarDate(dayNumber: $0) } }
    set { date.value = newValue?.dayNumber }
  }
  /// Seconds by which the exchange's clock is ahead of UTC at the instant; nil where one of them is not known.
  package internal(set) var utcOffset: Int32? {
    get { offset.value }
    set { offset.value = newValue }
  }
  /// nil where it is not known although more than a date was typed.
  package internal(set) var phase: Phase?
  /// A halt that lasted to its close had cut `firstOpenSession` off before the news.
  private(set) var isCutOff = false
  /// `day_zero` says which session reacts.
  package private(set) var isReactionGiven = false
  /// Session index of the first session with `close > instant` (and, with a late cut-off, so many minutes left
  /// until its close), or of the event's own `day_zero`.
  package internal(set) var reactionSession: Int? {
    get { reaction.value.map { Int($0) } }
    set { reaction.value = newValue.map { Int32($0) } }
  }
  /// What `reactionSession` would be without the event's own `day_zero`; nil where that changes nothing, or nothing else is
  /// known.
  package var overriddenSession: Int? { overridden.value.map { Int($0) } }
  /// Session index of the first session that had not closed, whatever `day_zero` or a late cut-off say.
  package internal(set) var firstOpenSession: Int? {
    get { firstOpen.value.map { Int($0) } }
    set { firstOpen.value = newValue.map { Int32($0) } }
  }
  /// Session index of the first session whose closing price was made after the news: `firstOpenSession`, or the one
  /// after it where a halt had cut that off before. The legs of a reaction begin with the close before it.
  package var firstInformedSession: Int? { firstOpenSession.map { isCutOff ? $0 + 1 : $0 } }
  package internal(set) var warnings: EventWarnings = []
  package internal(set) var exclusion: ExclusionReason?
  /// One sentence behind `exclusion`.
  package internal(set) var explanation: String?

  /// Of `instant`; the least number = none.
  private var seconds = Int64.min
  private var date = KnownNumber()
  private var offset = KnownNumber()
  private var reaction = KnownNumber()
  private var firstOpen = KnownNumber()
  private var overridden = KnownNumber()

  /// A number or none in four bytes: large studies hold many announcements.
  private struct KnownNumber {
    private var number = Int32.min

    var value: Int32? {
      get { number == .min ? nil : number }
      set { number = newValue ?? .min }
    }
  }

  init() {}

  /// The instant on the exchange's own clock; nil where one of them is not known. Made when asked for: large studies hold
  /// many announcements.
  package var localMoment: ISOMoment? {
    guard let instant, let utcOffset else { return nil }
    let local = Instant(secondsSinceEpoch: instant.secondsSinceEpoch + Int64(utcOffset)).utc
    return ISOMoment(date: local.date, secondOfDay: local.secondOfDay, offset: Int(utcOffset))
  }

  /// ISO 8601 with the exchange's offset, or the bare date.
  package var localText: String? { localMoment?.description ?? localDate?.description }

  /// News inside a halt that cuts a session off: trading had begun and did not go on before the close, so that the
  /// session's closing price cannot know the news, and the next session is the first that can. A session suspended as
  /// a whole stays the reaction session: the study's policy decides about it.
  mutating func pass(_ halts: [TradingHalt], on calendar: ExchangeCalendar) {
    guard !halts.isEmpty, let instant, let first = firstOpenSession, first + 1 < calendar.sessionDates.count
    else { return }
    isCutOff = halts.cutOff(calendar.session(at: first), at: instant)
    if isCutOff, let reaction = reactionSession { reactionSession = max(reaction, first + 1) }
  }

  /// `day_zero` says which session reacts.
  mutating func overrideReaction(with session: Int) {
    guard reactionSession != session else { return }
    isReactionGiven = true
    overridden = reaction
    reactionSession = session
    if overriddenSession != nil { warnings.insert(.dayZeroOverridden) }
  }

  /// `day_zero` says no other day 0 than the news does: it names the session on which trading went on after a suspension
  /// that the news came in.
  package mutating func restoreReaction() {
    reaction = overridden
    overridden = KnownNumber()
    isReactionGiven = false
    warnings.remove(.dayZeroOverridden)
  }

  /// False where nothing could be made of what was typed: `phase` says nothing then.
  package var isReadable: Bool { instant != nil || exclusion != .announcementUnreadable }

  mutating func exclude(_ reason: ExclusionReason, _ explanation: String?) {
    guard exclusion == nil else { return }
    exclusion = reason
    self.explanation = explanation
  }
}

extension Announcement.Phase {
  /// The phase of an instant on an exchange. `calendar` must have hours and know the date.
  init(at instant: Instant, on calendar: ExchangeCalendar, localDate: CalendarDate) {
    guard let session = calendar.session(around: instant, on: localDate) else {
      self = .closedDay
      return
    }
    if instant < session.open {
      self = .preOpen
    } else if instant >= session.close {
      self = .afterClose
    } else if let start = session.breakStart, let end = session.breakEnd, instant >= start, instant < end {
      self = .break
    } else {
      self = .regular
    }
  }

  /// The same part of the day, as far as a phase typed by hand can say: a lunch break is inside the session.
  func agrees(with typed: TypedPhase) -> Bool {
    switch (self, typed) {
    case (.preOpen, .preOpen), (.regular, .regular), (.break, .regular), (.afterClose, .afterClose): true
    case (.closedDay, _): typed != .regular
    default: false
    }
  }
}

/// What the `phase` column may say.
enum TypedPhase: String, CaseIterable {
  case preOpen = "pre-open"
  case regular
  case afterClose = "after-close"
}

extension TypedPhase {
  /// What vendors of news and of earnings dates call the phases, in small letters without marks.
  private static let otherNames: [String: TypedPhase] = [
    "amc": .afterClose, "aftermarketclose": .afterClose, "aftermarket": .afterClose,
    "afterhours": .afterClose, "aftermarkethours": .afterClose, "afterbell": .afterClose,
    "afterclosingbell": .afterClose, "evening": .afterClose,
    "postmarket": .afterClose, "postclose": .afterClose,
    "bmo": .preOpen, "beforemarketopen": .preOpen, "beforeopen": .preOpen, "beforemarket": .preOpen,
    "beforemarkethours": .preOpen, "beforebell": .preOpen, "beforeopeningbell": .preOpen,
    "premarket": .preOpen,
    "dmh": .regular, "dmt": .regular, "duringmarket": .regular, "duringmarkethours": .regular,
    "duringmarkettrading": .regular, "intraday": .regular,
  ]

  /// The phase that is probably meant by a word that is none (`AMC`, `after the close`); `nil` where none is like it.
  init?(meantBy word: String) {
    let plain = word.lowercased().split { !$0.isLetter }.filter { $0 != "the" }.joined()
    let meant =
      TypedPhase.allCases.first { $0.rawValue.filter(\.isLetter) == plain } ?? TypedPhase.otherNames[plain]
      ?? NearestName.to(word, among: TypedPhase.allCases.map(\.rawValue)).flatMap(TypedPhase.init(rawValue:))
    guard let meant else { return nil }
    self = meant
  }
}
