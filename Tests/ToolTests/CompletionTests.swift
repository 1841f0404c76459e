import TestSupport
import Testing

/// What a shell offers after the tabulator key.
@Suite(.enabled(if: hasBash, "a completion script is tried in bash")) struct CompletionTests {
  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    for file in ["study.yaml", "other.yml", "events.csv", "folder/prices.csv"] {
      try work.write("", to: file)
    }
  }

  /// The words of bash for the last one of a line, in the order of the alphabet.
  private func offered(_ line: String) throws -> [String] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    try work.write(
      """
      eval "$("$EVENTSTUDY" --generate-completion-script bash)"
      compopt() { :; }
      COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " "))) COMP_CWORD=\(words.count - 1)
      COMP_LINE='\(line)' COMP_POINT=\(line.count)
      _eventstudy eventstudy '\(words[words.count - 1])' '\(words[words.count - 2])'
      printf '%s\\n' "${COMPREPLY[@]}"
      """, to: ".complete.bash")
    let outcome = try work.shell("bash .complete.bash")
    return outcome.output.split(separator: "\n").map(String.init).sorted()
  }

  @Test(arguments: [
    ("eventstudy run ", ["folder", "other.yml", "study.yaml"]),
    ("eventstudy check s", ["study.yaml"]),
    ("eventstudy explain s", ["study.yaml"]),
    ("eventstudy simulate s", ["study.yaml"]),
    ("eventstudy run study.yaml --output ", ["folder"]),
    ("eventstudy simulate study.yaml --output ", ["folder"]),
    ("eventstudy check study.yaml --cache ", ["folder"]),
    ("eventstudy init ", ["folder"]),
    ("eventstudy cache ", ["folder"]),
    ("eventstudy run study.yaml --log-format ", ["json", "text"]),
    ("eventstudy check study.yaml --format ", ["csv", "text"]),
  ])
  func filesFoldersAndWordsAreOffered(_ line: String, _ words: [String]) throws {
    #expect(try offered(line).filter { !$0.hasPrefix("-") } == words)
  }
}

private let hasBash = (try? WorkDirectory().shell("command -v bash").status) == 0
