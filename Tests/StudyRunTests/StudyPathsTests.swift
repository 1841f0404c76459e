import Testing

@testable import StudyRun

/// What files are called in messages and in the manifest.
@Suite struct StudyPathsTests {
  @Test func namesNeverShowWhereTheStudyLies() {
    #expect(
      StudyPaths.name(of: "/home/u/study/prices/A.csv", inStudyFolder: "/home/u/study") == "prices/A.csv")
    #expect(StudyPaths.name(of: "/home/u/study/./x/../A.csv", inStudyFolder: "/home/u/study/") == "A.csv")
    #expect(StudyPaths.name(of: "/data/A.csv", inStudyFolder: "/home/u/study") == "A.csv")
    #expect(StudyPaths.name(of: "/data/A.csv", inStudyFolder: ".") == "A.csv")
    #expect(StudyPaths.name(of: "./prices/A.csv", inStudyFolder: ".") == "prices/A.csv")
    #expect(StudyPaths.name(of: "study/../../data/A.csv", inStudyFolder: "study") == "A.csv")
  }

  /// `stdin` alone is standard input, which a study calls `-`.
  @Test func aFileThatIsCalledStdinIsNotStandardInput() throws {
    let study = try StudyFileDriver.read(
      "events: stdin\nprices:\n  - {files: '-', format: yahoo, exchange: XNAS}\n")
    let (events, prices) = (study.events.file, study.prices[0].source.files[0])
    #expect(events.name == "./stdin" && events.studyPath == "./stdin")
    #expect(prices.name == "stdin" && prices.studyPath == "-")
    #expect(StudyPaths.name(of: "study/in/stdin", inStudyFolder: "study") == "in/stdin")
  }
}
