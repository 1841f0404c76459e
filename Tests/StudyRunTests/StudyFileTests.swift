import CoreTypes
import DataInput
import ExpectedReturns
import Inference
import Testing

@testable import StudyRun

/// What a study file and its defaults say.
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
    #expect(study.models.last?.location == SourceLocation(file: "study.yaml", line: 37, column: 20))
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

  @Test func theWindowsOfTheDefaultsThatDoNotFitAreLeftOut() throws {
    let study = try StudyFileDriver.read(StudyFileDriver.minimal + "event_window: [-2, 2]\n")
    #expect(study.windows == [(0, 0), (-1, 1), (0, 1)].map { .window(EventWindow(first: $0.0, last: $0.1)) })
  }

  /// Whatever the way to it that each pattern of a list names.
  @Test func aFileOfSeveralPatternsIsReadOnce() throws {
    let paths = "[x/a.csv, ./x/a.csv, x/../x/a.csv, ../mine/x/a.csv, /studies/mine/x//a.csv, x/b.csv]"
    let text = StudyFileDriver.minimal.replacing("files: prices.csv", with: "files: \(paths)")
    let files = try StudyFileDriver.read(text).prices.flatMap(\.source.files)
    #expect(files.map(\.name) == ["x/a.csv", "x/b.csv"])
  }

  @Test func theStudyFileIsHashedAsItWasRead() throws {
    let record = try StudyFileDriver.read(StudyFileDriver.minimal).studyRecord
    #expect(record?.file == "study.yaml")
    #expect(record?.bytes == StudyFileDriver.minimal.utf8.count)
    #expect(record?.sha256.count == 64)
  }
}
