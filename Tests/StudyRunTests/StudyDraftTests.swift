import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import StudyRun

/// What a draft says of files and folders that its maker may not read.
@Suite struct StudyDraftTests {
  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    try work.write("security,announced_at\nA,2019-10-07\n", to: "study/events.csv")
    try work.write("Date,Close\n2019-01-02,10\n", to: "study/prices/A.csv")
    try #require(chmod(work.path, 0o755) == 0)
  }

  /// "not used, by their header lines", or not a word of a whole folder; the draft lacked them, and the status was 0.
  @Test(arguments: [
    ("study/prices/A.csv", "cannot open 'prices/A.csv': permission denied"),
    ("study/prices", "cannot look into the folder 'prices': permission denied"),
  ])
  func whatMayNotBeReadIsTold(_ closed: String, _ message: String) async throws {
    #expect(StudyDraft(folder: work.path("study")).unreadable == nil)
    #expect(chmod(work.path(closed), 0) == 0)
    defer { chmod(work.path(closed), 0o755) }
    let folder = work.path("study")
    await #expect(processExitsWith: .success) { [folder = folder as String, message = message as String] in
      // Where the rights of root cannot be dropped everything may be read.
      if getuid() == 0, setuid(65_534) != 0 { exit(0) }
      let failure = StudyDraft(folder: folder).unreadable
      exit(
        failure?.kind == .readOrWriteError && failure?.message == "\(message); no study is written" ? 0 : 1)
    }
  }

  @Test func severalAreCounted() async throws {
    for file in ["events.csv", "prices"] { #expect(chmod(work.path("study/\(file)"), 0) == 0) }
    defer { chmod(work.path("study/prices"), 0o755) }
    let folder = work.path("study")
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      if getuid() == 0, setuid(65_534) != 0 { exit(0) }
      let message = StudyDraft(folder: folder).unreadable?.message ?? ""
      exit(message.hasSuffix("permission denied, and 1 more cannot be read; no study is written") ? 0 : 1)
    }
  }
}
