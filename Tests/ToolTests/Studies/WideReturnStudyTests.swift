import Foundation
import TestSupport
import Testing

/// A study of a table with a column of returns a security gives the numbers of the same returns, one a row.
@Suite struct WideReturnStudyTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  private static let gap = "2019-10-08"

  /// The simple returns of the example's files, by session and security; A has none on the day of its news.
  private static var returns: [(day: String, cells: [(security: String, text: String)])] {
    let files = ExampleStudy().files
    let closes = [("A", "prices/A.csv"), ("B", "prices/B.csv"), ("M", "index.csv")].map { security, file in
      let rows = (files[file] ?? "").split(separator: "\n").dropFirst()
      return (security, rows.map { Double($0.split(separator: ",")[1]) ?? .nan })
    }
    return ExampleStudy.sessions.indices.dropFirst().map { row in
      let day = ExampleStudy.sessions[row]
      return (
        day,
        closes.map { security, closes in
          (security, security == "A" && day == gap ? "" : "\(100 * (closes[row] / closes[row - 1] - 1))")
        }
      )
    }
  }

  private func run(
    _ entry: String, _ table: String, _ rules: String, into folder: String
  ) throws -> [String: String] {
    var study = ExampleStudy()
    study.files = ["returns.csv": table]
    let tail = study.study.components(separatedBy: "estimation:")[1]
    study.study =
      "events: events.csv\nprices:\n  - {files: returns.csv, \(entry), exchange: XNYS, benchmark: M, returns_in: percent}\n"
      + "estimation:\(tail)\(rules)"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let tables = [
      "events.csv", "models.csv", "abnormal_returns.csv", "windows.csv", "tests.csv", "averages.csv",
    ]
    return Dictionary(
      uniqueKeysWithValues: tables.map { ($0, work.read("\(folder)/\($0)") ?? UUID().uuidString) })
  }

  @Test(arguments: ["drop", "single", "multi"], ["simple", "log"])
  func givesTheNumbersOfALongTable(_ afterGap: String, _ kind: String) throws {
    let rules = "return_after_gap: \(afterGap)\nreturns: \(kind)\nincomplete_windows: available\n"
    let long = Self.returns.reduce("date,symbol,ret\n") { text, row in
      text + row.cells.filter { !$0.text.isEmpty }.map { "\(row.day),\($0.security),\($0.text)\n" }.joined()
    }
    let wide = Self.returns.reduce("Date,A,B,M\n") { text, row in
      text + "\(row.day)," + row.cells.map(\.text).joined(separator: ",") + "\n"
    }
    let expected = try run("columns: {security: symbol, date: date, return: ret}", long, rules, into: "long")
    #expect(try run("format: wide", wide, rules, into: "wide") == expected)
    for _ in 1...2 {
      #expect(
        try run("format: wide", wide, rules + "cache: ../cache\n", into: "cached") == expected)
    }
    #expect(expected["windows.csv"]?.contains(",ok,") == true)
  }

  /// The keys of an entry are flags, too.
  @Test func declaredByAFlag() throws {
    var study = ExampleStudy()
    study.files = [
      "returns.csv": Self.returns.reduce("Date,A,B,M\n") { text, row in
        text + "\(row.day)," + row.cells.map(\.text).joined(separator: ",") + "\n"
      }
    ]
    try study.write(to: work, folder: "study")
    let flags = "--prices returns.csv --exchange XNYS --benchmark M --events events.csv"
    let silent = try work.shell("cd study && \"$EVENTSTUDY\" run \(flags)")
    #expect(silent.status == 65)
    #expect(silent.errors.contains("[looks-like-returns]") && !silent.errors.contains("[price-not-positive]"))
    let declared = try work.shell("cd study && \"$EVENTSTUDY\" run \(flags) --returns-in percent")
    #expect(declared.status == 0 && declared.errors.isEmpty, "\(declared.errors)")
  }
}
