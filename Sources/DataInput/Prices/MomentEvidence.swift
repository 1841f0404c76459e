import CoreTypes

/// What the dates of a daily file say that have a time of day and an offset from UTC, such as `2018-01-03T15:00:00.000Z`.
///
/// Programs that keep a date as the midnight that begins it write that moment in UTC: in Tokyo it lies on the date before. Others
/// write the date itself with `T00:00:00Z`, or a time on the exchange's own clock.
enum MomentEvidence {
  /// The dates are those that are written.
  case written
  /// The dates are those of the days that begin at the moments. `proof` is the first one with another date than is written.
  case midnights(of: ExchangeClock, proof: Proof?)
  /// The moments lie on other dates than are written, and begin no day.
  case undecided(ExchangeClock, Proof)
  /// Nobody says on which clock the dates are to be read.
  case clockUnknown(text: String, line: Int)

  struct Proof: Sendable {
    let text: String
    let line: Int
    let shown: ExchangeClock.Reading
  }

  init(_ texts: [(text: String, line: Int)], on clock: ExchangeClock?) {
    let moments = texts.compactMap { text, line in
      DateTimeText(text).flatMap { $0.offset == nil ? nil : (moment: $0, text: text, line: line) }
    }
    let areDates = moments.allSatisfy { $0.moment.secondOfDay == 0 }
    guard let clock else {
      let first = areDates ? nil : moments.first
      self = first.map { .clockUnknown(text: $0.text, line: $0.line) } ?? .written
      return
    }
    let shown = moments.compactMap { row in
      clock.reading(row.moment).map { (row: row, proof: Proof(text: row.text, line: row.line, shown: $0)) }
    }
    // Offsets of zero are no evidence: in winter London's own is that of UTC.
    if shown.allSatisfy({ $0.row.moment.offset == $0.proof.shown.offset }),
      shown.contains(where: { $0.row.moment.offset != 0 })
    {
      self = .written
      return
    }
    let areMidnights = !shown.isEmpty && shown.allSatisfy { $0.proof.shown.secondOfDay == 0 }
    let areOfOneOffset =
      !areDates && shown.contains { $0.proof.shown.secondOfDay == 0 }
      && shown.allSatisfy { $0.proof.shown.dayBegun != nil }
    if areMidnights || areOfOneOffset {
      self = .midnights(
        of: clock, proof: shown.first { $0.proof.shown.dayBegun != $0.row.moment.date }?.proof)
    } else if !areDates, let other = shown.first(where: { $0.proof.shown.date != $0.row.moment.date }) {
      self = .undecided(clock, other.proof)
    } else {
      self = .written
    }
  }

  /// How the dates are read; `nil` = as they are written.
  var scan: DateScan? {
    guard case .midnights(let clock, _) = self else { return nil }
    return DateScan(midnightsOf: clock)
  }

  /// The text is a moment, so that its date depends on where one is.
  static func isMoment(_ text: String) -> Bool { DateTimeText(text)?.offset != nil }

  /// What is said of the file; `nil` for nothing.
  func diagnostic(in file: String, _ key: StudyKey) -> Diagnostic? {
    switch self {
    case .written, .midnights(_, nil): nil
    case .midnights(let clock, let proof?): MomentEvidence.note(clock, proof, file, key)
    case .undecided(let clock, let proof): MomentEvidence.refusal(clock, proof, file, key)
    case .clockUnknown(let text, let line): MomentEvidence.warning(text, line, file, key)
    }
  }

  private static func note(
    _ clock: ExchangeClock, _ proof: Proof, _ file: String, _ key: StudyKey
  ) -> Diagnostic {
    let day = (proof.shown.dayBegun ?? proof.shown.date).description
    return Diagnostic(
      .dateFormatDetected, at: SourceLocation(file: file, line: proof.line),
      message: "the dates are those of \(clock.zone), where the moments are midnight: "
        + "\(FieldText.quoted(proof.text)) is \(day)",
      help:
        "there is nothing to do; \(key.saying(dates: "YYYY-MM-DD", of: file)) would take the dates that are written"
    )
  }

  private static func refusal(
    _ clock: ExchangeClock, _ proof: Proof, _ file: String, _ key: StudyKey
  ) -> Diagnostic {
    let shown = proof.shown
    let local = ISOMoment(date: shown.date, secondOfDay: shown.secondOfDay, offset: shown.offset).description
    return Diagnostic(
      .dateUnreadable, at: SourceLocation(file: file, line: proof.line),
      message:
        "\(FieldText.quoted(proof.text)) was \(local) on the exchange's clock (\(clock.zone)), which is another date "
        + "than the written one and no midnight; no row of the file is used",
      help:
        "write the exchange's own dates, such as \(shown.date); if the dates are right as they are written, say so: "
        + key.saying(dates: "YYYY-MM-DD", of: file))
  }

  private static func warning(_ text: String, _ line: Int, _ file: String, _ key: StudyKey) -> Diagnostic {
    Diagnostic(
      .unknownTimeZone, severity: .warning, at: SourceLocation(file: file, line: line),
      message: "\(FieldText.quoted(text)) is a moment, and no exchange says which date it was there; "
        + "the dates are taken as they are written",
      help:
        "name the exchange (`exchange: XTKS`), or say \(key.saying(dates: "YYYY-MM-DD", of: file)) if the written dates are meant"
    )
  }
}
