import Foundation
import TestSupport
import Testing

/// A study whose returns are ready-made, once simple and once logarithms: the numbers of a hand and of each other.
@Suite struct LogReturnStudyTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  private static let ways: [(word: String, file: @Sendable (Double) -> Double)] = [
    ("fraction", { expm1($0) }), ("percent", { 100 * expm1($0) }), ("log", { $0 }),
    ("log-percent", { 100 * $0 }),
  ]

  /// The log returns of a file of closes, by session.
  private static func logs(_ prices: String) -> [(day: String, value: Double)] {
    let rows = prices.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    return zip(rows, rows.dropFirst()).map { before, row in
      (String(row[0]), log((Double(row[1]) ?? .nan) / (Double(before[1]) ?? .nan)))
    }
  }

  private static func study(_ word: String, _ kind: String, _ file: (Double) -> Double) -> ExampleStudy {
    var study = ExampleStudy()
    for (name, text) in study.files {
      study.files[name] = logs(text).reduce("date,ret\n") { $0 + "\($1.day),\(file($1.value))\n" }
    }
    study.study = study.study.replacingOccurrences(
      of: "columns: {date: date, close: close}",
      with: "columns: {date: date, return: ret}\n    returns_in: \(word)")
    study.study += "models: [market-adjusted, market-model]\nreturns: \(kind)\n"
    return study
  }

  private func report(_ word: String, _ kind: String, _ file: (Double) -> Double) throws -> ReportFile {
    try Self.study(word, kind, file).write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", "report-\(word)")
    #expect(outcome == .init(status: 0, output: "", errors: ""), "\(outcome.errors)")
    return try ReportFile(path: work.path("report-\(word)/windows.csv"))
  }

  /// A's news of 8 October is of the session itself: its window is that day and its neighbors.
  @Test(arguments: ["simple", "log"]) func carsAndBuyAndHoldReturnsOfAHand(_ kind: String) throws {
    let files = ExampleStudy().files
    let (own, market) = (Self.logs(files["prices/A.csv"] ?? ""), Self.logs(files["index.csv"] ?? ""))
    let first = try #require(own.firstIndex { $0.day == "2019-10-07" })
    let days = first...(first + 2)
    let counted = { (value: Double) in kind == "log" ? value : expm1(value) }
    let car = days.reduce(0.0) { $0 + counted(own[$1].value) - counted(market[$1].value) }
    let held = { (series: [(day: String, value: Double)]) in exp(days.reduce(0.0) { $0 + series[$1].value }) }
    for way in Self.ways {
      let windows = try report(way.word, kind, way.file)
      let rows = windows.rows.filter {
        windows.value($0, "event_id") == "E2" && windows.value($0, "window") == "[-1,1]"
          && windows.value($0, "model") == "market-adjusted"
      }
      #expect(rows.count == 1)
      let number = { (column: String) in Double(windows.value(rows[0], column)) ?? .nan }
      #expect(abs(number("car") - car) < 1e-15, "\(way.word)")
      #expect(abs(number("bhar") - (held(own) - held(market))) < 1e-15, "\(way.word)")
    }
  }

  /// Logarithms that are counted as such are the numbers of the file, to the last digit or the one before it.
  @Test func theModelSeesTheNumbersOfTheFile() throws {
    _ = try report("log", "log") { $0 }
    let days = try ReportFile(path: work.path("report-log/abnormal_returns.csv"))
    let own = Dictionary(
      uniqueKeysWithValues: Self.logs(ExampleStudy().files["prices/A.csv"] ?? "").map { ($0.day, $0.value) })
    var compared = 0
    for row in days.rows where days.value(row, "security") == "A" {
      let value = try #require(own[days.value(row, "session")])
      let seen = try #require(Double(days.value(row, "return")))
      #expect(abs(seen - value) <= 2 * value.ulp)
      compared += 1
    }
    #expect(compared > 40)
  }

  /// A return over two sessions is their sum.
  @Test(arguments: ["simple", "log"]) func aReturnOverTwoSessions(_ kind: String) throws {
    var numbers: [[Double]] = []
    for way in Self.ways {
      var study = Self.study(way.word, kind, way.file)
      let day = "2019-10-07"
      let line = study.line(of: day, in: "prices/A.csv")
      study.replace(line + "\n", in: "prices/A.csv", with: "")
      study.study += "return_after_gap: multi\nincomplete_windows: available\n"
      try study.write(to: work, folder: "study")
      #expect(try work.run("run", "study/study.yaml", "--output", "report").status == 0)
      let windows = try ReportFile(path: work.path("report/windows.csv"))
      numbers.append(windows.rows.map { Double(windows.value($0, "car")) ?? -1 })
    }
    for other in numbers.dropFirst() {
      #expect(other.count == numbers[0].count)
      for (one, two) in zip(numbers[0], other) { #expect(abs(one - two) < 1e-14) }
    }
  }

  /// Each way of reading has its own entry, and the manifest says which it was.
  @Test func theCacheAndTheManifestTellThemApart() throws {
    for round in 1...2 {
      for way in Self.ways {
        var study = Self.study(way.word, "simple") { $0 }
        study.study += "cache: ../cache\n"
        try study.write(to: work, folder: "study")
        #expect(try work.run("run", "study/study.yaml", "--output", "cached-\(way.word)").status == 0)
        study.study = study.study.replacingOccurrences(of: "cache: ../cache\n", with: "")
        try study.write(to: work, folder: "study")
        #expect(try work.run("run", "study/study.yaml", "--output", "plain").status == 0)
        #expect(
          work.read("cached-\(way.word)/windows.csv") == work.read("plain/windows.csv"), "round \(round)")
        let manifest = work.read("cached-\(way.word)/manifest.json") ?? ""
        #expect(manifest.contains("\"returns_in\": \"\(way.word)\""))
      }
    }
    #expect(Set(Self.ways.map { work.read("cached-\($0.word)/windows.csv") }).count == 4)
  }
}
