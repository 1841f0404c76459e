import Foundation
import TestSupport
import Testing

/// The first study of `README.md`, followed to the letter: what a newcomer types gives what the document shows.
@Suite struct ReadmeStudyTests {
  private let work: WorkDirectory
  /// The fenced blocks between "A first study" and the next heading, in order.
  private let blocks: [String]

  init() throws {
    work = try WorkDirectory()
    let document = try String(contentsOfFile: "\(PackagePaths.root)/README.md", encoding: .utf8)
    let section = try #require(document.components(separatedBy: "\n## A first study").last)
      .components(separatedBy: "\n## ")[0]
    blocks = section.components(separatedBy: "\n```").enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element.drop { $0 != "\n" }.dropFirst()) }
    _ = try work.shell("mkdir -p study/prices")
    for (folder, name) in [("nasdaq", "AAPL"), ("index", "SP500")] {
      try work.copy("SampleData/earnings-2012/prices/\(folder)/\(name).csv", to: "study/prices/\(name).csv")
    }
  }

  /// A file that the first block shows: its name, then its lines in the second column.
  private func shown(_ name: String) throws -> String {
    let lines = blocks[0].split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix(name) })
    let rest = lines[(start + 1)...].prefix { $0.hasPrefix(" ") }
    return ([lines[start].dropFirst(name.count)] + rest).map {
      $0.trimmingCharacters(in: .whitespaces) + "\n"
    }.joined()
  }

  @Test func printsWhatTheDocumentShows() throws {
    try #require(blocks.count > 4)
    for price in ["AAPL", "SP500"] {
      let header = try #require(work.read("study/prices/\(price).csv")?.split(separator: "\n").first)
      #expect(try shown("prices/\(price).csv") == "\(header)\n")
    }
    try work.write(shown("events.csv"), to: "study/events.csv")
    try work.write(blocks[1] + "\n", to: "study/study.yaml")
    let terminal = try work.shell(
      "cd study && script -qec '\"$EVENTSTUDY\" run study.yaml' /dev/null < /dev/null")
    #expect(terminal.status == 0)
    #expect(terminal.output.replacing("\r\n", with: "\n").trimmingCharacters(in: .newlines) == blocks[3])
    let byFlags = blocks[4].replacing("eventstudy run", with: "\"$EVENTSTUDY\" run --output flags")
    #expect(
      try work.shell("cd study && \(byFlags)") == WorkDirectory.Outcome(status: 0, output: "", errors: ""))
    #expect(work.read("study/flags/windows.csv") == work.read("study/reports/windows.csv"))
  }
}
