import TestSupport
import Testing

/// A suspension written in three ways gives the same report: no rows, rows with volume 0 and the last price, rows that a
/// status column marks.
@Suite struct StatusColumnTests {
  /// The suspended days around the news of 8 October.
  private static let suspended = ExampleStudy.sessions.filter { $0 >= "2019-10-07" && $0 <= "2019-10-10" }

  /// A's prices with a volume and a status; `row` writes a suspended day.
  private func study(
    _ mapping: String, row: (_ day: String, _ price: String) -> String?
  ) -> ExampleStudy {
    var study = ExampleStudy()
    var last = ""
    var lines = ["date,close,volume,status,turn"]
    for line in (study.files["prices/A.csv"] ?? "").split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",").map(String.init)
      if Self.suspended.contains(fields[0]) {
        if let text = row(fields[0], last) { lines.append(text) }
      } else {
        lines.append("\(fields[0]),\(fields[1]),1000,1,0.5")
        last = fields[1]
      }
    }
    study.files["a.csv"] = lines.joined(separator: "\n") + "\n"
    study.files["prices/A.csv"] = nil
    study.study = study.study.replacing(
      "prices:\n",
      with: "prices:\n  - files: a.csv\n    security: A\n    exchange: XNYS\n    benchmark: M\n\(mapping)\n",
      maxReplacements: 1)
    return study
  }

  private func events(_ study: ExampleStudy) throws -> [[String]] {
    let work = try WorkDirectory()
    try study.write(to: work, folder: "mine")
    let outcome = try work.run("run", "mine/study.yaml", "--output", "reports")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let names = ["events", "windows", "abnormal_returns"]
    return try names.flatMap { try ReportFile(path: work.path("reports/\($0).csv")).rows }
  }

  @Test func everyEncodingGivesTheSameReport() throws {
    let plain = "    columns: {date: date, close: close}"
    let missing = try events(study(plain) { _, _ in nil })
    let found = missing.filter { $0.joined(separator: " ").contains("suspension-found") }
    #expect(found.count == 1 && found[0].contains("2019-10-11"))
    let volume = "    columns: {date: date, close: close, volume: volume}"
    #expect(try events(study(volume) { "\($0),\($1),0,0," }) == missing)
    let status = "    columns: {date: date, close: close, status: status}"
    #expect(try events(study(status) { "\($0),\($1),1000,0," }) == missing)
    // The same with the price left out, or 0, on the suspended days.
    #expect(try events(study(status) { day, _ in "\(day),,0,0," }) == missing)
    #expect(try events(study(status) { day, _ in "\(day),0.00,0,0," }) == missing)
    let turn = "    columns: {date: date, close: close, status: turn}\n    suspended_status: [\"\"]"
    #expect(try events(study(turn) { "\($0),\($1),0,1," }) == missing)
    let word = "    columns: {date: date, close: close, status: status}\n    suspended_status: [halt]"
    #expect(try events(study(word) { "\($0),\($1),0, HALT ,0" }) == missing)
  }

  /// Without the status column the same rows are trades at an unchanged price.
  @Test func withoutTheColumnTheRowsAreTrades() throws {
    let plain = "    columns: {date: date, close: close}"
    let rows = try events(study(plain) { "\($0),\($1),0,0," })
    #expect(!rows.contains { $0.joined(separator: " ").contains("suspension-found") })
  }
}
