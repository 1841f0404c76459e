import Foundation
import TestSupport
import Testing

@testable import StudyRun

/// The table of keys in `README.md`: it has every key of the study file, and no other.
@Suite struct ReadmeKeysTests {
  /// A row of the table: the keys in its first column, and what it says of them.
  private static func rows() throws -> [(keys: [String], text: String)] {
    let document = try String(contentsOfFile: "\(PackagePaths.root)/README.md", encoding: .utf8)
    let table = try #require(document.components(separatedBy: "\n| key | values | default |\n").last)
    return table.components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst().map { line in
      let cells = line.dropFirst(2).components(separatedBy: " | ")
      return (cells[0].split(separator: "`").map(String.init).filter { $0 != ", " }, String(line))
    }
  }

  @Test func everyKeyHasARowAndEveryRowAKey() throws {
    let keys = try Self.rows().flatMap(\.keys)
    #expect(keys.sorted() == StudyFile.keys.sorted())
  }

  /// Keys inside those of the study file.
  private static let inside: [(key: String, keys: [String])] = [
    ("prices", PriceEntryKeys.allowed), ("prices", PriceColumnKeys.allowed),
    ("prices", TradingHoursKeys.allowed), ("intraday", IntradayEntryKeys.allowed),
    ("intraday", IntradayEntryKeys.columnKeys), ("portfolios", PortfolioKeys.allowed),
    ("estimation", EstimationKeys.allowed), ("calendar_time", CalendarTimeKeys.allowed),
    ("events", LayoutKeys.all), ("regressions", RegressionKeys.allowed),
    ("regressions", RegressionKeys.regressorKeys), ("regressions", RegressionKeys.errorKeys),
  ]

  @Test(arguments: inside)
  func theRowNamesTheKeysInside(_ key: String, _ keys: [String]) throws {
    let row = try #require(try Self.rows().first { $0.keys.contains(key) })
    let words = Set(row.text.split { !$0.isLetter && $0 != "_" }.map(String.init))
    #expect(keys.filter { !words.contains($0) } == [])
  }
}
