import CoreTypes

/// What is said of the instants of intraday rows.
extension PriceFault {
  func instantText(
    _ plan: PriceFilePlan, _ found: String
  ) -> (DiagnosticID, Severity?, message: String, help: String) {
    let part = plan.hasTimeColumn ? plan.roles[field].word : "instant"
    if kind == .dateMissing {
      return (
        .instantUnreadable, nil, "the \(part) is missing",
        "fill it in, or remove the row; the row is left out"
      )
    }
    if plan.hasTimeColumn, plan.roles[field] == .time { return timeText(found) }
    let date = plan.dateFormat?.pattern ?? "2022-03-17"
    let expected =
      plan.hasTimeColumn
      ? "a date such as \(date)" : "a date and a time such as \(date) 16:05:00 or \(date)T16:05:00-04:00"
    return (
      .instantUnreadable, nil,
      "expected \(expected), found \(found)",
      "correct the \(part), or say how its date is written with `date_format:` in the entry of `intraday`; the row is left out"
    )
  }

  private func timeText(_ found: String) -> (DiagnosticID, Severity?, message: String, help: String) {
    let isShort = detail.count % 2 == 1 && detail.allSatisfy(\.isWholeNumber)
    return (
      .instantUnreadable, nil, "expected a time such as 09:30:00 or 093000, found \(found)",
      (isShort ? "write hours, minutes and seconds with two digits each" : "correct the time")
        + "; the row is left out"
    )
  }

  /// `detail` is the name of the zone.
  var clockText: (DiagnosticID, Severity?, message: String, help: String) {
    switch kind {
    case .instantSkipped:
      return (
        .instantSkipped, nil, "the clocks in \(detail) skipped this time, so it does not exist",
        "correct the row, or `timezone:` in the entry of `intraday`; the row is left out"
      )
    case .instantRepeated:
      return (
        .instantRepeated, nil, "the clocks in \(detail) showed this time twice",
        "write instants with an offset, such as 2022-11-06T01:30:00-04:00; the row is left out"
      )
    default:
      return (
        .unknownTimeZone, nil, "a local time, and no time zone is known: no such row of the security is used",
        "add timezone: and an IANA name such as America/New_York to the `intraday` entry"
      )
    }
  }
}
