import TestSupport
import Testing

/// What a model's options and conventions are called beside the numbers they concern, through the built program.
@Suite struct ModelOptionStudyTests {
  @Test func conventionsStandBesideTheNumbersTheyConcern() throws {
    let study = try SmallMarketStudy(
      model: "lad, {id: dimson, variant: lead-lag}, {id: capm, alpha_in_prediction: false}, market-model",
      gaps: "trade-to-trade")
    #expect(try study.run().status == 0)
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "model", "day"])
    func convention(_ event: String, _ model: String, _ day: String) -> String? {
      days[[event, model, day]]?["convention"]
    }
    #expect(convention("E01", "lad", "0") == "approximate-variance")
    #expect(convention("E01", "dimson", "0") == "lead-lag")
    #expect(convention("E01", "capm", "0") == "without-alpha")
    #expect(convention("E01", "market-model", "0") == "")
    let gap = days.first { $0.key[1] == "lad" && $0.value["spanned_sessions"] == "2" }
    #expect(gap?.value["convention"] == "n-alpha-approximation approximate-variance")
    let windows = try study.table("windows.csv", by: ["event_id", "model", "window"])
    #expect(windows[["E01", "lad", "[-5,5]"]]?["convention"] == "approximate-variance")
    #expect(windows[["E01", "market-model", "[-5,5]"]]?["convention"] == "")
  }

  @Test func optionsThatAreNotTheDefaultAreNamedBesideTheNumbers() throws {
    let study = try SmallMarketStudy(
      model:
        "{id: dimson, lags: 2, leads: 0}, {id: factors, factors: [mkt_rf], excess: false, intercept: false}, raw"
    )
    try study.change(
      "estimation: {length: 190,", to: "bhar: model\nestimation: {length: 150, post_length: 30, period: both,"
    )
    try study.change("models: [", to: "models: [{id: dimson, name: usual}, ")
    #expect(try study.run().status == 0)
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "model", "day"])
    let windows = try study.table("windows.csv", by: ["event_id", "model", "window"])
    let expected = [
      "usual": "period-both", "dimson": "period-both lags-2 leads-0",
      "factors": "period-both excess-false intercept-false", "raw": "period-both",
    ]
    for (model, convention) in expected {
      // E01's security has no gaps; that of E06 has, and the rule for them counts.
      #expect(days[["E01", model, "0"]]?["convention"] == convention)
      #expect(days[["E06", model, "0"]]?["convention"] == convention + " gaps-drop")
      #expect(windows[["E01", model, "[0,0]"]]?["convention"] == "against-model " + convention)
    }
  }

  @Test func methodsSayWhoElseComputesAModelAndWhatMayBeSet() throws {
    let outcome = try SmallMarketStudy(model: "raw").work.run("methods", "dimson").output
    #expect(outcome.contains("\nelsewhere    statsmodels: OLS on the lags and leads"))
    #expect(outcome.contains("\noptions      {id: dimson, lags: 1, leads: 1, variant: collapsed}\n"))
    for (model, omega) in [("garch", "omega in"), ("gjr-garch", "omega in"), ("egarch", "omega for h_t in")] {
      let text = try SmallMarketStudy(model: "raw").work.run("methods", model).output
      #expect(
        text.contains("alpha in fractions, \(omega) squared percent, log_likelihood of returns in percent\n"))
    }
  }
}
