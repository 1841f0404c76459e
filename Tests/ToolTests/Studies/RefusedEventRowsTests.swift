import TestSupport
import Testing

/// Rows of the events file that are no event: `events.csv` says what is wrong with each, and the manifest counts them.
@Suite struct RefusedEventRowsTests {
  private static let events = """
    event_id,security,announced_at,timezone,phase
    E1,A,2019-08-06,,after-close
    E2,A,2019-10-08
    E3,B"x,2019-10-08,,
    E4,A,2019-10-08,,pre-open,x
    E1,B,2019-08-06,,
    E5,A,sometime,,
    E6,A,2019-03-10T02:30:00,,
    E7,A,2019-10-08 15:00:00,Mars/Olympus,
    E8,A,2019-10-08,,noon
    E9,B,2019-09-10,,pre-open

    """

  private func table(_ study: ExampleStudy, _ columns: [String]) throws -> (WorkDirectory, [String]) {
    let work = try WorkDirectory()
    var study = study
    study.study += "tables: [{events: [event_id, \(columns.joined(separator: ", "))]}]\n"
    try study.write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 1)
    let rows = (work.read("reports/events.csv") ?? "").split(separator: "\n").dropFirst()
    return (work, rows.map(String.init))
  }

  @Test func theExplanationSaysWhatIsWrongWithARow() throws {
    var study = ExampleStudy()
    study.events = Self.events
    let (work, rows) = try table(study, ["reason", "explanation"])
    #expect(
      rows == [
        "E1,,",
        #"E2,announcement-unreadable,"the row on line 3: expected 5 fields as in the header, found 3""#,
        #"E3,announcement-unreadable,"the row on line 4: a quote stands inside a field, or text follows a closing quote""#,
        #"E4,announcement-unreadable,"the row on line 5: expected 5 fields as in the header, found 6""#,
        "E1,duplicate-event-id,the event id 'E1' is used already on line 2",
        "E5,announcement-unreadable,'sometime' is not a date or time",
        "E6,announcement-unreadable,the clocks in America/New_York skipped that time",
        "E7,announcement-unreadable,no time zone is called 'Mars/Olympus'",
        "E8,announcement-unreadable,the phase is not one that is known", "E9,,",
      ])
    #expect(try ReportManifest(folder: work.path("reports")).counts.rowsRefused == 8)
  }

  /// The local time stays as it was typed where no moment can be made of it.
  @Test func theTimeThatWasTypedIsKept() throws {
    var study = ExampleStudy()
    study.events = Self.events
    let (_, rows) = try table(study, ["announced_at", "announced_local"])
    #expect(
      Array(rows.suffix(5)) == [
        "E5,,sometime", "E6,,2019-03-10T02:30:00", "E7,,2019-10-08 15:00:00", "E8,,2019-10-08",
        "E9,2019-09-10T13:29:59Z,2019-09-10T09:29:59-04:00",
      ])
  }

  @Test func theTimeIsKeptWhereNobodyKnowsTheHours() throws {
    var study = ExampleStudy()
    study.study = study.study.replacing("exchange: XNYS", with: "calendar: benchmark")
    study.events =
      "event_id,security,announced_at\nE1,A,2019-10-08 15:00:00\nE2,A,2019-10-08T15:00:00-04:00\n"
    let (_, rows) = try table(study, ["announced_at", "announced_local", "reason"])
    #expect(
      rows == [
        "E1,,2019-10-08 15:00:00,exchange-hours-unknown",
        "E2,2019-10-08T19:00:00Z,2019-10-08T15:00:00-04:00,exchange-hours-unknown",
      ])
  }
}
