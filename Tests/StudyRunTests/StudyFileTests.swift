import CoreTypes
import DataInput
import ExpectedReturns
import Inference
import Testing

@testable import StudyRun

@Suite struct StudyFileTests {
  /// The window after the event is as long as the one before it, and begins as far from day 0 as that one ends.
  @Test func theWindowAfterTheEventMirrorsTheOneBeforeIt() throws {
    let text = StudyFileDriver.minimal + "estimation: {period: both, length: 120, last: -21}\n"
    let estimation = try StudyFileDriver.read(text).estimation
    #expect(estimation.before?.description == "[-140,-21]" && estimation.after?.description == "[21,140]")
  }

  @Test func defaultsAreThoseOfTheMethods() throws {
    let study = try StudyFileDriver.read(StudyFileDriver.minimal)
    #expect(study.name == "study")
    #expect(study.folder == "/studies/mine")
    #expect(study.events.file == InputFile(path: "/studies/mine/events.csv", name: "events.csv"))
    #expect(study.returns == .simple)
    #expect(study.returnAfterGap == .drop)
    #expect(
      study.estimation
        == EstimationChoice(
          length: 250, last: -11, minimum: 100, excludeOtherEvents: true, period: .pre, postFirst: 11,
          postLength: 250, count: .sessions))
    #expect(study.estimation.window.description == "[-260,-11]")
    #expect(study.eventWindow.description == "[-10,10]")
    #expect(
      study.windows
        == [(0, 0), (-1, 1), (0, 1), (-5, 5)].map { .window(EventWindow(first: $0.0, last: $0.1)) })
    #expect(study.models.map(\.id) == ["market-model"])
    #expect(study.tests == ["cross-sectional-t", "patell", "bmp", "sign"])
    #expect(study.tables == TableChoice.all)
    #expect(study.confidence == 0.95)
    #expect(study.seed == 20_191_007)
    #expect(study.groupBy == "group")
    #expect(study.output == "/studies/mine/reports")
    #expect(study.buyAndHold == .benchmark)
    #expect(study.control == nil && study.afterDelisting == .end)
    #expect(study.windowVariance == .independent && study.predictionError == .exact)
    #expect(study.portfolios.isEmpty)
    #expect(study.otherEvents.source == nil && study.otherEvents.margin == 0)
    #expect(study.otherEvents.treatment == .flag)
    #expect(String(decoding: study.studyContents, as: UTF8.self) == StudyFileDriver.minimal)
  }

  @Test func everyKeyOfTheStudyFileIsRead() throws {
    let study = try StudyFileDriver.read(StudyFileDriver.everyKey)
    #expect(study.name == "Entity list: 2019")
    #expect(study.events.layout.delimiter == UInt8(ascii: ";"))
    #expect(study.events.layout.dateFormat?.pattern == "DD.MM.YYYY")
    #expect(study.events.layout.decimalComma)
    #expect(study.events.layout.encoding == "GBK")
    #expect(study.securities?.file.name == "securities.csv")
    #expect(study.securities?.file.path == "/studies/mine/../shared/securities.csv")
    #expect(
      study.prices.map { $0.source.files.map(\.name) } == [
        ["us/A.csv", "us/B.csv"], ["cn/A.csv", "cn/B.csv"], ["index.csv"],
      ])
    #expect(study.otherEvents.source?.file.name == "earnings.csv")
    #expect(study.otherEvents.source?.layout.delimiter == UInt8(ascii: ";"))
    #expect(study.otherEvents.margin == 2 && study.otherEvents.treatment == .keepFirst)
    #expect(study.prices[0].benchmark == SecurityID("010"))
    #expect(study.prices[0].source.basis == .close)
    #expect(study.prices[1].source.columns?.returnColumn == "ret")
    #expect(study.prices[1].calendar == .benchmark)
    #expect(study.prices[1].hours == TradingHours(open: 34_200, close: 54_000, timeZone: "Asia/Shanghai"))
    #expect(study.prices[1].location == SourceLocation(file: "study.yaml", line: 8, column: 5))
    #expect(study.prices[2].source.security == "no")
    #expect(study.estimation.minimum == 100)
    #expect(study.estimation.window.description == "[-80,70]")
    #expect(study.estimation.gap?.description == "[-20,20]")
    #expect(study.estimation.count == .returns)
    #expect(study.portfolios.map(\.id.text) == ["peers", "giants"])
    #expect(study.portfolios[0].members.map(\.weight) == [1, 1, 1])
    #expect(study.portfolios[1].members.map(\.security.text) == ["AAA", "B B"])
    #expect(study.portfolios[1].members.map(\.weight) == [0.6, 4])
    #expect(study.portfolios.map(\.excludesEventSecurity) == [true, nil])
    #expect(study.windowVariance == .serialCorrelation && study.predictionError == PredictionErrorChoice.none)
    #expect(study.buyAndHold == .control && study.control == SecurityID("peers"))
    #expect(study.afterDelisting == .benchmark)
    #expect(
      study.windows == [.window(EventWindow(first: -20, last: 20)), .eachDay, .untilUnlocked(first: -1)])
    var options = ModelOptions()
    options.factors = ["mkt_rf", "smb"]
    options.excess = false
    #expect(study.models.last == ModelChoice(id: "factors", name: "two", options: options))
    #expect(study.models.last?.location == SourceLocation(file: "study.yaml", line: 36, column: 20))
    #expect(study.models.last?.model?.descriptor.factors == ["mkt_rf", "smb"])
    #expect(study.tests == ["sign:exact", "patell"])
    #expect(study.tables.map(\.table) == [.events, .windows])
    #expect(study.tables.allSatisfy { $0.columns == nil })
    #expect(study.conventions == [.wrds])
    #expect(study.calendarTime == CalendarTimeRule(weights: "cap", minimumFirms: 10, lags: 3))
    #expect(study.compare == .pairs([GroupComparison.Pair(first: "banks", second: "energy")]))
    #expect(
      study.regressions == [
        RegressionChoice(
          name: "size",
          regressors: [
            RegressionChoice.Regressor(column: "size"),
            RegressionChoice.Regressor(column: "industry", isCategorical: true, base: "banks"),
          ], windows: [EventWindow(first: 0, last: 0)], errors: .cluster,
          clusters: ["industry", "event-date"], weights: .variance, hasIntercept: false)
      ])
    #expect(study.lateCutoffMinutes == 15)
    #expect(study.earliestReaction.seconds(of: ExchangeID("XHKG")) == 1_800)
    #expect(study.earliestReaction.seconds(of: ExchangeID("XNAS")) == 0)
    #expect(study.shortestSuspension == 3)
    #expect(study.prices[1].source.columns?.status == "t")
    #expect(study.prices[1].source.suspendedStatus == ["0", ""])
    #expect(study.calendars?.file.name == "calendars.csv")
    #expect(study.calendars?.layout.delimiter == UInt8(ascii: ";"))
    #expect(study.seed == UInt64.max)
    #expect(study.output == "/elsewhere/reports")
    #expect(study.cache == "/studies/mine/prices-read")
  }

  /// A word that stands for a list may stand alone or in one.
  @Test(arguments: ["all", "[all]"]) func `all is a list too`(_ all: String) throws {
    let text = StudyFileDriver.minimal + "windows: each-day\ntests: \(all)\nconventions: \(all)\n"
    let study = try StudyFileDriver.read(text)
    #expect(study.windows == [.eachDay])
    #expect(study.tests.contains("patell") && !study.tests.contains("all"))
    #expect(study.conventions == ForeignConvention.allCases)
  }

  @Test func `all stands beside variants`() throws {
    let all = try StudyFileDriver.read(StudyFileDriver.minimal).tests
    let study = try StudyFileDriver.read(StudyFileDriver.minimal + "tests: [patell, all, \"sign:exact\"]\n")
    #expect(study.tests == ["patell"] + all.filter { $0 != "patell" } + ["sign:exact"])
    #expect(try StudyFileDriver.read(StudyFileDriver.minimal + "tests: [all, patell]\n").tests == all)
  }

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

  @Test func theWindowsOfTheDefaultsThatDoNotFitAreLeftOut() throws {
    let study = try StudyFileDriver.read(StudyFileDriver.minimal + "event_window: [-2, 2]\n")
    #expect(study.windows == [(0, 0), (-1, 1), (0, 1)].map { .window(EventWindow(first: $0.0, last: $0.1)) })
  }

  @Test(arguments: StudyFileDriver.catalogue("top-level-faults.txt"))
  func aFaultIsNamedWithItsPlaceAndWhatToDo(_ entry: StudyFileDriver.CatalogueEntry) {
    #expect(StudyFileDriver.faults(StudyFileDriver.minimal + entry.text + "\n") == [entry.expected])
  }

  /// Whatever the way to it that each pattern of a list names.
  @Test func aFileOfSeveralPatternsIsReadOnce() throws {
    let paths = "[x/a.csv, ./x/a.csv, x/../x/a.csv, ../mine/x/a.csv, /studies/mine/x//a.csv, x/b.csv]"
    let text = StudyFileDriver.minimal.replacing("files: prices.csv", with: "files: \(paths)")
    let files = try StudyFileDriver.read(text).prices.flatMap(\.source.files)
    #expect(files.map(\.name) == ["x/a.csv", "x/b.csv"])
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

  @Test func theStudyFileIsHashedAsItWasRead() throws {
    let record = try StudyFileDriver.read(StudyFileDriver.minimal).studyRecord
    #expect(record?.file == "study.yaml")
    #expect(record?.bytes == StudyFileDriver.minimal.utf8.count)
    #expect(record?.sha256.count == 64)
  }
}
