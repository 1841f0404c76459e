import ArgumentParser
import CoreTypes
import DataInput
import Reports
import StudyRun

/// `eventstudy explain`: one event, step by step.
struct ExplainCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how one event's numbers came about, step by step.",
    discussion: """
      Instant, phase and session; prices with their file and line; estimation window and coefficients; \
      expected and abnormal returns; windows.

      Example:
        eventstudy explain study.yaml AMBA-2019-10-07
      """)

  @OptionGroup var study: StudyArgument

  @Option(help: .asOf)
  var asOf: CalendarDate?

  @Argument(
    help: ArgumentHelp("The event's id, as in the first column of events.csv.", valueName: "event-id"))
  var event: String

  func execute(on console: Console) throws -> ExitStatus {
    let configuration = try StudyFile.read(path: study.path, known: .ofThisVersion, access: .system)
    return try explain(configuration, on: console)
  }

  private func explain(_ configuration: StudyConfiguration, on console: Console) throws -> ExitStatus {
    let pipeline = StudyPipeline(study: configuration, asOf: asOf, jobs: JobCount.ofThisMachine)
    let stories = try pipeline.explain(EventID(event))
    guard !stories.isEmpty else {
      let nearest = NearestName.to(event, among: try pipeline.eventIDs().map(\.text))
      throw RunFailure(
        .wrongUse, "the study has no event '\(event)'",
        help: nearest.map { "did you mean '\($0)'?" } ?? "the events file, or 'eventstudy check', lists them")
    }
    console.output.write(stories.map(\.text).joined(separator: "\n"))
    return .done
  }
}
