import Foundation
import TestSupport
import Testing

/// Variants of the tests as other programs compute them, and variances without the prediction error, through the built program.
@Suite struct ConventionStudyTests {
  @Test func conventionsOfOtherPrograms() throws {
    let study = try SmallMarketStudy(model: "market-model")
    try study.change(
      "returns: simple", to: "conventions: [estudy2, eventstudy2, eventstudytools, wrds]\nreturns: simple")
    try study.change("tests: [cross-sectional-t", to: "tests: [portfolio-t, grank-t, cross-sectional-t")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let report = try study.table("tests.csv", by: ["test", "window"])
    let expected = try NumberTable(fixture: "Oracles/small-market/expected/conventions.csv")
    let compared = try expected.compareFigures(with: report) { row in
      [try expected.text(row, "test"), try expected.window(row)]
    }
    #expect(compared == 130)
    let days = report[["patell:estudy2", "[-1,1]"]]
    #expect(days?["statistic"] == "" && days?["p_value"] == "" && days?["reason"] == "single-day-only")
    // A program's row follows the right one.
    let order = (study.work.read("report/tests.csv") ?? "").split(separator: "\n").map { $0.prefix(60) }
    let place = try #require(order.firstIndex { $0.contains("\"[0,0]\",bmp,") })
    for (offset, id) in ["estudy2", "eventstudy2", "wrds"].enumerated() {
      #expect(order[place + 1 + offset].contains(",bmp:\(id),"), "\(id)")
    }
  }

  /// The parameters taken as known: variances of one event are s^2 times the sessions, and the R package's are refused.
  @Test func withoutThePredictionErrorVariancesAreThoseOfTheResiduals() throws {
    let study = try SmallMarketStudy(
      model: "{id: market-model, name: mm}, {id: rolling-market-model, name: rolling}")
    try study.change("returns: simple", to: "prediction_error: none\nreturns: simple")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let models = try study.table("models.csv", by: ["event_id", "model", "parameter"])
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "model", "day"])
    let windows = try study.table("windows.csv", by: ["event_id", "model", "window"])
    func number(_ text: String?) -> Double { text.flatMap(Double.init) ?? .nan }
    for event in ["E01", "E06"] {
      let sigma = number(models[[event, "mm", "sigma"]]?["estimate"])
      #expect(abs(number(days[[event, "mm", "0"]]?["ar_se"]) - sigma) <= 1e-12 * sigma)
      let window = try #require(windows[[event, "mm", "[-5,5]"]])
      let error = sigma * number(window["days"]).squareRoot()
      #expect(abs(number(window["car_se"]) - error) <= 1e-12 * error)
      #expect(abs(number(window["t"]) - number(window["car"]) / error) <= 1e-11 * abs(number(window["t"])))
      #expect(window["convention"]?.contains("no-prediction-error") == true)
    }
    // The first day of the event window is predicted by the fit whose sigma the report has.
    let sigma = number(models[["E01", "rolling", "sigma"]]?["estimate"])
    #expect(abs(number(days[["E01", "rolling", "-5"]]?["ar_se"]) - sigma) <= 1e-12 * sigma)
    try study.change("prediction_error: none", to: "prediction_error: none\nconventions: [estudy2]")
    let refused = try study.run()
    #expect(refused.status == 65 && refused.errors.contains("'estudy2' standardizes by the prediction error"))
  }

  /// What a convention needs and a model does not have is a reason.
  @Test func conventionsThatAreRegressionsAskForLeastSquares() throws {
    let study = try SmallMarketStudy(model: "theil-sen")
    try study.change("returns: simple", to: "conventions: [eventstudy2, wrds]\nreturns: simple")
    _ = try study.run()
    let report = try study.table("tests.csv", by: ["test", "window"])
    for id in ["patell", "adjusted-patell", "bmp", "adjusted-bmp", "j1"] {
      #expect(report[["\(id):eventstudy2", "[0,0]"]]?["reason"] == "least-squares-only", "\(id)")
    }
    for id in ["patell:wrds", "bmp:wrds", "corrado-rank:eventstudy2"] {
      #expect(report[[id, "[0,0]"]]?["statistic"] != "", "\(id)")
    }
  }
}
