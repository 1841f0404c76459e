import Foundation
import TestSupport
import Testing

/// News before the open and after the close in a simulated market: with the right day 0 the reaction stands on it.
@Suite struct AnnouncementTimesTests {
  /// What the news does to a price, on the first session that can know it.
  private static let jump = 0.06

  /// Sessions with news, far enough apart: position in `ExampleStudy.sessions`, the day typed and its phase.
  private struct News {
    let session: Int
    let day: String
    let phase: String
  }

  /// The day typed is any day of the calendar, weekends and holidays among them.
  private static func news(of security: Int) -> [News] {
    let sessions = ExampleStudy.sessions
    return [0, 1].map { half in
      let session = 150 + security + 45 * half
      // Before the open of that session, or after the close of any day since the one before.
      if (security + half) % 2 == 0 {
        return News(session: session, day: sessions[session], phase: "pre-open")
      }
      let evening = security % 3 == 0 ? ExampleStudy.dayBefore(sessions[session]) : sessions[session - 1]
      return News(session: session, day: evening, phase: "after-close")
    }
  }

  /// Spreadsheets write dates with the time 00:00:00.
  @Test func midnightWithoutAZoneIsADate() throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.events = """
      event_id,security,announced_at,timezone,phase
      E1,A,2019-08-06 00:00:00,,after-close
      E2,A,2019-10-08T00:00,,
      E3,B,2019-09-10T00:00,America/New_York,
      E4,B,2019-11-12T00:00:00Z,,

      """
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml", "--format", "csv")
    let rows = outcome.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(
      rows.map { $0.contains("2019-08-07") || $0.contains("date-only") } == [true, true, false, false])
    #expect(
      rows.map { $0.contains { $0.contains("announcement-time-unknown") } } == [false, true, false, false])
  }

  private func study() -> ExampleStudy {
    var study = ExampleStudy()
    study.files["prices/A.csv"] = nil
    study.files["prices/B.csv"] = nil
    study.events = "event_id,security,announced_at,phase\n"
    for security in 0..<40 {
      let news = Self.news(of: security)
      var numbers = TestNumbers(seed: UInt64(security + 11))
      var price = 40.0
      var text = "date,close\n"
      for (session, day) in ExampleStudy.sessions.enumerated() {
        price *= 1 + 0.03 * numbers.next()
        if news.contains(where: { $0.session == session }) {
          price *= 1 + (numbers.next() > 0 ? 1 : -1) * Self.jump
        }
        text += "\(day),\(String(format: "%.4f", price))\n"
      }
      study.files["prices/S\(security).csv"] = text
      for (number, item) in news.enumerated() {
        study.events += "S\(security)-\(number),S\(security),\(item.day),\(item.phase)\n"
      }
    }
    return study
  }

  @Test func theMedianReactionOfBothKindsPeaksOnDayZero() throws {
    let work = try WorkDirectory()
    try study().write(to: work, folder: "mine")
    #expect(try work.run("run", "mine/study.yaml", "--output", "reports").status == 0)
    let events = try ReportFile(path: work.path("reports/events.csv"))
    let returns = try ReportFile(path: work.path("reports/abnormal_returns.csv"))
    let sessions = ExampleStudy.sessions
    var phases: [String: String] = [:]
    for row in events.rows {
      let id = events.value(row, "event_id")
      let parts = id.dropFirst().split(separator: "-").compactMap { Int($0) }
      let item = Self.news(of: parts[0])[parts[1]]
      #expect(events.value(row, "day_zero") == sessions[item.session], "\(id)")
      #expect(events.value(row, "warnings").isEmpty, "\(id)")
      phases[id] = item.phase
    }
    for phase in ["pre-open", "after-close"] {
      let ids = Set(phases.filter { $0.value == phase }.keys)
      #expect(ids.count == 40)
      var sizes: [String: [Double]] = [:]
      for row in returns.rows where ids.contains(returns.value(row, "event_id")) {
        if let sar = Double(returns.value(row, "sar")) {
          sizes[returns.value(row, "day"), default: []].append(abs(sar))
        }
      }
      let medians = sizes.mapValues { $0.sorted()[$0.count / 2] }
      let peak = try #require(medians["0"])
      #expect(
        medians.count == 11 && medians.allSatisfy { $0.key == "0" || $0.value < peak / 3 },
        "\(phase) \(medians)")
    }
  }
}
