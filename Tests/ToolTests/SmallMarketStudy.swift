import Foundation
import TestSupport

/// The synthetic market in a scratch folder, with factors made from its columns and a study to change.
struct SmallMarketStudy {
  let work: WorkDirectory
  private static let fixture = "Tests/Fixtures/Oracles/small-market"

  /// - Parameter model: the entry of `models:`.
  init(model: String, gaps: String = "drop") throws {
    work = try WorkDirectory()
    try work.copy(Self.fixture, to: "study")
    try work.write(Self.factors(), to: "study/factors_named.csv")
    try change("models: [market-model]", to: "factors: factors_named.csv\nmodels: [\(model)]\n" + Self.tests)
    try change("gaps: drop", to: "gaps: \(gaps)")
  }

  private static let tests = """
    tests: [cross-sectional-t, crude-dependence, j1, patell, "patell:classic", adjusted-patell,
      "adjusted-patell:kp2010", bmp, adjusted-bmp, "adjusted-bmp:kp2010", corrado-rank, "corrado-rank:plain",
      "corrado-rank:1989", corrado-zivney, sign, generalized-sign, "generalized-sign:daily", corrado-zivney-sign,
      wilcoxon]

    """

  /// Replaces one piece of the study file, which must be there.
  func change(_ old: String, to new: String) throws {
    let text = work.read("study/study.yaml") ?? ""
    guard text.contains(old) else { throw NumberTable.Fault("the study does not say '\(old)'") }
    try work.write(text.replacingOccurrences(of: old, with: new), to: "study/study.yaml")
  }

  /// One more column of the events file.
  func addColumn(_ name: String, _ value: (_ place: Int, _ event: Substring) -> String) throws {
    let lines = (work.read("study/events.csv") ?? "").split(separator: "\n")
    let rows = lines.enumerated().map { index, line in
      "\(line),\(index == 0 ? name : value(index - 1, line.prefix { $0 != "," }))"
    }
    try work.write(rows.joined(separator: "\n") + "\n", to: "study/events.csv")
  }

  func run() throws -> WorkDirectory.Outcome { try work.run("run", "study/study.yaml", "--output", "report") }

  /// A table of the report by the values of some columns; no field of it has a comma but windows.
  func table(_ name: String, by keys: [String]) throws -> [[String]: [String: String]] {
    var rows = Self.rows(work.read("report/\(name)") ?? "")
    guard !rows.isEmpty else { throw NumberTable.Fault("there is no table \(name)") }
    let header = rows.removeFirst()
    var table: [[String]: [String: String]] = [:]
    for row in rows {
      let fields = Dictionary(zip(header, row)) { first, _ in first }
      table[keys.map { fields[$0] ?? "" }] = fields
    }
    return table
  }

  /// What windows.csv says of E01.
  func firstWindow(_ window: String) throws -> [String: String] {
    guard let row = try table("windows.csv", by: ["event_id", "window"])[["E01", window]] else {
      throw NumberTable.Fault("E01 has no window \(window)")
    }
    return row
  }

  /// nan = there is none.
  func number(_ row: [String: String], _ column: String) -> Double {
    row[column].flatMap(Double.init) ?? .nan
  }

  private static func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      var fields = [""]
      var isQuoted = false
      for character in line {
        switch character {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted: fields.append("")
        default: fields[fields.count - 1].append(character)
        }
      }
      return fields
    }
  }

  /// The market's columns as a factors file: `mkt_rf` is the market less the riskless rate.
  static func factors(mapRow: (_ date: String, _ line: String) -> String? = { $1 }) throws -> String {
    let table = try NumberTable(fixture: "Oracles/small-market/factors.csv")
    var lines = ["date,mkt_rf,smb,hml,mom,rmw,cma,rf"]
    for row in table.rows.indices {
      let excess = try table.number(row, "mkt") - table.number(row, "rf")
      let others = try ["smb", "hml", "mom", "rmw", "cma", "rf"].map { try table.text(row, $0) }
      let date = try table.text(row, "date")
      let line = ([date, "\(excess)"] + others).joined(separator: ",")
      if let kept = mapRow(date, line) { lines.append(kept) }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
