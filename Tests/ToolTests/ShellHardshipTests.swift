import TestSupport
import Testing

/// What a shell or a scheduler hands the program, and should not have.
@Suite struct ShellHardshipTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// Every command printed the overview, and ended with 64.
  @Test(.enabled(if: canHideProcesses, "taking /proc away needs a mount namespace"))
  func theCommandLineIsKnownWithoutProcesses() throws {
    let outcome = try work.shell(
      "unshare -m sh -c 'umount -l /proc && \"$EVENTSTUDY\" calendar XNAS --from 2019-01-02 --to 2019-01-02'")
    #expect(outcome.status == 0 && outcome.output.contains("\n2019-01-02,"))
  }

  @Test func closedStandardOutputIsCalledThat() throws {
    #expect(
      try work.shell("\"$EVENTSTUDY\" --version >&-")
        == .init(
          status: 74, output: "",
          errors: """
            eventstudy: error: standard output is closed
              help: send it somewhere, such as '> FILE' or '> /dev/null'

            """))
  }

  /// An empty variable of a script, which was told to name a folder inside.
  @Test func anOutputFolderWithoutANameIsWrongUse() throws {
    try ExampleStudy().write(to: work, folder: "study")
    for command in ["run", "simulate"] {
      #expect(
        try work.run(command, "study/study.yaml", "--output", "")
          == .init(
            status: 64, output: "",
            errors: """
              eventstudy: error: the name of the output folder is empty
                help: give a folder, such as --output reports

              """))
    }
  }

  /// The help was about permissions.
  @Test func tooManyOpenFilesAreNoMatterOfPermissions() throws {
    try ExampleStudy().write(to: work, folder: "study")
    let outcome = try work.shell("ulimit -n 8; \"$EVENTSTUDY\" run study/study.yaml --output reports")
    #expect([73, 74].contains(outcome.status) && outcome.errors.contains("too many open files\n"))
    #expect(
      outcome.errors.contains("help: let the program hold more files open, such as with 'ulimit -n 4096'"))
    #expect(try !work.list().contains("reports"))
  }
}

private let canHideProcesses =
  (try? WorkDirectory().shell("unshare -m sh -c 'umount -l /proc'").status) == 0
