import CoreTypes
import DataInput
import Foundation
import TestSupport
import Testing

@testable import StudyRun

@Suite struct OutputFolderTests {
  private let work: WorkDirectory
  private var reports: String { work.path("reports") }

  init() throws { work = try WorkDirectory() }

  @Test func aReportIsWrittenAndReplacedWithoutATrace() throws {
    try ReportDriver.write("first", to: reports)
    #expect(ReportDriver.mark(of: reports) == "first")
    try ReportDriver.write("second", to: reports + "/")
    #expect(ReportDriver.mark(of: reports) == "second")
    #expect(try work.list() == ["reports"])
    #expect(try work.list("reports") == ["events.csv", "manifest.json", "windows.csv"])
    #expect(work.read("reports/events.csv") == "second,0\nsecond,1\nsecond,2\n")
  }

  @Test func recordsHoldSizeAndHash() throws {
    let folder = try OutputFolder(at: reports, for: .study)
    let sink = try folder.makeTable("events.csv")
    let chunk = [UInt8](repeating: UInt8(ascii: "a"), count: 200_000)
    for _ in 0..<5 { try sink.write(chunk) }
    let record = try sink.finish()
    // FIPS 180-4's example: one million times "a".
    #expect(
      record
        == OutputRecord(
          file: "events.csv", bytes: 1_000_000,
          sha256: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"))
    #expect(folder.records == [record])
  }

  /// Large tables go to the disk in stretches while they grow; a report is the same whatever is finished first.
  @Test func largeTablesAreWholeWhateverIsFinishedFirst() throws {
    let folder = try OutputFolder(at: reports, for: .study)
    let (small, large) = (try folder.makeTable("events.csv"), try folder.makeTable("windows.csv"))
    let lines = [UInt8](repeating: UInt8(ascii: "b"), count: 300_000)
    for _ in 0..<150 { try large.write(lines) }
    let largeRecord = try large.finish()
    try small.write("a")
    let smallRecord = try small.finish()
    #expect(folder.records == [smallRecord, largeRecord])
    try folder.publish(ReportDriver.manifest("large", folder.records))
    let written = try Data(contentsOf: URL(fileURLWithPath: reports + "/windows.csv"))
    #expect(written.count == 45_000_000 && largeRecord.bytes == 45_000_000)
    #expect(ContentDigest.sha256(written) == largeRecord.sha256)
  }

  @Test func parentsAreCreatedAndEmptyFoldersAreFilled() throws {
    try ReportDriver.write("deep", to: work.path("a/b/reports"))
    #expect(ReportDriver.mark(of: work.path("a/b/reports")) == "deep")
    try FileManager.default.createDirectory(atPath: reports, withIntermediateDirectories: false)
    try ReportDriver.write("filled", to: reports)
    #expect(ReportDriver.mark(of: reports) == "filled")
  }

  @Test func theNewFolderKeepsThePermissionsOfTheOld() throws {
    try ReportDriver.write("first", to: reports)
    #expect(chmod(reports, 0o2775) == 0)
    try ReportDriver.write("second", to: reports)
    var status = stat()
    #expect(stat(reports, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o2775)
  }

  @Test func aRunThatGivesUpLeavesNothing() throws {
    try ReportDriver.write("first", to: reports)
    do {
      let folder = try OutputFolder(at: reports, for: .study)
      try folder.makeTable("events.csv").write("half")
    }
    #expect(ReportDriver.mark(of: reports) == "first")
    #expect(try work.list() == ["reports"])
  }

  @Test func theSecondOfTwoRunsIsTurnedAwayAtOnce() throws {
    try ReportDriver.write("first", to: reports)
    let running = try OutputFolder(at: reports, for: .study)
    #expect(
      ReportDriver.failure(reports)
        == RunFailure(
          .anotherRun, "another run is writing the output folder '\(reports)'",
          help: "wait until it has finished, or give another folder with --output"))
    #expect(ReportDriver.mark(of: reports) == "first")
    #expect(ReportDriver.failure(work.path("./reports/"))?.kind == .anotherRun)
    try running.publish(ReportDriver.manifest("running", []))
    #expect(ReportDriver.failure(reports) == nil)
  }

