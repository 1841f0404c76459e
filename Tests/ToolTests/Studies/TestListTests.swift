import Inference
import TestSupport
import Testing

/// Whatever tests a study lists, each of them says what it says in the list of all: what a test reads of a sample is there
/// because it asks for it, not because another one does.
@Suite struct TestListTests {
  private static let plainIDs = TestStatistics.all.map(\.id)
  private static let variants = TestStatistics.all.flatMap { test in
    test.descriptor.variants.map { "\(test.id):\($0.id == "COLUMN" ? "industry" : $0.id)" }
  }
  private static let ids = plainIDs + variants + GroupDifferences.all.map(\.descriptor.id)
  /// Once for all tests.
  private static let everything = Result { try rows(ids) }

  /// The rows of `tests.csv` by the id of their test.
  private static func rows(_ tests: [String], conventions: [String] = []) throws -> [String: [[String]]] {
    let list = tests.map { "\"\($0)\"" }.joined(separator: ", ")
    var study = ExampleStudy()
    study.study = study.study.replacing(
      "tests: [cross-sectional-t, sign]",
      with: "tests: [\(list)]\nconventions: [\(conventions.joined(separator: ", "))]\ntables: [tests]")
    study.files["prices/C.csv"] = ExampleStudy.prices(seed: 4)
    study.events = """
      event_id,security,announced_at,phase,group,industry
      E1,A,2019-08-06,after-close,x,one
      E2,A,2019-10-08,regular,y,two
      E3,B,2019-09-10,pre-open,x,two
      E4,C,2019-08-06,after-close,y,three
      E5,B,2019-08-06,after-close,x,one
      E6,C,2019-11-05,regular,y,three

      """
    let work = try WorkDirectory()
    try study.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", "report")
    #expect(outcome == .init(status: 0, output: "", errors: ""), "\(tests) \(conventions)")
    let table = ReportFile(text: work.read("report/tests.csv") ?? "")
    return Dictionary(grouping: table.rows) { table.value($0, "test") }
  }

  @Test(arguments: ids) func aloneAndBesideAnother(_ id: String) throws {
    let all = try Self.everything.get()
    let own = try #require(all[id])
    let alone = try Self.rows([id])
    #expect(alone[id] == own)
    // Pairs of groups have one where a test compares them.
    let recommended = all["recommendation"]?.filter { id.hasPrefix("difference-") || !$0[0].contains("-") }
    #expect(alone["recommendation"]?.count == recommended?.count)
    let plain = id == "sign" ? "j1" : "sign"
    let pair = try Self.rows([plain, id])
    #expect(pair[id] == own && pair[plain] == all[plain])
  }

  @Test(arguments: plainIDs) func withEveryConvention(_ id: String) throws {
    let programs = ForeignConvention.allCases.map(\.rawValue)
    let all = try Self.everything.get()
    let found = try Self.rows([id], conventions: programs)
    #expect(found[id] == all[id])
    for variant in Self.variants where programs.contains(where: { variant == "\(id):\($0)" }) {
      #expect(found[variant] == all[variant], "\(variant)")
    }
  }
}
