import Foundation
import TestSupport
import Testing

/// One instant on 33 markets that know their sessions from an index alone, against `Scripts/oracles/many_markets.py`.
@Suite struct ManyMarketsTests {
  @Test func dayZeroAndCumulativeReturnsOfEveryMarketAgreeWithOtherSoftware() throws {
    let work = try WorkDirectory()
    try work.copy("Tests/Fixtures/Oracles/many-markets", to: "mine")
    #expect(
      try work.run("run", "mine/study.yaml", "--output", "reports")
        == .init(status: 0, output: "", errors: ""))
    let expected = try NumberTable(fixture: "Oracles/many-markets/expected.csv")
    let events = try ReportFile(path: work.path("reports/events.csv"))
    let windows = try ReportFile(path: work.path("reports/windows.csv"))
    let timeline = ReportFile(text: try work.run("check", "mine/study.yaml", "--format", "csv").output)
    #expect(expected.rows.count == 33 && events.rows.count == 33 && timeline.rows.count == 33)
    let (byEvent, byWindow) = (events.keyed(by: ["event_id"]), windows.keyed(by: ["event_id", "window"]))
    let moments = timeline.keyed(by: ["event_id"])
    for row in expected.rows.indices {
      let market = try expected.text(row, "market")
      let event = try #require(byEvent[market])
      #expect(events.value(event, "phase") == (try expected.text(row, "phase")), "\(market)")
      #expect(events.value(event, "day_zero") == (try expected.text(row, "day_zero")), "\(market)")
      let line = try #require(moments[market])
      #expect(
        timeline.value(line, "first_tradable_at") == (try expected.text(row, "first_tradable_at")),
        "\(market)")
      for (window, car, error) in [
        ("[0,0]", "ar", nil), ("[0,5]", "car_0_5", "car_se_0_5"), ("[0,10]", "car_0_10", "car_se_0_10"),
      ] {
        let found = try #require(byWindow["\(market) \(window)"])
        let value = try #require(Double(windows.value(found, "car")), "\(market) \(window)")
        #expect(
          agrees(value, try expected.number(row, car), relative: 1e-10, scale: 1e-3), "\(market) \(window)")
        guard let error else { continue }
        let standardError = try #require(Double(windows.value(found, "car_se")))
        #expect(
          agrees(standardError, try expected.number(row, error), relative: 1e-10), "\(market) \(window)")
      }
    }
    // Who could react first: the markets that were open share the first place.
    let order = events.rows.reduce(into: [String: String]()) {
      $0[events.value($1, "event_id")] = events.value($1, "reaction_order")
    }
    #expect(order["London"] == "1" && order["Riyadh"] == "1" && order["SaoPaulo"] == "2")
    let places = Set(timeline.values("first_tradable_at")).sorted()
    let place = try #require(places.firstIndex(of: "2001-09-14T04:30:00Z"))
    #expect(order["Karachi"] == "\(place + 1)")
  }
}
