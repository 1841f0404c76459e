import TestSupport
import Testing

/// An event's own rows and what is told of the input do not depend on the company of other securities' events.
@Suite struct EventAloneTests {
  private static let tables = ["events", "abnormal_returns", "models", "windows", "reactions"]

  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    try work.copy("SampleData/entity-list-2019", to: "study")
  }

  private func report(_ folder: String) throws -> (rows: [String: [[String]]], told: Set<[String]>) {
    #expect(try work.run("run", "study/study.yaml", "--output", folder).status == 0)
    let rows = try Self.tables.map { name in
      (name, try ReportFile(path: work.path("\(folder)/\(name).csv")).rows)
    }
    let diagnostics = try ReportFile(path: work.path("\(folder)/diagnostics.csv"))
    let told = diagnostics.rows.map { row in ["id", "file", "security"].map { diagnostics.value(row, $0) } }
    return (Dictionary(uniqueKeysWithValues: rows), Set(told))
  }

  @Test func itsRowsAreTheSame() throws {
    let together = try report("together")
    let events = try #require(work.read("study/events.csv")).split(separator: "\n")
    let ids = try #require(together.rows["events"]).map { $0[0] }
    try #require(ids.count == events.count - 1 && ids.count == 9)
    for (id, event) in zip(ids, events.dropFirst()) {
      try work.write("\(events[0])\n\(event)\n", to: "study/events.csv")
      let alone = try report("alone")
      for table in Self.tables {
        #expect(alone.rows[table] == together.rows[table]?.filter { $0[0] == id }, "\(id) in \(table)")
      }
      #expect(alone.told.isSubset(of: together.told), "\(id)")
    }
  }
}
