import ArgumentParser
import CoreTypes
import StudyRun

/// `eventstudy run`: computes the study and writes its reports.
struct RunCommand: ConsoleCommand {
  // With the program's name before it the parser does not look for a request of a completion script among the words, which is
  // the whole program's to answer and takes as long as all flags.
  static let configuration = CommandConfiguration(
    commandName: "run", _superCommandName: Program.name,
    abstract: "Run a study and write its reports.",
    discussion: """
      The reports replace those of the run before in one step: a reader sees the last complete report or \
      the new one. Standard error stays silent on success when it is not a terminal, so that a cron job \
      writes mail only when something was lost; warnings stand in diagnostics.csv, and come all the same with \
      --log-format json.

      Examples:
        eventstudy run study.yaml
        eventstudy run study.yaml --output ~/reports/today --as-of 2019-11-29
        eventstudy run study.yaml --strict --quiet --log-format json
        eventstudy run --prices 'prices/*.csv' --benchmark SPY --exchange XNAS --events events.csv

      The flags of the last one are keys of the study file, and so may every other be: --models garch, \
      --event-window -5,5, --windows '[0,0],[-1,1]', --estimation '{length: 120, last: -21}'. The reports go to \
      'reports' or to --output.
      """)

  @Argument(help: .study, completion: .studyFile)
  var study: String?

  @OptionGroup var settings: StudySettingArguments

  @Option(
    help: ArgumentHelp(
      "Where the reports go, relative to the working directory. (default: the study's 'output')",
      valueName: "folder"), completion: .directory)
  var output: String?

  @OptionGroup var execution: ExecutionArguments

  @Flag(help: "Exit with 1 on any warning or exclusion too.")
  var strict = false

  @Flag(help: "Print the table of events even where standard output is not a terminal.")
  var summary = false

  var console: Console { execution.console }

  func execute(on console: Console) throws -> ExitStatus {
    let configuration = try settings.read(study)
    return try compute(configuration, on: console)
  }

  private func compute(_ configuration: StudyConfiguration, on console: Console) throws -> ExitStatus {
    let bar = console.progressBar()
    defer { bar.finish() }
    let folder = output ?? configuration.output
    let outcome = try StudyRunner.run(
      configuration, output: folder, asOf: execution.asOf, jobs: execution.threads,
      progress: { bar.update($0, configuration.name) })
    bar.finish()
    let status: ExitStatus =
      outcome.hasLosses || (strict && outcome.hasWarnings) ? .doneWithFaults : .done
    console.report(outcome.diagnostics, status: status)
    if status == .doneWithFaults, !outcome.hasErrors {
      console.report(
        strictly: outcome.counts, outcome.warnedEvents,
        in: "the columns status, reason, explanation and warnings of events.csv")
    }
    console.report(cacheNotes: outcome.cacheNotes)
    if !execution.quiet, summary || console.output.isTerminal {
      console.output.write(EventSummary(outcome, of: configuration, folder: folder).text)
    }
    return status
  }
}
