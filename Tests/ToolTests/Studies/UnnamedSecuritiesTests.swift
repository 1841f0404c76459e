import TestSupport
import Testing

/// A file of several securities whose column of them has no usual name.
@Suite struct UnnamedSecuritiesTests {
  @Test func theColumnIsNamedWhereRowsContradictEachOther() throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    let rows = (study.files["prices/B.csv"] ?? "").split(separator: "\n").dropFirst()
    let other = rows.map { "C,\($0.split(separator: ",")[0]),10.5\n" }
    study.files["prices/B.csv"] = "code,date,close\n" + rows.map { "B,\($0)\n" }.joined() + other.joined()
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains(
        "nothing says which is right; where the column 'code' says whose price it is, add `security: code` to `columns`"
      ))
  }

  /// A run puts together only what its events need, and following its advice gives them their prices.
  @Test func theColumnIsNamedWhereAnEventHasNoPrices() throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    func rows(_ security: String) -> [String] {
      (study.files["prices/\(security).csv"] ?? "").split(separator: "\n").dropFirst().map {
        "\($0),\(security)"
      }
    }
    study.files["prices/all.csv"] =
      "date,close,Name\n" + (rows("A") + rows("B")).joined(separator: "\n") + "\n"
    study.files["prices/A.csv"] = nil
    study.files["prices/B.csv"] = nil
    try study.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", "report")
    #expect(
      outcome.status == 1
        && outcome.errors.contains(
          "if the column 'Name' of prices/all.csv says whose prices its rows are, add `security: Name` to `columns`"
        ))
    try study.write(to: work, folder: "study")
    let text = work.read("study/study.yaml") ?? ""
    for entry in [
      "columns: {date: date, close: close, security: Name}", "format: generic\n    columns: {security: Name}",
    ] {
      let named = text.replacing("columns: {date: date, close: close}", with: entry, maxReplacements: 1)
      try work.write(named, to: "study/study.yaml")
      #expect(try work.run("check", "study/study.yaml").status == 0)
    }
  }
}
