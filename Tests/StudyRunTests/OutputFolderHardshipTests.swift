import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import StudyRun

/// What only another process can show: a kill in the middle, a full disk, a user without rights.
@Suite struct OutputFolderHardshipTests {
  private let work: WorkDirectory
  private var reports: String { work.path("reports") }

  init() throws { work = try WorkDirectory() }

  /// A child process replaces the report again and again until it is killed after some time; what it
  /// leaves is always one whole report, and the next run clears up.
  @Test(arguments: 0..<25)
  func aKillLeavesTheOldOrTheNewReport(_ round: Int) async throws {
    try ReportDriver.write("run-0", to: reports)
    let path = reports
    var numbers = SeededGenerator(seed: UInt64(round))
    let microseconds = UInt32.random(in: 200...150_000, using: &numbers)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, microseconds = microseconds as UInt32] in
      Thread.detachNewThread {
        usleep(microseconds)
        kill(getpid(), SIGKILL)
      }
      for run in 1... { try ReportDriver.write("run-\(run)", to: path, lines: 400) }
    }
    let mark = try #require(ReportDriver.mark(of: reports), "a mixture after \(microseconds) microseconds")
    #expect(mark.hasPrefix("run-"))
    try ReportDriver.write("after", to: reports)
    #expect(ReportDriver.mark(of: reports) == "after")
    #expect(try work.list() == ["reports"])
  }

  @Test func aFileThatMayNotGrowKeepsTheOldReport() async throws {
    try ReportDriver.write("first", to: reports)
    let path = reports
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4_096, rlim_max: 4_096)
      setrlimit(__rlimit_resource_t(1), &limit)
      do {
        try ReportDriver.write("second", to: path, lines: 2_000)
        exit(1)
      } catch let failure as RunFailure {
        let expected = RunFailure(
          .readOrWriteError,
          "cannot write 'events.csv' into the output folder '\(path)': file too large",
          help: "make room there or give another folder with --output; a report that was there is as it was")
        exit(failure == expected ? 0 : 2)
      }
    }
    #expect(ReportDriver.mark(of: reports) == "first")
    #expect(try work.list() == ["reports"])
  }

  @Test(.enabled(if: getuid() == 0, "mounting needs root"))
  func aFullDiskKeepsTheOldReport() throws {
    try #require(try work.shell("mkdir disk && mount -t tmpfs -o size=64k tmpfs disk").status == 0)
    defer { _ = try? work.shell("umount disk") }
    let path = work.path("disk/reports")
    try ReportDriver.write("first", to: path)
    let failure = #expect(throws: RunFailure.self) {
      try ReportDriver.write("second", to: path, lines: 20_000)
    }
    #expect(failure?.kind == .readOrWriteError)
    #expect(failure?.message.hasSuffix(": no space left on device") == true)
    #expect(ReportDriver.mark(of: path) == "first")
    #expect(try work.list("disk") == ["reports"])
  }

  @Test(.enabled(if: getuid() == 0, "mounting needs root"))
  func aMountPointIsRefusedBeforeAnyWork() throws {
    try #require(try work.shell("mkdir reports && mount -t tmpfs -o size=64k tmpfs reports").status == 0)
    defer { _ = try? work.shell("umount reports other") }
    let refusal = RunFailure(
      .outputNotCreatable, "the output folder '\(reports)' cannot be replaced in one step",
      help: "give a folder inside it")
    #expect(ReportDriver.failure(reports) == refusal)
    try ReportDriver.write("inside", to: reports + "/inside")
    #expect(ReportDriver.mark(of: reports + "/inside") == "inside")
    // The same file system seen twice: only the exchange itself notices.
    try #require(try work.shell("mkdir source other && mount --bind source other").status == 0)
    #expect(ReportDriver.failure(work.path("other"))?.help == "give a folder inside it")
  }

  @Test(.enabled(if: getuid() == 0, "changing the user needs root"))
  func aFolderOfSomebodyElseIsRefused() async throws {
    try FileManager.default.createDirectory(
      atPath: work.path("closed"), withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
    let path = work.path("closed/reports")
    #expect(chmod(work.path, 0o755) == 0)
    await #expect(processExitsWith: .success) { [path = path as String] in
      setuid(65_534)
      let expected = RunFailure(
        .outputNotCreatable, "cannot create the output folder '\(path)': permission denied",
        help: "give a folder that this user may write in, with --output")
      exit(ReportDriver.failure(path) == expected ? 0 : 1)
    }
    #expect(try work.list("closed").isEmpty)
  }

  /// A run of root left its lock: whoever may write in the folder heard that the lock cannot be opened, not that a run goes on.
  @Test func aLockThatOnlyItsOwnerMayWriteIsStillALock() async throws {
    try work.write("", to: ".reports.lock")
    #expect(chmod(work.path(".reports.lock"), 0o444) == 0 && chmod(work.path, 0o777) == 0)
    let held = open(work.path(".reports.lock"), O_RDONLY | O_CLOEXEC)
    #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
    let path = reports
    await #expect(processExitsWith: .success) { [path = path as String] in
      if getuid() == 0 { setuid(65_534) }
      exit(ReportDriver.failure(path)?.kind == .anotherRun ? 0 : 1)
    }
    close(held)
    await #expect(processExitsWith: .success) { [path = path as String] in
      if getuid() == 0 { setuid(65_534) }
      exit(ReportDriver.failure(path) == nil ? 0 : 1)
    }
    #expect(try work.list() == ["reports"])
  }
}
