import CoreTypes
import Foundation
import TestSupport
import Testing

/// The part of the catalog of faults (`Fixtures/Diagnostics`) that takes a whole study: one change of the example
/// study an id, and what `check` says about it, word for word. `DiagnosticFixtureTests` has the faults of single files.
@Suite struct DiagnosticCatalogTests {
  @Test(arguments: CatalogFaults.all)
  func checkSaysWhatIsWrong(_ fault: BadInputTests.Fault) throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    fault.change(&study)
    try study.write(to: work, folder: "study")
    let outcome = try work.shell(
      "\"$EVENTSTUDY\" check study/study.yaml " + fault.flags.joined(separator: " "))
    #expect(outcome.status <= 1)
    #expect(outcome.errors.contains("[\(fault.id)]"))
    #expect(try GoldenText.difference(outcome.errors, from: "Diagnostics/\(fault.id)/expected.txt") == nil)
  }

  @Test(arguments: DiagnosticID.allCases)
  func everyIdIsInTheCatalog(_ id: DiagnosticID) {
    let path = PackagePaths.fixture("Diagnostics/\(id.rawValue)/expected.txt")
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    #expect(text?.contains("[\(id.rawValue)]") == true)
  }
}