  @Test func leftoversOfKilledRunsAreRemovedAndNothingElse() throws {
    for file in [
      ".reports.new-17/events.csv", ".reports.new-x/events.csv", ".reports.new-5.new-6/events.csv",
      ".other.new-17/events.csv", ".reports.lock",
    ] { try work.write("left", to: file) }
    try ReportDriver.write("first", to: reports)
    #expect(
      try work.list() == [".other.new-17", ".reports.new-5.new-6", ".reports.new-x", "reports"])
  }

  /// A link that is called like a leftover leads to somebody's files.
  @Test func nothingIsRemovedBehindALink() throws {
    try work.write("dear diary", to: "diary/2019.txt")
    _ = try work.shell("ln -s diary .reports.new-17")
    try ReportDriver.write("first", to: reports)
    #expect(work.read("diary/2019.txt") == "dear diary")
    #expect(try work.list() == [".reports.new-17", "diary", "reports"])
  }

  @Test func whatIsNoReportIsRefusedAndLeftAsItIs() throws {
    let help = "give another folder with --output, or move this one away"
    func expectRefusal(_ reason: String, help: String = help) {
      #expect(
        ReportDriver.failure(reports)
          == RunFailure(
            .outputNotCreatable, "the output folder '\(reports)' \(reason); it is left as it is", help: help))
    }
    try work.write("mine", to: "reports/notes.txt")
    expectRefusal("holds 'notes.txt' but no manifest.json")
    try work.write("{\"program\": {\"name\": \"other\"}, \"outputs\": []}", to: "reports/manifest.json")
    expectRefusal("holds a manifest.json that is not of this program")
    #expect(try work.list("reports") == ["manifest.json", "notes.txt"])
    try FileManager.default.removeItem(atPath: reports)

    try ReportDriver.write("first", to: reports)
    try work.write("mine", to: "reports/notes.txt")
    expectRefusal("holds 'notes.txt', which its manifest.json does not name")
    #expect(work.read("reports/notes.txt") == "mine")
    #expect(work.read("reports/events.csv")?.hasPrefix("first") == true)
    #expect(unlink(work.path("reports/notes.txt")) == 0 && unlink(work.path("reports/events.csv")) == 0)
    expectRefusal("lacks 'events.csv', which its manifest.json names")
    try work.write("x", to: "reports/events.csv/inside")
    expectRefusal("holds 'events.csv', which is not a plain file")
    #expect(work.read("reports/events.csv/inside") == "x")

    try FileManager.default.moveItem(atPath: reports, toPath: work.path("real"))
    #expect(symlink("real", reports) == 0)
    expectRefusal("is a symbolic link", help: "give the folder it points to")
    #expect(unlink(reports) == 0)
    try work.write("a file", to: "reports")
    expectRefusal("is not a folder")
    #expect(work.read("reports") == "a file")
    #expect(try work.list() == ["real", "reports"])
  }

  /// A simulation with `--output reports` took the place of the study's own report, and a run that of a simulation.
  @Test func aReportOfTheOtherCommandIsRefusedAndOneOfTheSameReplaced() throws {
    func expectRefusal(of kind: ReportKind, _ reason: String) {
      #expect(
        ReportDriver.failure(reports, kind)
          == RunFailure(
            .outputNotCreatable,
            "the output folder '\(reports)' holds a report of \(reason); it is left as it is",
            help: "give another folder with --output, or move this one away"))
    }
    try ReportDriver.write("study", to: reports)
    expectRefusal(of: .simulation, "'eventstudy run', which 'eventstudy simulate' does not replace")
    #expect(ReportDriver.mark(of: reports) == "study")
    try FileManager.default.removeItem(atPath: reports)
    try ReportDriver.write("first", to: reports, .simulation)
    try ReportDriver.write("second", to: reports, .simulation)
    expectRefusal(of: .study, "'eventstudy simulate', which 'eventstudy run' does not replace")
    #expect(ReportDriver.mark(of: reports) == "second")
    #expect(try work.list() == ["reports"])
  }

  @Test func aFileAddedDuringTheRunSurvives() throws {
    try ReportDriver.write("first", to: reports)
    let folder = try OutputFolder(at: reports, for: .study)
    try work.write("mine", to: "reports/notes.txt")
    let failure = #expect(throws: RunFailure.self) {
      try folder.publish(ReportDriver.manifest("second", []))
    }
    #expect(failure?.kind == .outputNotCreatable)
    #expect(work.read("reports/notes.txt") == "mine")
    #expect(work.read("reports/events.csv")?.hasPrefix("first") == true)
  }

  @Test(arguments: [".", "..", "/", "reports/.."])
  func aFolderWithoutANameOfItsOwnIsRefused(_ path: String) {
    #expect(
      ReportDriver.failure(path)
        == RunFailure(
          .outputNotCreatable, "'\(path)' cannot be replaced as a whole", help: "give a folder inside it"))
  }

  /// Standard output is no folder: a folder of that name was made.
  @Test func aReportIsNotWrittenToStandardOutput() {
    #expect(
      ReportDriver.failure("-")
        == RunFailure(
          .wrongUse, "'-' is not a folder, and a report is a folder of files",
          help: "give a folder with --output; --summary prints to standard output"))
  }

  @Test func whatCannotBeCreatedIsSaidWithTheReason() throws {
    try work.write("a file", to: "file")
    #expect(
      ReportDriver.failure(work.path("file/reports"))
        == RunFailure(
          .outputNotCreatable,
          "cannot create the output folder '\(work.path("file/reports"))': not a directory",
          help: "'\(work.path("file"))' is not a folder; give another path with --output"))
    let long = work.path(String(repeating: "n", count: 250))
    #expect(
      ReportDriver.failure(long)
        == RunFailure(
          .outputNotCreatable, "cannot create the output folder '\(long)': file name too long",
          help: "give a shorter name with --output"))
  }
}
