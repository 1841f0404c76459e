import ArgumentParser
import CoreTypes
import StudyRun

/// `eventstudy check`: reads everything, says what it finds, computes and writes nothing.
struct CheckCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read a study and its data; say what is wrong and what would become of each event.",
    discussion: """
      Prints the diagnostics to standard error and one line per event to standard output: phase, day 0, \
      first moment at which it could trade, suspension, what would exclude it. With --format csv the lines are a \
      table for programs. No report is written. --quiet leaves the lines out, and every diagnostic but errors \
      (under --strict, where there are none, but warnings).

      Examples:
        eventstudy check study.yaml
        eventstudy check --prices 'prices/*.csv' --benchmark SPY --exchange XNAS --events events.csv
        eventstudy check study.yaml --format csv > timeline.csv
        eventstudy check study.yaml 2> diagnostics.txt
        eventstudy check study.yaml --strict --quiet --log-format json
      """)

  @Argument(help: .study, completion: .studyFile)
  var study: String?

  @OptionGroup var settings: StudySettingArguments

  @OptionGroup var execution: ExecutionArguments

  @Flag(help: "Exit with 1 on any warning or exclusion too.")
  var strict = false

  @Option(help: "How the lines are written to standard output.")
  var format = OutputFormat.text

  @Flag(
    help:
      "Print every diagnostic on a terminal too, where it is otherwise five of a kind and how many more there are."
  )
  var all = false

  var console: Console { execution.console }

  func execute(on console: Console) throws -> ExitStatus {
    let configuration = try settings.read(study)
    return try check(configuration, on: console)
  }

  private func check(_ configuration: StudyConfiguration, on console: Console) throws -> ExitStatus {
    let check = try StudyPipeline(
      study: configuration, asOf: execution.asOf, jobs: execution.threads
    ).check()
    let outcome = check.outcome
    let status: ExitStatus =
      outcome.hasLosses || (strict && outcome.hasWarnings) ? .doneWithFaults : .done
    console.reportCheck(outcome.diagnostics, status: status, all: all)
    if status == .doneWithFaults, !outcome.hasErrors {
      console.report(
        strictly: outcome.counts, outcome.warnedEvents, in: "the columns status and warnings of the lines")
    }
    console.report(cacheNotes: outcome.cacheNotes)
    if format == .csv {
      console.output.write(check.timeline)
      return status
    }
    guard !execution.quiet else { return status }
    var table = ConsoleTable(
      [
        "event", "security", "announced", "phase", "can trade from", "day 0", "suspended", "status",
        "warnings",
      ].map { ConsoleTable.Column($0) })
    for line in check.lines {
      table.add([
        line.event.text, line.security.text, line.announced, line.phase, line.firstTrade, line.dayZero,
        line.suspension, line.verdict, line.warnings,
      ])
    }
    console.output.write(table.text)
    console.output.write(QualitySection(check).text)
    return status
  }
}
