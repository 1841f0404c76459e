import ArgumentParser
import Testing

@testable import Tool

/// A command is understood by itself exactly where the whole program understands it, and as the same.
@Suite struct CommandRunnerTests {
  @Test(arguments: [
    ["run"], ["run", "study.yaml"], ["run", "--", "study.yaml"], ["run", "help"], ["run", "run"],
    [
      "run", "study.yaml", "--jobs", "2", "--as-of=2019-11-29", "--strict", "--quiet", "--log-format", "json",
    ],
    ["run", "--set", "name=a", "--set", "events=--x", "--output", "there", "--cache", "c", "--summary"],
    ["run", "study.yaml", "--jobs", "2", "--jobs", "3"], ["run", "-"], ["run", ""],
    ["check", "study.yaml", "--format", "csv"], ["explain", "study.yaml", "AMBA-1"], ["init"],
    [
      "check", "study.yaml", "--jobs", "2", "--strict", "--quiet", "--log-format", "json",
      "--as-of=2019-11-29",
    ],
    ["explain", "study.yaml", "AMBA-1", "--log-format", "json"],
    ["simulate", "s.yaml"],
    ["methods"], ["methods", "x"], ["calendar", "XNYS", "--from", "2019-01-01"], ["formats"],
    ["cache", "c", "--prune"],
  ])
  func whatIsUnderstoodIsTheSame(_ words: [String]) throws {
    let own = try #require(CommandRunner.command(of: words))
    let whole = try #require(try EventStudyCommand.parseAsRoot(words) as? any ConsoleCommand)
    var texts = ("", "")
    dump(own, to: &texts.0)
    dump(whole, to: &texts.1)
    #expect(texts.0 == texts.1)
    #expect(type(of: own) == type(of: whole))
  }

  @Test(arguments: [
    [], ["help"], ["help", "run"], ["--help"], ["-h"], ["--version"], ["nosuch"], ["Run", "study.yaml"],
    ["--run"], ["run", "--help"], ["run", "-h"], ["run", "study.yaml", "--help-hidden"],
    ["run", "--version"],
    ["run", "a.yaml", "b.yaml"], ["run", "--nosuch"], ["run", "study.yaml", "--jobs"],
    ["run", "study.yaml", "--jobs", "0"], ["run", "study.yaml", "--as-of", "2019-02-29"],
    ["run", "study.yaml", "--log-format", "xml"], ["run", "study.yaml", "--quiet=1"], ["run", "--set"],
    ["run", "--generate-completion-script", "bash"], ["run", "--experimental-dump-help"],
    ["explain", "study.yaml", "E1", "--jobs", "2"], ["explain", "study.yaml"], ["init", "a", "b", "c"],
    ["calendar", "XNYS", "--from", "2019-10-08", "--to", "2019-10-07"],
    ["cache", "c", "--older-than", "3d"],
  ])
  func helpAndMistakesAreTheWholeProgramsToAnswer(_ words: [String]) {
    #expect(CommandRunner.command(of: words) == nil)
  }
}
