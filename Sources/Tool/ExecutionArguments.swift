import ArgumentParser
import CoreTypes
import FoundationEssentials
import StudyRun

/// `--as-of 2019-11-29`.
extension CalendarDate: ExpressibleByArgument {
  @usableFromInline package init?(argument: String) { self.init(iso: argument) }
}

extension ArgumentHelp {
  /// The study of `run`, `check` and `simulate`: a file, the first argument, or its keys as flags.
  static let study = ArgumentHelp(
    "The study file (YAML); paths in it are relative to it. Without one, every key of the study is a flag.",
    valueName: "study")

  /// `--as-of` of `run`, `check`, `explain` and `simulate`.
  static let asOf = ArgumentHelp(
    "The last day that counts, YYYY-MM-DD; later prices are not used. (default: the latest price's date)",
    valueName: "date")

  static let logFormat: ArgumentHelp = "How messages are written to standard error."
}

extension CompletionKind {
  /// What a shell offers in the place of a study.
  static var studyFile: CompletionKind { .file(extensions: ["yaml", "yml"]) }
}

/// How many threads: at least 1.
struct JobCount: ExpressibleByArgument {
  let number: Int

  init?(argument: String) {
    guard let number = Int(argument), (1...1_024).contains(number) else { return nil }
    self.number = number
  }

  /// One thread a core.
  static var ofThisMachine: Int { ProcessInfo.processInfo.activeProcessorCount }
}

/// What `run`, `check` and `simulate` compute with, and what they say. One group, because the parser asks the runtime five
/// questions about each at every start.
struct ExecutionArguments: ParsableArguments {
  @Option(help: .asOf)
  var asOf: CalendarDate?

  @Option(
    help: ArgumentHelp(
      "How many threads to use, 1 to 1024; the results do not depend on it. (default: one a core)",
      valueName: "number"))
  var jobs: JobCount?

  @Flag(help: "Say only what made the exit status: no progress, no summary, without --strict no warnings.")
  var quiet = false

  @Option(help: .logFormat)
  var logFormat = LogFormat.text

  /// As asked, or one a core.
  var threads: Int { jobs?.number ?? JobCount.ofThisMachine }

  var console: Console { Console(format: logFormat, isQuiet: quiet) }
}
