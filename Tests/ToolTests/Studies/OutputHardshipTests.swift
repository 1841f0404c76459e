import Foundation
import TestSupport
import Testing

/// What can go wrong with the output folder of a run, as a shell sees it: the last good report stays.
@Suite struct OutputHardshipTests {
  private let work: WorkDirectory

  /// A folder with the example study and a good report.
  init() throws {
    work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "study")
    try #require(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
  }

  /// The sum of every file of a report; nil where one is not what the manifest says.
  private func mark(_ folder: String = "reports") throws -> String? {
    let manifest = try ReportManifest(folder: work.path(folder))
    let names = manifest.outputs.map(\.file) + ["manifest.json"]
    guard try work.list(folder) == names.sorted() else { return nil }
    for output in manifest.outputs {
      let sum = try work.shell("sha256sum < '\(folder)/\(output.file)'").output
      guard sum == "\(output.sha256)  -\n" else { return nil }
    }
    return try work.shell("cat \(folder)/* | sha256sum").output
  }

  @Test func aFolderThatCannotBeCreatedIs73() throws {
    let outcome = try work.run("run", "study/study.yaml", "--output", "/proc/reports")
    #expect(
      outcome
        == .init(
          status: 73, output: "",
          errors: """
            eventstudy: error: cannot create the output folder '/proc/reports': no such file or directory
              help: give another folder with --output

            """))
  }

  /// What another user's killed run leaves blocks every later one: nobody finds a hidden file that is not named.
  @Test func aLockThatCannotBeOpenedIsNamed() throws {
    _ = try work.shell("mkdir .mine.lock")
    let outcome = try work.run("run", "study/study.yaml", "--output", "mine")
    #expect(outcome.status == 73)
    #expect(
      outcome.errors.contains(
        "cannot open the lock '.mine.lock' of the output folder 'mine': is a directory"))
    #expect(outcome.errors.contains("help: remove it if no other run is going on"))
  }

  @Test func aFolderWithSomethingElseInItIs73AndStays() throws {
    try work.write("dear diary", to: "diary/2019.txt")
    let outcome = try work.run("run", "study/study.yaml", "--output", "diary")
    #expect(outcome.status == 73)
    #expect(try GoldenText.difference(outcome.errors, from: "BadInput/output-is-no-report.txt") == nil)
    #expect(try work.list("diary") == ["2019.txt"])
    try work.write("mine", to: "reports/notes.txt")
    let kept = try work.list("reports")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 73)
    #expect(try work.list("reports") == kept)
  }

  @Test func aFileInPlaceOfAFolderIs73() throws {
    try work.write("text", to: "file")
    let outcome = try work.run("run", "study/study.yaml", "--output", "file")
    #expect(outcome.status == 73)
    #expect(try GoldenText.difference(outcome.errors, from: "BadInput/output-is-a-file.txt") == nil)
    #expect(work.read("file") == "text")
  }

  @Test func aFullDiskIs74AndKeepsTheReport() throws {
    let before = try #require(try mark())
    let outcome = try work.shell("ulimit -f 2; \"$EVENTSTUDY\" run study/study.yaml --output reports")
    #expect(outcome.status == 74)
    #expect(outcome.errors.hasPrefix("eventstudy: error: cannot write '"))
    #expect(outcome.errors.contains("' into the output folder 'reports': file too large\n  help: make room"))
    #expect(try mark() == before)
    #expect(try work.list() == ["reports", "study"])
  }

  @Test(.enabled(if: getuid() == 0, "mounting needs root"))
  func aFullFileSystemIs74AndKeepsTheReport() throws {
    try #require(try work.shell("mkdir disk && mount -t tmpfs -o size=64k tmpfs disk").status == 0)
    defer { _ = try? work.shell("umount disk") }
    try #require(try work.run("run", "study/study.yaml", "--output", "disk/reports").status == 0)
    let before = try #require(try mark("disk/reports"))
    _ = try work.shell("head -c 1000000 /dev/zero > disk/filler")
    let outcome = try work.run("run", "study/study.yaml", "--output", "disk/reports")
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("no space left on device"))
    #expect(try mark("disk/reports") == before)
    #expect(try work.list("disk") == ["filler", "reports"])
  }

  @Test func aSecondRunAtTheSameTimeIs75() throws {
    let before = try #require(try mark())
    let outcome = try work.shell("flock .reports.lock \"$EVENTSTUDY\" run study/study.yaml --output reports")
    #expect(
      outcome
        == .init(
          status: 75, output: "",
          errors: """
            eventstudy: error: another run is writing the output folder 'reports'
              help: wait until it has finished, or give another folder with --output

            """))
    #expect(try mark() == before)
  }

  /// Two studies replace one another's report until they are killed at random moments.
  @Test func aKillLeavesTheOldOrTheNewReport() throws {
    var other = ExampleStudy()
    other.study += "models: [raw]\n"
    try other.write(to: work, folder: "other")
    let first = try #require(try mark())
    try #require(try work.run("run", "other/study.yaml", "--output", "reports").status == 0)
    let second = try #require(try mark())
    var generator = SeededGenerator(seed: 20_191_007)
    for round in 0..<40 {
      let study = round.isMultiple(of: 2) ? "study" : "other"
      let seconds = Double.random(in: 0...0.4, using: &generator)
      _ = try work.shell(
        "timeout --signal KILL \(seconds) \"$EVENTSTUDY\" run \(study)/study.yaml --output reports")
      let found = try #require(try mark(), "a mixture after \(seconds) s")
      #expect([first, second].contains(found))
    }
    try #require(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    #expect(try mark() == first)
    #expect(try work.list() == ["other", "reports", "study"])
  }
}
