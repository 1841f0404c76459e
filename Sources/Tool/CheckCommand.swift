import ArgumentParser
import StudyRun

/// `eventstudy check`: reads everything, says what it finds, computes and writes nothing.
struct CheckCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read a study and its data; say what is wrong and what would become of each event.",
    discussion: """
      Prints every diagnostic to standard error and one line per event to standard output: phase, day 0, \
      suspension, what would exclude it. Nothing is computed or written.

      Example:
        eventstudy check study.yaml
      """)

  @OptionGroup var study: StudyArgument

  func execute(on console: Console) throws -> ExitStatus {
    let configuration = try StudyFile.read(path: study.path, known: .ofThisVersion, access: .system)
    return try check(configuration, on: console)
  }

  /// The call site of the pipeline.
  private func check(_ configuration: StudyConfiguration, on console: Console) throws -> ExitStatus {
    throw AwaitedPiece.failure("check")
  }
}
