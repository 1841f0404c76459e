import Foundation
import TestSupport
import Testing

/// CRSP marks the midpoint of bid and ask, on a day without a trade, by a negative price.
@Suite struct MidpointPriceTests {
  /// E2's event window [-5, 5] around 8 October ends on the 15th.
  @Test(arguments: [("2019-10-03", true), ("2019-10-15", true), ("2019-10-16", false)])
  func anEventSaysThatItsPricesAreMidpoints(_ day: String, _ isTold: Bool) throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study = study.study.replacingOccurrences(
      of: "prices/*.csv\n    columns: {date: date, close: close}", with: "dsf.csv\n    format: crsp-dsf")
    try ExampleStudy().write(to: work, folder: "plain")
    let rows = ["A", "B"].flatMap { security in
      (study.files["prices/\(security).csv"] ?? "").split(separator: "\n").dropFirst().map { line in
        let fields = line.split(separator: ",")
        let sign = security == "A" && fields[0] == day ? "-" : ""
        return "\(security),\(fields[0]),\(sign)\(fields[1])"
      }
    }
    study.files = ["index.csv": study.files["index.csv"] ?? ""]
    study.files["dsf.csv"] = (["PERMNO,date,PRC"] + rows).joined(separator: "\n") + "\n"
    try study.write(to: work, folder: "crsp")

    #expect(try work.run("run", "plain/study.yaml", "--output", "plain/out").status == 0)
    #expect(try work.run("run", "crsp/study.yaml", "--output", "crsp/out").status == 0)
    let events = try ReportFile(path: work.path("crsp/out/events.csv"))
    #expect(events.values("event_id") == ["E1", "E2", "E3"])
    #expect(events.values("warnings").map { $0.contains("price-sign") } == [false, isTold, false])
    #expect(work.read("crsp/out/windows.csv") == work.read("plain/out/windows.csv"))
  }

  /// Of two equal rows of a day one of which has the sign, whichever comes first, the price is a midpoint.
  @Test(arguments: [["-", ""], ["", "-"], ["-", "-"], ["", ""]])
  func ofEqualRowsTheSignOfOneIsEnough(_ signs: [String]) throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study = study.study.replacingOccurrences(
      of: "prices/*.csv\n    columns: {date: date, close: close}", with: "dsf*.csv\n    format: crsp-dsf")
    for (name, sign) in zip(["dsf1.csv", "dsf2.csv"], signs) {
      let rows = ["A", "B"].flatMap { security in
        (study.files["prices/\(security).csv"] ?? "").split(separator: "\n").dropFirst().map { line in
          let fields = line.split(separator: ",")
          return "\(security),\(fields[0]),\(fields[0] == "2019-10-08" ? sign : "")\(fields[1])"
        }
      }
      study.files[name] = (["PERMNO,date,PRC"] + rows).joined(separator: "\n") + "\n"
    }
    for security in ["A", "B"] { study.files["prices/\(security).csv"] = nil }
    try study.write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    let events = try ReportFile(path: work.path("reports/events.csv"))
    let isTold = signs.contains("-")
    #expect(events.values("warnings").map { $0.contains("price-sign") } == [false, isTold, false])
  }
}
