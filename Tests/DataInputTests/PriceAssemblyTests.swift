import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Whether a security's rows lie together in one block, in several, in a few chunks, in many, or between those of others:
/// its series has the same rows, each from its own file and line.
@Suite struct PriceAssemblyTests {
  private struct Row: Equatable {
    let day: Int
    let close: Double
    let open: Double?
    let place: String
  }

  private static let securities = ["C", "A", "D", "B", "E"]
  /// Days of each file's own, newest first in the last one.
  private static let days = [Array(1...9), Array(10...19), Array((20...28).reversed())]

  /// One file's rows, and what they say beside their place; only the second has opening prices.
  private static func rows(of file: Int, byDate: Bool) -> (text: String, rows: [String: [Row]]) {
    var text = file == 1 ? "security,date,close,open\n" : "security,date,close\n"
    var rows: [String: [Row]] = [:]
    let order =
      byDate
      ? days[file].flatMap { day in securities.map { ($0, day) } }
      : securities.flatMap { security in days[file].map { (security, $0) } }
    // E is in the first file alone, C not in the last.
    let listed = order.filter { !($0.0 == "E" && file > 0) && !($0.0 == "C" && file == 2) }
    for (line, (security, day)) in listed.enumerated() {
      let close = Double(100 * file + day)
      text += "\(security),2019-10-\(day < 10 ? "0" : "")\(day),\(close)\(file == 1 ? ",\(close + 1)" : "")\n"
      rows[security, default: []].append(
        Row(day: day, close: close, open: file == 1 ? close + 1 : nil, place: "\(file).csv:\(line + 2)"))
    }
    return (text, rows)
  }

  private static func described(_ series: PriceSeries) -> [Row] {
    (0..<series.count).map { row in
      let location = series.location(ofRow: row)
      let open = series.open.isEmpty || series.open[row].isNaN ? nil : series.open[row]
      return Row(
        day: series.dates[row].components.day, close: series.values[row], open: open,
        place: "\(location.file):\(location.line ?? 0)")
    }
  }

  @Test(arguments: [false, true], [60, 200, 100_000])
  func everyRowKeepsItsPlace(byDate: Bool, chunkBytes: Int) throws {
    var trial = try PriceTrial()
    var expected: [String: [Row]] = [:]
    for file in 0...2 {
      let made = Self.rows(of: file, byDate: byDate)
      try trial.add(made.text.utf8, name: "\(file).csv")
      expected.merge(made.rows) { $0 + $1 }
    }
    let cache = try CacheTrial()
    for (jobs, kept) in [(1, nil), (2, nil), (8, nil), (2, cache.cache), (2, cache.cache)] {
      let read = try trial.read(jobs: jobs, chunkBytes: chunkBytes, cache: kept)
      let series = read.seriesBySource[0]
      #expect(series.map(\.security.text) == ["A", "B", "C", "D", "E"])
      for one in series {
        let rows = try #require(expected[one.security.text]).sorted { $0.day < $1.day }
        #expect(Self.described(one) == rows)
      }
    }
  }

  /// What stands twice is told with both places, wherever the rows lie.
  @Test(arguments: [40, 100_000])
  func aDayThatStandsTwiceIsToldWithItsPlaces(_ chunkBytes: Int) throws {
    var trial = try PriceTrial()
    try trial.add("security,date,close\nA,2019-10-01,1\nA,2019-10-02,2\nB,2019-10-01,5\n".utf8, name: "a.csv")
    try trial.add("security,date,close\nB,2019-10-02,6\nA,2019-10-02,3\n".utf8, name: "b.csv")
    let read = try trial.read(jobs: 2, chunkBytes: chunkBytes)
    #expect(read.seriesBySource[0].map(\.values) == [[1], [5, 6]])
    let told = read.diagnostics.map { "\($0.location?.file ?? ""):\($0.location?.line ?? 0)" }
    #expect(told == ["a.csv:3", "b.csv:3"])
  }

  /// Files of one block each are not copied: their series have one file, and share dates that are equal.
  @Test func filesOfOneSecurityEach() throws {
    var trial = try PriceTrial()
    for security in ["S1", "S0", "S2"] {
      try trial.add("date,close\n2019-10-01,1\n2019-10-02,2\n".utf8, name: "\(security).csv")
    }
    let series = try trial.read().seriesBySource[0]
    #expect(series.map(\.security.text) == ["S0", "S1", "S2"])
    #expect(series.map(\.files) == [["S0.csv"], ["S1.csv"], ["S2.csv"]])
    #expect(series.allSatisfy { $0.fileIndexes.isEmpty && $0.lines == [2, 3] })
  }
}
