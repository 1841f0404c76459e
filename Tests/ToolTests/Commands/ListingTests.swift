import Inference
import TestSupport
import Testing

/// `methods`, `formats` and `calendar`: what the program knows.
@Suite struct ListingTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  @Test func methodsListsEveryModelAndTestOnce() throws {
    let outcome = try work.run("methods")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "Models (models: in the study file)")
    #expect(
      lines.contains {
        $0.hasPrefix("  market-model  ") && $0.hasSuffix("  Market model: E[R_it] = alpha_i + beta_i R_mt")
      })
    #expect(lines.contains("Tests (tests: in the study file)"))
    for test in TestStatistics.all {
      #expect(lines.filter { $0.hasPrefix("  \(test.descriptor.id) ") }.count == 1)
    }
    #expect(
      lines.dropLast().last
        == "'eventstudy methods ID' shows one with its formula, assumptions and reference.")
  }

  @Test func aVariantThatDoesNotExistIsNotShown() throws {
    for id in ["patell:foo", "wild-cluster::webb", "difference-t:foo"] {
      let outcome = try work.run("methods", id)
      #expect(outcome.status == 64 && outcome.errors.contains("no model or test is called '\(id)'"))
    }
    #expect(try work.run("methods", "patell:classic").output.hasPrefix("test              patell\n"))
    #expect(try work.run("methods", "difference-t").status == 0)
  }

  /// Two blanks at least between a name and what is said about it.
  @Test func longNamesStandApart() throws {
    let all = try work.run("methods").output
    for test in TestStatistics.all {
      let own = try work.run("methods", test.descriptor.id).output
      for variant in test.descriptor.variants {
        #expect(own.contains("\n:\(variant.id)  "), "\(test.descriptor.id)")
        #expect(all.contains("\n    :\(variant.id)  "), "\(test.descriptor.id)")
      }
    }
  }

  @Test func everyMethodCanBeShown() throws {
    for test in TestStatistics.all {
      let outcome = try work.run("methods", test.descriptor.id)
      #expect(outcome.status == 0)
      for title in ["test", "title", "null", "formula", "assumptions", "reference"] {
        #expect(
          outcome.output.split(separator: "\n").contains { $0.hasPrefix("\(title) ") },
          "\(test.descriptor.id)")
      }
    }
    let model = try work.run("methods", "market-model")
    #expect(
      model.output.hasPrefix("model        market-model\ntitle        Market model\nformula      E[R_it] = "))
  }

  @Test(arguments: [
    (
      ["methods", "bpm"], "no model or test is called 'bpm'",
      "did you mean 'bmp'? 'eventstudy methods' lists them"
    ),
    (
      ["formats", "yaho"], "no file format is called 'yaho'",
      "did you mean 'yahoo'? 'eventstudy formats' lists them"
    ),
    (
      ["calendar", "XNAS", "--from", "1850-01-01"],
      "1850-01-01 lies outside the known sessions of XNAS, 1970-01-01 to ",
      "give dates in that range, or leave out --from and --to for all of it"
    ),
    (["calendar", "xnas"], "no calendar is known for the exchange 'xnas'", "did you mean XNAS? known: "),
  ])
  func whatIsNotKnownIs64(_ arguments: [String], _ message: String, _ help: String) throws {
    let outcome = try work.shell("\"$EVENTSTUDY\" " + arguments.joined(separator: " "))
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("eventstudy: error: \(message)"))
    #expect(outcome.errors.contains("\n  help: \(help)"))
  }

  @Test func formatsShowTheirHeaderLines() throws {
    let list = try work.run("formats")
    #expect(list.status == 0 && list.errors.isEmpty)
    #expect(list.output.hasPrefix("yahoo             prices: Yahoo Finance download\n"))
    #expect(list.output.hasSuffix("\n\n'eventstudy formats ID' shows one with its header line.\n"))
    for line in list.output.split(separator: "\n").dropLast() {
      let id = String(line.prefix { $0 != " " })
      let one = try work.run("formats", id)
      #expect(one.status == 0 && one.output.hasPrefix("\(id): ") && one.output.contains("\n\n  "))
    }
    #expect(
      try work.run("formats", "yahoo").output.contains("\n  Date,Open,High,Low,Close,Adj Close,Volume\n"))
  }

  @Test func calendarPrintsSessionsInUTC() throws {
    let week = try work.run("calendar", "XSHG", "--from", "2019-09-30", "--to", "2019-10-08")
    #expect(
      week
        == .init(
          status: 0,
          output: """
            session,open,close,break_start,break_end,early_close,calendar,exchange,\
            pre_market_open,after_hours_end,closing_auction_start,closing_auction_end
            2019-09-30,2019-09-30T01:30:00Z,2019-09-30T07:00:00Z,2019-09-30T03:30:00Z,2019-09-30T05:00:00Z,false,\
            XSHG,XSHG,,,2019-09-30T06:57:00Z,2019-09-30T07:00:00Z
            2019-10-08,2019-10-08T01:30:00Z,2019-10-08T07:00:00Z,2019-10-08T03:30:00Z,2019-10-08T05:00:00Z,false,\
            XSHG,XSHG,,,2019-10-08T06:57:00Z,2019-10-08T07:00:00Z

            """, errors: ""))
    let thanksgiving = try work.run("calendar", "XNAS", "--from", "2019-11-28", "--to", "2019-11-29").output
    let halfDay = "\n2019-11-29,2019-11-29T14:30:00Z,2019-11-29T18:00:00Z,,,true,XNYS,XNAS,"
    let extended = "2019-11-29T09:00:00Z,2019-11-29T22:00:00Z,,\n"
    #expect(thanksgiving.hasSuffix(halfDay + extended))
    #expect(thanksgiving.split(separator: "\n").count == 2)
  }

  @Test func calendarWithoutAnExchangeListsThemAndTheirAliases() throws {
    let outcome = try work.run("calendar")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(outcome.status == 0 && lines.count > 70 && lines[0] == "exchange,calendar,timezone")
    #expect(lines.contains("XNAS,XNYS,America/New_York") && lines.contains("XSHE,XSHG,Asia/Shanghai"))
    #expect(lines.contains("XLON,XLON,Europe/London"))
    #expect(try work.run("calendar", "--from", "2019-01-01").status == 64)
    // A list that ended early would be taken for the whole.
    for dates in [["--from", "1492-10-12"], ["--to", "2999-01-01"]] {
      let outside = try work.run("calendar", "XNYS", dates[0], dates[1])
      #expect(outside.status == 64 && outside.output.isEmpty)
      #expect(outside.errors.contains("\(dates[1]) lies outside the known sessions of XNYS, "))
    }
  }

  @Test func calendarCanBeCutByHead() throws {
    let outcome = try work.shell("(\"$EVENTSTUDY\" calendar XNAS; echo $? >&2) | head -2")
    let header =
      "session,open,close,break_start,break_end,early_close,calendar,exchange,"
      + "pre_market_open,after_hours_end,closing_auction_start,closing_auction_end\n"
    #expect(outcome.output.hasPrefix(header + "1970-01-02,"))
    #expect(outcome.output.split(separator: "\n").count == 2)
    #expect(outcome.errors == "0\n")
  }
}
