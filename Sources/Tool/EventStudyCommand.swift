import ArgumentParser
import CFileSystem
import CoreTypes
import Glibc
import StudyRun

/// `eventstudy`: the command line.
@main
struct EventStudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Program.name,
    abstract: "Event studies: what a security earned beyond what it would have earned anyway.",
    discussion: """
      A study is a YAML file that names events, prices and what to compute. Results go to a folder of CSV \
      files, messages to standard error.

      Examples:
        eventstudy init                         write a study file from what is in the folder
        eventstudy check study.yaml             read everything, compute nothing
        eventstudy run study.yaml               write the reports
        eventstudy explain study.yaml AMBA-1    how one event's numbers came about
        eventstudy simulate study.yaml          size and power of the tests on these data

      Exit status: 0 done; 1 done, but faulty input cost something; 64 wrong use; 65 the study or its data \
      cannot be used; 66 an input is missing; 70 a fault of this program; 73 the output cannot be created; \
      74 read or write error; 75 another run holds the output folder.
      """,
    version: Program.version,
    subcommands: commands)

  static let commands: [any ConsoleCommand.Type] = [
    RunCommand.self, CheckCommand.self, ExplainCommand.self, InitCommand.self, SimulateCommand.self,
    MethodsCommand.self, CalendarCommand.self, FormatsCommand.self, CacheCommand.self,
  ]

  static func main() {
    // A reader that goes away or a file that may not grow is told by an error code, not by a signal.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var count: Int32 = 0
    let start = es_program_words(&count)
    let words = UnsafeBufferPointer(start: start, count: Int(count)).dropFirst()
    Glibc.exit(CommandRunner.run(words.compactMap { $0 }.map { String(validatingCString: $0) }))
  }
}
