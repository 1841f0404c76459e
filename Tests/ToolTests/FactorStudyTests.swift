import Foundation
import TestSupport
import Testing

/// Studies with a factors file through the built program: what people get wrong about it, and what they read then.
@Suite struct FactorStudyTests {
  @Test func aFactorModelWithoutAFactorsFileIsAFaultOfTheStudy() throws {
    let study = try SmallMarketStudy(model: "capm")
    try study.change("factors: factors_named.csv\n", to: "")
    let outcome = try study.run()
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "the model 'capm' needs the factors mkt_rf, rf, but the study names no file of factors\n"))
    #expect(outcome.errors.contains("  models: [capm]\n           ^\n"))
    #expect(
      outcome.errors.contains("the columns mkt_rf, rf") && outcome.errors.contains("rf is the riskless rate"))
  }

  /// All that is missing at once, whichever model needs it.
  @Test func everyMissingFactorIsNamed() throws {
    let study = try SmallMarketStudy(model: "capm, carhart")
    try study.change("factors: factors_named.csv\n", to: "factors: [{series: MARKET}]\n")
    let outcome = try study.run()
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "the models 'capm', 'carhart' need the factors 'mkt_rf', 'rf', 'smb', 'hml', 'mom', which are not among 'factors'\n"
      ), "\(outcome.errors)")
    #expect(outcome.errors.contains("rf is the riskless rate, without which"))
  }

  @Test func aColumnThatIsNotThereIsNamedWithTheNearest() throws {
    let study = try SmallMarketStudy(model: "{id: factors, factors: [mkt_r, smb]}")
    let outcome = try study.run()
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "study.yaml:23:15: error: the model 'factors' needs the factor 'mkt_r', which 'factors_named.csv' does not have\n"
      ))
    #expect(
      outcome.errors.contains(
        "  help: did you mean 'mkt_rf'? its columns are mkt_rf, smb, hml, mom, rmw, cma, rf\n"))
  }

  @Test func aFactorMayNotBeCalledAsAnotherRowOfTheModels() throws {
    let study = try SmallMarketStudy(model: "{id: factors, factors: [mkt_rf, Sigma]}")
    let outcome = try study.run()
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "study.yaml:23:33: error: a factor cannot be called 'sigma', which is a row of models.csv for every model\n"
      ), "\(outcome.errors)")
    #expect(outcome.errors.contains("  help: give the column another name in the factors file and here"))
    // Each other row of a model is as little a factor's.
    let plain = try SmallMarketStudy(model: "{id: factors, factors: [mkt_rf, smb]}")
    #expect(try plain.run().status == 0)
    let rows = try plain.table("models.csv", by: ["event_id", "parameter"]).keys.map { $0[1] }
    for row in Set(rows).subtracting(["mkt_rf", "smb"]) {
      let study = try SmallMarketStudy(model: "{id: factors, factors: [\(row)]}")
      #expect(try study.run().errors.contains("a factor cannot be called '\(row)'"))
    }
  }

  @Test func theManifestShowsTheFileAndEveryOption() throws {
    let study = try SmallMarketStudy(
      model:
        "capm, {id: factors, factors: [mkt_rf, hml], excess: false}, {id: dimson, lags: 2}, scholes-williams")
    #expect(try study.run().status == 0)
    let manifest = study.work.read("report/manifest.json") ?? ""
    let flat = manifest.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined()
    #expect(flat.contains(#""id": "capm","name": "capm","intercept": true,"alpha_in_prediction": true}"#))
    #expect(
      flat.contains(
        #""name": "factors","factors": ["mkt_rf", "hml"],"excess": false,"intercept": true,"alpha_in_prediction": true}"#
      ))
    #expect(flat.contains(#""name": "dimson","lags": 2,"leads": 1,"variant": "collapsed"}"#))
    #expect(flat.contains(#""name": "scholes-williams","variant": "instrumental"}"#))
    #expect(flat.contains(#""factors": {"files": "factors_named.csv","format": null,"#))
    #expect(flat.contains(#"{"file": "factors_named.csv","bytes""#))
    #expect(flat.contains(#""format": "factors","rows_read": 430,"rows_refused": 0"#))
  }

  @Test func aFrenchFileGivesTheSameNumbersAsFractions() throws {
    let plain = try SmallMarketStudy(model: "carhart")
    #expect(try plain.run().status == 0)
    let study = try SmallMarketStudy(model: "carhart")
    try study.work.write(Self.published(try SmallMarketStudy.factors()), to: "study/factors_named.csv")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let fractions = try plain.table("models.csv", by: ["event_id", "parameter"])
    let percent = try study.table("models.csv", by: ["event_id", "parameter"])
    #expect(fractions.count == percent.count && fractions.count == 16 * 11)
    for (key, row) in fractions {
      let expected = Double(row["estimate"] ?? "") ?? .nan
      let actual = Double(percent[key]?["estimate"] ?? "") ?? .nan
      #expect(agrees(actual, expected, relative: 1e-9, scale: 1e-4), "\(key)")
    }
    #expect(study.work.read("report/manifest.json")?.contains(#""format": "french""#) == true)
  }

  /// Momentum comes in a file of its own, with a hole and other days than the three factors.
  @Test func factorsMayComeFromSeveralFiles() throws {
    let study = try SmallMarketStudy(model: "carhart")
    #expect(try study.run().status == 0)
    let whole = try study.table("models.csv", by: ["event_id", "parameter"])
    let lines = (study.work.read("study/factors_named.csv") ?? "").split(separator: "\n").map {
      $0.split(separator: ",").map(String.init)
    }
    let columns = { (names: [String]) in
      lines.map { cells in
        lines[0].indices.filter { names.contains(lines[0][$0]) }.map { cells[$0] }.joined(separator: ",")
      }
    }
    let three = columns(["date", "mkt_rf", "smb", "hml", "rf"])
    let momentum = columns(["date", "mom"]) + ["2030-01-02,0.5"]
    // Two parts of one table, as a file a year would be.
    try study.work.write(three[...200].joined(separator: "\n"), to: "study/three_1.csv")
    try study.work.write(([three[0]] + three[201...]).joined(separator: "\n"), to: "study/three_2.csv")
    try study.work.write(momentum.joined(separator: "\n"), to: "study/momentum.csv")
    try study.change(
      "factors: factors_named.csv", to: "factors: [three_*.csv, {files: momentum.csv, delimiter: ','}]")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let parted = try study.table("models.csv", by: ["event_id", "parameter"])
    #expect(parted == whole && whole.count > 100)
    #expect(study.work.read("report/manifest.json")?.contains(#""files": "momentum.csv""#) == true)

    try study.change("{files: momentum.csv, delimiter: ','}", to: "factors_named.csv")
    let outcome = try study.run()
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("the factor 'mkt_rf' stands in 'factors_named.csv' and in 'three_1.csv'"))
  }

  /// The same factors as the French data library would publish them: in percent, with text around them.
  private static func published(_ factors: String) -> String {
    var lines = [
      "A file in the form of a data library, made for a test.", "Missing data are -99.99 or -999.", "",
    ]
    lines.append(",Mkt-RF,SMB,HML,Mom   ,RMW,CMA,RF")
    for line in factors.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      let percent = cells.dropFirst().compactMap { Double($0) }.map { "   \($0 * 100)" }
      lines.append(([cells[0].filter { $0 != "-" }] + percent).joined(separator: ","))
    }
    return (lines + ["", "Copyright of nobody", ""]).joined(separator: "\r\n")
  }

  @Test func theNamesOfOtherSourcesAreKnown() throws {
    let plain = try SmallMarketStudy(model: "carhart")
    #expect(try plain.run().status == 0)
    let study = try SmallMarketStudy(model: "carhart")
    let factors = try SmallMarketStudy.factors().replacingOccurrences(
      of: "date,mkt_rf,smb,hml,mom,", with: "date,MKTRF,smb,hml,UMD,")
    try study.work.write(factors, to: "study/factors_named.csv")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    #expect(study.work.read("report/models.csv") == plain.work.read("report/models.csv"))
  }

  @Test func percentThatIsTakenForFractionsIsAWarningWithTheEvidence() throws {
    let study = try SmallMarketStudy(model: "capm")
    let rows = Self.published(try SmallMarketStudy.factors()).split(separator: "\r\n")
    let percent = rows.filter { $0.hasPrefix(",") || $0.hasPrefix("20") }
    try study.work.write("date" + percent.joined(separator: "\n") + "\n", to: "study/factors_named.csv")
    #expect(try study.run().status == 0)
    let diagnostics = study.work.read("report/diagnostics.csv") ?? ""
    #expect(diagnostics.contains("warning,factor-looks-like-percent,factors_named.csv,1,"))
    #expect(diagnostics.contains("over 430 days is 0.9736,"))
  }

  @Test func factorsThatEndBeforeTheEventLeaveItsDaysOut() throws {
    let study = try SmallMarketStudy(model: "capm, market-model")
    // E01's day 0 is 2023-04-27; the market goes on to 2023-08.
    let factors = try SmallMarketStudy.factors { date, line in date <= "2023-04-25" ? line : nil }
    try study.work.write(factors, to: "study/factors_named.csv")
    try study.change("incomplete_windows: available", to: "incomplete_windows: strict")
    #expect(try study.run().status == 0)
    let diagnostics = study.work.read("report/diagnostics.csv") ?? ""
    #expect(diagnostics.contains("the factors end on 2023-04-25, before the event windows of "))
    #expect(diagnostics.contains(" of 16 events do"))
    let event = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(event["status"] == "used" && event["warnings"] == "announcement-time-unknown factor-missing")
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "model", "day"])
    #expect(days[["E01", "capm", "-2"]]?["ar"]?.isEmpty == false)
    #expect(days[["E01", "capm", "-1"]]?["ar"]?.isEmpty == true)
    #expect(days[["E01", "market-model", "-1"]]?["ar"]?.isEmpty == false)
    let windows = try study.table("windows.csv", by: ["event_id", "model", "window"])
    #expect(windows[["E01", "capm", "[0,0]"]]?["reason"] == "factor-missing")
    #expect(windows[["E01", "market-model", "[0,0]"]]?["reason"]?.isEmpty == true)
    let story = try study.work.run("explain", "study/study.yaml", "E01").output
    #expect(
      story.contains(
        "factor-missing: 0 of 190 returns in the estimation window and 7 days of the event window were left out"
      ))
  }

  /// A row that is not there, one whose date is mistyped, one in which a factor is empty: nothing else says which events lose
  /// a day by it.
  @Test(arguments: [("", ""), ("2023-04-29", ": is its date mistyped?"), ("empty", "")])
  func aSessionWithoutFactorsIsTold(_ change: String, _ helpEnd: String) throws {
    let study = try SmallMarketStudy(model: "capm, market-model")
    let factors = try SmallMarketStudy.factors { date, line in
      guard date == "2023-04-28" else { return line }
      switch change {
      case "": return nil
      case "empty": return date + "," + line.split(separator: ",").dropFirst(2).reduce("") { $0 + "," + $1 }
      default: return line.replacing(date, with: change)
      }
    }
    try study.work.write(factors, to: "study/factors_named.csv")
    #expect(try study.run().status == 0)
    let table = try ReportFile(path: study.work.path("report/diagnostics.csv"))
    let said = table.rows.filter { table.value($0, "id") == "factor-missing" }
    #expect(said.map { table.value($0, "file") } == ["factors_named.csv"])
    let message = said.first.map { table.value($0, "message") } ?? ""
    let what = change == "empty" ? "factor mkt_rf has" : "factors have"
    #expect(message.hasPrefix("the \(what) no values on 1 of the "), "\(table.rows)")
    #expect(
      message.contains(", the first of them 2023-04-28: ") && message.hasSuffix(" of 16 events need them"))
    #expect(said.first.map { table.value($0, "help") }?.hasSuffix(helpEnd) == true)
    let market = try SmallMarketStudy(model: "market-model")
    try market.work.write(factors, to: "study/factors_named.csv")
    #expect(try market.run().status == 0)
    #expect(market.work.read("report/diagnostics.csv")?.contains("factor-missing") == false)
  }

  /// Where the rows come from, in a column of words.
  @Test func aColumnThatNoModelNeedsMayHoldAnything() throws {
    let study = try SmallMarketStudy(model: "capm")
    let factors = try SmallMarketStudy.factors { date, line in line }
    let lines = factors.split(separator: "\n").enumerated().map { "\($1),\($0 == 0 ? "source" : "vendor")" }
    try study.work.write(lines.joined(separator: "\n") + "\n", to: "study/factors_named.csv")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    try study.change("models: [capm]", to: "models: [{id: factors, factors: [mkt_rf, source]}]")
    #expect(try study.run().errors.contains("the factor source must be a number, found 'vendor'"))
  }

  @Test func tooFewFactorsExcludeTheEventWithBothNumbers() throws {
    let study = try SmallMarketStudy(model: "capm")
    let factors = try SmallMarketStudy.factors { date, line in date <= "2022-07-20" ? line : nil }
    try study.work.write(factors, to: "study/factors_named.csv")
    let outcome = try study.run()
    #expect(outcome.status == 1)
    let event = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(event["status"] == "excluded" && event["reason"] == "factor-missing")
    let check = try study.work.run("check", "study/study.yaml")
    let message =
      "190 returns of the security in the estimation window, but the factors 'mkt_rf', 'rf' have values for only "
    #expect(check.output.contains(message))
    #expect(check.output.contains(" of them; 10 needed"))
  }
}
