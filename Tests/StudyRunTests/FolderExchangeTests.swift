import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import StudyRun

/// File systems that do not exchange two folders in one step, as NFS, CIFS and 9p, and folders that cannot be exchanged.
@Suite struct FolderExchangeTests {
  private let work: WorkDirectory
  private var reports: String { work.path("reports") }

  init() throws { work = try WorkDirectory() }

  private static func failing(_ code: Int32) -> FolderExchange { FolderExchange { _, _ in code } }

  /// The first night went well; all others computed for hours and then could not put their report there.
  @Test(arguments: [EINVAL, ENOSYS, EOPNOTSUPP, EPERM])
  func aReportThatCannotBeExchangedIsRefusedBeforeAnyWork(_ code: Int32) throws {
    let first = try OutputFolder(at: reports, for: .study, exchange: Self.failing(code))
    try first.publish(ReportDriver.manifest("first", []))
    #expect(ReportDriver.mark(of: reports) == "first")
    let failure = #expect(throws: RunFailure.self) {
      _ = try OutputFolder(at: reports, for: .study, exchange: Self.failing(code))
    }
    #expect(
      failure
        == RunFailure(
          .outputNotCreatable, "the file system of '\(reports)' cannot exchange two folders in one step",
          help: "give a folder on another disk with --output, or move the old report away before each run"))
    #expect(ReportDriver.mark(of: reports) == "first")
    #expect(try work.list() == ["reports"])
    try FileManager.default.moveItem(atPath: reports, toPath: work.path("old"))
    try OutputFolder(at: reports, for: .study, exchange: Self.failing(code))
      .publish(ReportDriver.manifest("second", []))
    #expect(ReportDriver.mark(of: reports) == "second")
    #expect(try work.list() == ["old", "reports"])
  }

  @Test func anEmptyFolderIsFilledWithoutAnExchange() throws {
    try FileManager.default.createDirectory(atPath: reports, withIntermediateDirectories: false)
    #expect(chmod(reports, 0o750) == 0)
    try OutputFolder(at: reports, for: .study, exchange: Self.failing(EINVAL))
      .publish(ReportDriver.manifest("first", []))
    #expect(ReportDriver.mark(of: reports) == "first")
    var status = stat()
    #expect(stat(reports, &status) == 0 && status.st_mode & 0o7777 == 0o750)
    #expect(try work.list() == ["reports"])
  }

  /// An overlay exchanges new folders, but none of a layer below.
  @Test(arguments: [
    (
      EXDEV, "another layer of the file system",
      "give another folder with --output, or remove this one before the run"
    ),
    (EBUSY, "cannot be replaced in one step", "give a folder inside it"),
    (EPERM, "operation not permitted", "give a folder that this user may write in, with --output"),
  ])
  func anOldReportThatCannotBeMovedIsToldByItsCause(_ code: Int32, _ cause: String, _ help: String) throws {
    try ReportDriver.write("first", to: reports)
    let folder = try OutputFolder(
      at: reports, for: .study,
      exchange: FolderExchange { first, second in
        second.hasSuffix("/reports") ? code : FolderExchange.system.swap(first, second)
      })
    let failure = #expect(throws: RunFailure.self) {
      try folder.publish(ReportDriver.manifest("second", []))
    }
    #expect(failure?.kind == .outputNotCreatable && failure?.help == help)
    #expect(failure?.message.contains(cause) == true)
    #expect(ReportDriver.mark(of: reports) == "first")
  }
}
