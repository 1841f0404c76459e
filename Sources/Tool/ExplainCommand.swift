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
      expected and abnormal returns; windows. With --format csv a table instead: every day of the estimation and \
      event windows with its prices, their file and line, and the returns that models are estimated on.

      Example:
        eventstudy explain study.yaml AMBA-2019-10-07
        eventstudy explain study.yaml AMBA-2019-10-07 --format csv > days.csv
        eventstudy explain --prices 'prices/*.csv' --benchmark SPY --exchange XNAS --events events.csv AMBA-1
      """)

  @OptionGroup var settings: StudySettingArguments

  @Option(help: .asOf)
  var asOf: CalendarDate?

  @Option(help: "How it is written to standard output.")
  var format = OutputFormat.text

  @Option(help: .logFormat)
  var logFormat = LogFormat.text

  @Argument(
    help: ArgumentHelp(
      "The study file (none where its keys are flags), and the event's id as in the study's events file.",
      valueName: "study event-id"), completion: .studyFile)
  var words: [String]

  var console: Console { Console(format: logFormat, isQuiet: false) }

  func validate() throws {
    let wanted = settings.settings.isEmpty ? 2 : 1
    guard words.count == wanted else {
      throw ValidationError(
        (wanted == 2
          ? "Give a study file and an event's id" : "Give an event's id, and no study file beside flags")
          + "; write '--' before an id that begins with a hyphen and is not the last word.")
    }
  }

  func execute(on console: Console) throws -> ExitStatus {
    let configuration = try settings.read(words.count == 2 ? words[0] : nil)
    return try explain(words[words.count - 1], configuration, on: console)
  }

  private func explain(
    _ event: String, _ configuration: StudyConfiguration, on console: Console
  ) throws -> ExitStatus {
    let pipeline = StudyPipeline(study: configuration, asOf: asOf, jobs: JobCount.ofThisMachine)
    let explanation = try pipeline.explain(EventID(event))
    console.report(cacheNotes: explanation.cacheNotes)
    guard !explanation.stories.isEmpty else {
      let nearest = NearestName.to(event, among: explanation.requested.map(\.text))
      throw RunFailure(
        .wrongUse, "the study has no event '\(event)'",
        help: nearest.map { "did you mean '\($0)'?" } ?? "'eventstudy check' lists them")
    }
    if format == .csv {
      console.output.write(explanation.dayTable)
      return .done
    }
    let lines = explanation.stories.map(\.text).joined(separator: "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    console.output.write(lines.map { SourceExcerpt.harmless(String($0)) }.joined(separator: "\n"))
    return .done
  }
}
