import CoreTypes
import Glibc
import TestSupport
import Testing

@testable import DataInput

@Suite struct InputGlobTests {
  @Test func matchesAreSortedByBytes() throws {
    let folder = try ScratchFolder()
    for name in ["b.csv", "B.csv", "a.csv", "a1.txt", ".hidden.csv", "sub/c.csv"] {
      try folder.write("x", to: "in [1]/" + name)
    }
    let base = folder.path + "/in [1]"
    #expect(try InputFile.matching("*.csv", in: base).map(\.name) == ["B.csv", "a.csv", "b.csv"])
    #expect(try InputFile.matching("*/?.csv", in: base).map(\.name) == ["sub/c.csv"])
    #expect(try InputFile.matching("[ab].csv", in: base).map(\.name) == ["a.csv", "b.csv"])
    #expect(try InputGlob.expand(base + "/a1.txt", relativeTo: folder.path + "/elsewhere").isEmpty == false)
  }

  /// glob(3) takes a folder named behind a wildcard for missing where it may not be entered.
  @Test(.enabled(if: getuid() == 0, "changing the user needs root"))
  func aFolderThatIsClosedIsTold() async throws {
    let folder = try ScratchFolder()
    for name in ["prices/us/in/A.csv", "prices/secret/in/B.csv"] { try folder.write("x", to: name) }
    #expect(chmod(folder.path, 0o755) == 0 && chmod(folder.path + "/prices/secret", 0) == 0)
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      setuid(65_534)
      for pattern in ["prices/*/in/*.csv", "prices/*/*/*.csv", "prices/*/in/B.csv"] {
        do throws(RunFailure) {
          _ = try InputGlob.expand(pattern, relativeTo: path)
          exit(1)
        } catch {
          if error.kind != .readOrWriteError { exit(2) }
        }
      }
      // Who opens it is told.
      exit((try? InputGlob.expand("prices/secret/in/B.csv", relativeTo: path))?.count == 1 ? 0 : 3)
    }
    #expect(chmod(folder.path + "/prices/secret", 0o755) == 0)
  }

  /// Files and links that lead nowhere are no folders to look into.
  @Test func whatIsNoFolderHasNoFiles() throws {
    let folder = try ScratchFolder()
    for name in ["prices/us/A.csv", "prices/notes.txt"] { try folder.write("x", to: name) }
    for (name, target) in [("round", "round"), ("lost", "nowhere")] {
      #expect(symlink(target, folder.path + "/prices/" + name) == 0)
    }
    #expect(
      try InputFile.matching("prices/*/*.csv", in: folder.path).map(\.name) == ["prices/us/A.csv"])
  }

  @Test func `a folder among files is none`() throws {
    let folder = try ScratchFolder()
    for name in ["prices/A.csv", "prices/old/B.csv"] { try folder.write("x", to: name) }
    #expect(symlink("old", folder.path + "/prices/Z.csv") == 0)
    #expect(try InputFile.matching("prices/*", in: folder.path).map(\.name) == ["prices/A.csv"])
    #expect(try InputFile.matching("prices/old", in: folder.path).map(\.name) == ["prices/old"])
    let fault = try #require(throws: RunFailure.self) {
      try InputGlob.expand("pr*", relativeTo: folder.path)
    }
    #expect(fault.message == "no file matches 'pr*'")
  }

  @Test func noMatchIsAMissingInput() throws {
    let folder = try ScratchFolder()
    do {
      _ = try InputGlob.expand("prices/*.csv", relativeTo: folder.path)
      Issue.record("something matched")
    } catch {
      #expect(error.kind == .inputMissing)
      #expect(error.message == "no file matches 'prices/*.csv'")
    }
  }

  @Test func stems() {
    #expect(InputFile(path: "a/AMBA.csv", name: "").stem == "AMBA")
    #expect(InputFile(path: "a/000001.SZ.csv", name: "").stem == "000001.SZ")
  }
}
