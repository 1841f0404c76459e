import CoreTypes
import ExpectedReturns
import Foundation
import ImpactMeasures
import Inference
import Reports
import TestSupport
import Testing

/// `REASONS.md` lists every id the program can say, with its exit class; scripts are written from it.
@Suite struct ReasonsDocumentTests {
  private let document: [String]

  init() throws {
    document = try String(contentsOfFile: "\(PackagePaths.root)/REASONS.md", encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// The rows of the section with this heading, by id.
  private func rows(of heading: String) throws -> [String: [String]] {
    let start = try #require(document.firstIndex(of: "## \(heading)"))
    let section = document[(start + 1)...].prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("| `") }
    return Dictionary(
      uniqueKeysWithValues: section.map { line in
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        return (cells[0].trimmingCharacters(in: ["`"]), Array(cells.dropFirst()))
      })
  }

  @Test func diagnostics() throws {
    let rows = try rows(of: "Diagnostics")
    #expect(Set(rows.keys) == Set(DiagnosticID.allCases.map(\.rawValue)))
    for id in DiagnosticID.allCases {
      #expect(rows[id.rawValue]?.prefix(2) == [id.severity.rawValue, id.severity == .error ? "1" : "0"])
    }
  }

  @Test func exclusions() throws {
    let rows = try rows(of: "Reasons for excluded events")
    #expect(Set(rows.keys) == Set(ExclusionReason.allCases.map(\.rawValue)))
    for reason in ExclusionReason.allCases {
      #expect(rows[reason.rawValue]?.first == (reason.isInputFault ? "1" : "0"))
    }
  }

  @Test func legs() throws {
    #expect(try Set(rows(of: "Reasons for empty legs").keys) == Set(LegReason.allCases.map(\.rawValue)))
  }

  @Test func warningsWindowsAndTests() throws {
    #expect(try Set(rows(of: "Warnings of events").keys) == Set(EventWarning.allCases.map(\.rawValue)))
    #expect(
      try Set(rows(of: "Reasons for excluded windows").keys) == Set(WindowExclusion.allCases.map(\.rawValue)))
    #expect(
      try Set(rows(of: "Reasons for tests without an answer").keys)
        == Set(TestReason.allCases.map(\.rawValue)))
    #expect(
      try Set(rows(of: "Reasons for regressions without an answer").keys)
        == Set(RegressionReason.allCases.map(\.rawValue)))
  }

  /// Every column of the tables of results is in the list, or has a name that says it.
  @Test func columns() throws {
    let start = try #require(document.firstIndex(of: "## Columns that their names do not explain"))
    let cells = document[(start + 1)...].filter { $0.hasPrefix("| `") }.map { $0.split(separator: "|")[0] }
    let listed = Set(cells.flatMap { $0.split(separator: "`").map(String.init) })
    let plain: Set = [
      "event_id", "security", "group", "model", "window", "test", "events", "status", "reason", "convention",
      "return",
      "benchmark_return", "first_session", "last_session", "car", "car_lower", "car_upper", "p_less",
      "statistic",
      "distribution",
    ]
    for table in [ReportTable.abnormalReturns, .windows, .averages, .tests] {
      for column in table.columns(alternative: .less) where !plain.contains(column) {
        #expect(listed.contains(column), "\(table) \(column)")
      }
    }
  }

  @Test func conventions() throws {
    let words = try Set(rows(of: "Conventions of events' rows").keys)
    #expect(words.isSuperset(of: ModelConvention.allCases.map(\.rawValue)))
    #expect(
      words.isSuperset(of: ["held-to-delisting", "reinvested-after-delisting", "n-alpha-approximation"]))
  }
}
