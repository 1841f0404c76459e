import ArgumentParser
import CoreTypes
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
        eventstudy check --prices 'prices/*.csv' --benchmark SPY --exchange XNAS --events events.csv
      """)

  @OptionGroup var study: StudyArgument

  @Option(help: .asOf)
  var asOf: CalendarDate?

  func execute(on console: Console) throws -> ExitStatus {
    let configuration = try study.read()
    return try check(configuration, on: console)
  }

  private func check(_ configuration: StudyConfiguration, on console: Console) throws -> ExitStatus {
    let check = try StudyPipeline(study: configuration, asOf: asOf, jobs: JobCount.ofThisMachine).check()
    console.reportAll(check.outcome.diagnostics)
    var table = ConsoleTable(
      ["event", "security", "announced", "phase", "day 0", "suspended", "status", "warnings"].map {
        ConsoleTable.Column($0)
      })
    for line in check.lines {
      table.add([
        line.event.text, line.security.text, line.announced, line.phase, line.dayZero, line.suspension,
        line.verdict, line.warnings,
      ])
    }
    console.output.write(table.text)
    console.output.write(QualitySection(check).text)
    return check.outcome.hasLosses ? .doneWithFaults : .done
  }
}
