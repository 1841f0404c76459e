import TestSupport
import Testing

/// Events of what another event is compared with.
@Suite struct BenchmarkNewsTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// Warnings and explanation of event E, of A on 8 October 2019, beside other events.
  private func told(_ others: String, benchmark: String, _ keys: String = "", news: String? = nil) throws
    -> String
  {
    var study = ExampleStudy()
    study.events =
      "event_id,security,announced_at,phase,benchmark\nE,A,2019-10-08,pre-open,\(benchmark)\n\(others)"
    study.study += keys
    study.files["news.csv"] = news
    for number in 1...12 { study.files["prices/P\(number).csv"] = ExampleStudy().files["index.csv"] }
    try study.write(to: work, folder: "mine")
    let outcome = try work.shell("\"$EVENTSTUDY\" run mine/study.yaml --output reports")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let events = try ReportFile(path: work.path("reports/events.csv"))
    let row = try #require(events.rows.first)
    return "\(events.value(row, "warnings")) | \(events.value(row, "explanation"))"
  }

  private static let text = "benchmark-has-news | benchmark-has-news: it is compared with "
  private static let taken = ", whose own news is taken for the market's"

  @Test func aPeerWithNewsOfItsOwn() throws {
    let expected = "\(Self.text)B ('F' on 2019-10-09)\(Self.taken)"
    #expect(try told("F,B,2019-10-08,after-close,M\n", benchmark: "B") == expected)
    // The last day of the event window, and the day after it.
    #expect(try told("F,B,2019-10-15,pre-open,M\n", benchmark: "B").contains("'F' on 2019-10-15"))
    #expect(try told("F,B,2019-10-16,pre-open,M\n", benchmark: "B") == " | ")
    #expect(try told("F,B,2019-10-08,pre-open,M\n", benchmark: "M") == " | ")
  }

  /// Of a security that has an event somewhere, what is no event of the study counts too.
  @Test func newsThatIsNoEventOfTheStudy() throws {
    let others = "other_events: {files: news.csv}\n"
    let news = "security,announced_at,phase\nB,2019-10-07,pre-open\n"
    #expect(
      try told("F,B,2019-08-08,pre-open,M\n", benchmark: "B", others, news: news)
        == "\(Self.text)B ('B@2019-10-07' on 2019-10-07)\(Self.taken)")
  }

  /// One of twelve members moves the portfolio by little; two do not.
  @Test func membersOfAPortfolio() throws {
    let members = (1...12).map { "P\($0)" }.joined(separator: ", ")
    let portfolios = "portfolios: [{id: peers, members: [\(members)]}]\n"
    let one = "F,P1,2019-10-08,pre-open,M\n"
    #expect(try told(one, benchmark: "peers", portfolios) == " | ")
    #expect(
      try told(one + "G,P12,2019-10-03,pre-open,M\n", benchmark: "peers", portfolios)
        == "\(Self.text)P12 ('G' on 2019-10-03), P1 ('F' on 2019-10-08)\(Self.taken)")
  }

  /// The own event of a member of its benchmark is no other's news.
  @Test func itsOwnEventIsNoOthers() throws {
    let portfolios = "portfolios: [{id: all, members: [A, B], exclude_event_security: false}]\n"
    #expect(try told("", benchmark: "all", portfolios) == " | ")
  }
}
