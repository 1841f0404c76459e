import CoreTypes
import DataInput
import Testing

@testable import StudyRun

/// What is said of study files that cannot be used.
@Suite struct StudyFileFaultsTests {
  @Test func faultsCarryTheSourceLineAndTheExitStatus() throws {
    let text = StudyFileDriver.minimal + "event_windw: [-3, 3]\n"
    let failure = #expect(throws: StudyFileFailure.self) { try StudyFileDriver.read(text) }
    #expect(failure?.kind == .unusable)
    #expect(
      failure?.faults == [
        RunFailure(
          .unusable, "unknown key 'event_windw'", help: "did you mean 'event_window'?",
          at: SourceLocation(file: "study.yaml", line: 4, column: 1), excerpt: "event_windw: [-3, 3]")
      ])
  }

  @Test func aKeyInAWrongPlaceIsToldItsOwn() {
    let text =
      StudyFileDriver.minimal + """
        benchmark: SPY
        estimation_window: [-260, -11]
        length: 120
        estimation: {windows: [[0, 0]], members: [A]}
        windows: ["[-1, 1]"]
        portfolios: [{id: P, close: c, weight: 1}]
        weights: cap
        """
    #expect(
      StudyFileDriver.faults(text).map { String($0.drop { $0 != "u" && $0 != "'" }) } == [
        "unknown key 'benchmark' | 'benchmark' belongs to an entry of 'prices'",
        "unknown key 'estimation_window' | did you mean 'estimation'?",
        "unknown key 'length' | 'length' belongs to 'estimation'",
        "unknown key 'estimation.windows' | 'windows' stands at the left margin of the study file",
        "unknown key 'estimation.members' | 'members' belongs to an entry of 'portfolios'",
        "'windows[1]' must be two event days or each-day, found '[-1, 1]' | take the window out of its quotes",
        "'portfolios[1]' has no 'members'"
          + " | write an entry such as {id: peers, members: [AAA, BBB], weights: [0.6, 0.4]}",
        "unknown key 'portfolios[1].close' | 'close' belongs to 'columns' of an entry of 'prices',"
          + " 'hours' of an entry of 'prices' or 'columns' of an entry of 'intraday'",
        "unknown key 'portfolios[1].weight' | did you mean 'weights'?",
        "unknown key 'weights' | 'weights' belongs to an entry of 'portfolios', an entry of 'regressions' or"
          + " 'calendar_time'",
      ])
  }

  @Test func allFaultsAreReportedTogetherInFileOrder() {
    let text = """
      retruns: log
      events: [a, b]
      prices:
        - {files: missing.csv, format: yaho, benchmrk: X}
      seed: -1
      clusters: []
      """
    #expect(
      StudyFileDriver.faults(text) == [
        "1:1: unknown key 'retruns' | did you mean 'returns'?",
        "2:9: 'events' must be a path, found a list"
          + " | write a path, or a map such as {files: table.csv, delimiter: \";\"}",
        "4:13: there is no file 'missing.csv' | check the spelling",
        "4:34: unknown format 'yaho' | did you mean 'yahoo'?",
        "4:40: unknown key 'prices[1].benchmrk' | did you mean 'benchmark'?",
        "5:7: 'seed' must be a whole number from 0 to 18446744073709551615, found '-1'"
          + " | write digits only, such as 20191007",
        "6:11: 'clusters' must be a column's name, found a list | name a column of the events file, or event-date",
      ])
  }

  @Test func missingFilesAloneAreMissingInputs() {
    let text = StudyFileDriver.minimal + "factors: missing.csv\n"
    let failure = #expect(throws: StudyFileFailure.self) { try StudyFileDriver.read(text) }
    #expect(failure?.kind == .inputMissing)
  }

  @Test(arguments: StudyFileDriver.catalog("top-level-faults.txt"))
  func aFaultIsNamedWithItsPlaceAndWhatToDo(_ entry: StudyFileDriver.CatalogEntry) {
    #expect(StudyFileDriver.faults(StudyFileDriver.minimal + entry.text + "\n") == entry.expected)
  }

  /// The window after the event would end before the one before it begins.
  @Test func estimationWindowsThatAreExchangedAreRefused() {
    #expect(
      StudyFileDriver.faults(StudyFileDriver.minimal + "estimation: {length: 10, last: 20, period: both}\n")
        == [
          "4:13: the estimation window [11,20] overlaps the event window [-10,10] | let it end earlier: estimation: {last: -11}",
          "4:13: the estimation window [-20,-11] overlaps the event window [-10,10] | let it begin later: estimation: {post_first: 11}",
        ])
  }

  @Test func whatIsNoStudyFileIsRefused() {
    #expect(
      StudyFileDriver.faults("") == [
        "-:-: the study file is empty | write at least the keys 'events' and 'prices'"
      ])
    #expect(
      StudyFileDriver.faults("- a\n") == [
        "1:1: the study file must be a map of keys and values | write lines such as events: events.csv"
      ])
    #expect(
      StudyFileDriver.faults("name: x\n") == [
        "-:-: the study has no 'events' | add the table of announcements: events: events.csv",
        "-:-: the study has no 'prices'"
          + " | add prices: and under it - {files: prices/*.csv, format: yahoo, exchange: XNAS}",
      ])
    #expect(StudyFileDriver.faults(String(repeating: "[", count: 100_000)).count == 1)
  }
}
