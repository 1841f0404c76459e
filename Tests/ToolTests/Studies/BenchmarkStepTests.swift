import TestSupport
import Testing

/// Prices whose dates are a session off against those of the benchmark.
@Suite struct BenchmarkStepTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// The warnings of an event of A, whose prices follow those of M with noise, `shift` sessions later.
  private func told(shift: Int, share: Double = 1, _ model: String = "market-model") throws -> [String] {
    var study = ExampleStudy()
    study.events = "event_id,security,announced_at,phase\nE,A,2019-10-08,pre-open\n"
    study.study += "models: [\(model)]\n"
    let sessions = ExampleStudy.sessions
    let market = prices("index.csv", study)
    let noise = prices("prices/B.csv", study)
    study.files["prices/A.csv"] = sessions.indices.reduce("date,close\n") { text, day in
      let place = min(max(day + shift, 0), sessions.count - 1)
      return text + "\(sessions[day]),\(market[place] * (1 + (1 - share) * noise[day]))\n"
    }
    try study.write(to: work, folder: "mine")
    let outcome = try work.shell("\"$EVENTSTUDY\" run mine/study.yaml --output reports")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let events = try ReportFile(path: work.path("reports/events.csv"))
    return [events.values("warnings")[0], events.values("explanation")[0]]
  }

  private func prices(_ file: String, _ study: ExampleStudy) -> [Double] {
    (study.files[file] ?? "").split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: ",").last.flatMap { Double($0) }
    }
  }

  @Test(arguments: [(1, "later"), (-1, "earlier")])
  func datesThatAreASessionOff(_ shift: Int, _ word: String) throws {
    let found = try told(shift: shift)
    #expect(found[0] == "benchmark-out-of-step")
    #expect(
      found[1].hasPrefix(
        "benchmark-out-of-step: the correlation with the benchmark's return of a session \(word) is 1.0, with that of the same session "
      ), "\(found[1])")
    // Nobody is compared with a benchmark.
    #expect(try told(shift: shift, "constant-mean")[0] == "")
  }

  @Test func datesThatAgree() throws {
    #expect(try !told(shift: 0, share: 0.9)[0].contains("benchmark-out-of-step"))
    // Nothing to do with the benchmark, in step or not.
    #expect(try told(shift: 0, share: -20)[0] == "")
  }
}
