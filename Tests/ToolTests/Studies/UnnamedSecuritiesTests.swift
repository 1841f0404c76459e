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
        "nothing says which is right; where the column 'code' says whose price it is, add columns: {security: code}"
      ))
  }
}
