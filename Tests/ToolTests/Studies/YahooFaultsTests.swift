import TestSupport
import Testing

/// Files of Yahoo's shape (no line break at the end, `null` fields, prices of 0 and below, ranges that contradict
/// themselves, repeated days, a row on a holiday) with counted faults: what is told of each must be its count.
@Suite struct YahooFaultsTests {
  private struct Seeded {
    var counts: [String: Int] = [:]
    var refused: [String: Int] = [:]

    mutating func add(_ id: String, _ rows: Int, in security: String, isRefused: Bool) {
      counts[id, default: 0] += rows
      if isRefused { refused[security, default: 0] += rows }
    }
  }

  private static let header = "Date,Open,High,Low,Close,Adj Close,Volume"

  /// Twelve securities on the sessions of 2019, each with its own faults.
  private static func write(to work: WorkDirectory) throws -> Seeded {
    var seeded = Seeded()
    for number in 0..<12 {
      let security = "S\(number)"
      var rows = ExampleStudy.prices(seed: UInt64(number + 1)).split(separator: "\n").dropFirst().map {
        line in
        let cells = line.split(separator: ",")
        let close = Double(cells[1]) ?? 0
        return "\(cells[0]),\(close),\(close + 0.5),\(close - 0.5),\(close),\(close * 0.5),120000"
      }
      func day(_ row: Int) -> Substring { rows[row].prefix(10) }
      for row in [20 + number, 40 + number, 60 + number].prefix(number % 4) {
        rows[row] = "\(day(row)),null,null,null,null,null,null"
        seeded.add("price-missing warning", 1, in: security, isRefused: true)
      }
      if number % 3 == 0 {
        rows[80] = "\(day(80)),10,10,10,0.000000,0.000000,0"
        rows[85] = "\(day(85)),10,10,10,10,-4.5,100"
        seeded.add("price-not-positive error", 2, in: security, isRefused: true)
      }
      if number % 2 == 0 {
        rows[100] = "\(day(100)),10,9,8,9.5,4.5,100"
        seeded.add("price-range-inconsistent warning", 1, in: security, isRefused: false)
      }
      if number == 5 {
        rows.insert(rows[120], at: 121)
        seeded.add("price-day-duplicated warning", 1, in: security, isRefused: true)
      }
      if number == 7 {
        rows.insert("\(day(130)),10,10,10,10,4.5,100", at: 131)
        seeded.add("price-day-duplicated error", 2, in: security, isRefused: true)
      }
      if number == 8 {
        let holiday = rows.firstIndex { $0 > "2019-07-04" } ?? 0
        rows.insert("2019-07-04,10,10,10,10,4.5,100", at: holiday)
        seeded.add("price-on-closed-day warning", 1, in: security, isRefused: false)
      }
      try work.write(([header] + rows).joined(separator: "\n"), to: "prices/\(security).csv")
    }
    return seeded
  }

  @Test func whatIsToldIsWhatWasSeeded() throws {
    let work = try WorkDirectory()
    let seeded = try Self.write(to: work)
    try work.write(ExampleStudy.prices(seed: 99), to: "M.csv")
    let events = (0..<12).reduce("security,announced_at,phase\n") { $0 + "S\($1),2019-11-05,regular\n" }
    try work.write(events, to: "events.csv")
    try work.write(
      """
      events: events.csv
      prices:
        - {files: prices/*.csv, exchange: XNYS, benchmark: M}
        - {files: M.csv, exchange: XNYS}
      estimation: {length: 150, minimum: 100}
      windows: [[0, 0]]
      tests: [sign]

      """, to: "study.yaml")
    let outcome = try work.run("run", "study.yaml")
    #expect(outcome.status == 1)
    let diagnostics = try ReportFile(path: work.path("reports/diagnostics.csv"))
    var told: [String: Int] = [:]
    for row in diagnostics.rows {
      told["\(diagnostics.value(row, "id")) \(diagnostics.value(row, "severity"))", default: 0] += 1
    }
    // What the prices, not the files, give cause to say.
    let aboutPrices = [
      "looks-like-a-split warning", "price-out-of-line warning", "price-stale warning",
    ]
    #expect(told.filter { !aboutPrices.contains($0.key) } == seeded.counts)
    let quality = try ReportFile(path: work.path("reports/quality.csv"))
    #expect(quality.rows.count == 13)
    for row in quality.rows {
      let security = quality.value(row, "security")
      #expect(quality.value(row, "rows_refused") == "\(seeded.refused[security] ?? 0)", "\(security)")
    }
    // A mail of cron has room for it.
    #expect(outcome.errors.split(separator: "\n").count <= 100, "\(outcome.errors)")
  }
}
