import ArgumentParser
import CoreTypes
import StudyRun

/// A command of the program: its flags, and what it does with them.
protocol ConsoleCommand: ParsableCommand {
  /// Where its messages go and how much is said.
  var console: Console { get }
  /// Throws `RunFailure` or `StudyFileFailure` where it cannot go on.
  func execute(on console: Console) throws -> ExitStatus
}

extension ConsoleCommand {
  var console: Console { Console(format: .text, isQuiet: false) }

  func run() throws { throw ExitCode(CommandRunner.run(self)) }
}

/// From the words of the command line to an exit status: the one place where failures become messages.
enum CommandRunner {
  /// - Parameter arguments: nil = one that is not UTF-8 text: a path made of it would be another one.
  static func run(_ arguments: [String?]) -> Int32 {
    let known = arguments.compactMap(\.self)
    guard known.count == arguments.count else {
      console(askedBy: known).report([
        RunFailure(
          .wrongUse, "argument \((arguments.firstIndex(of: nil) ?? 0) + 1) is not UTF-8 text",
          help: "give paths and names in UTF-8")
      ])
      return ExitStatus.wrongUse.rawValue
    }
    return run(known)
  }

  static func run(_ arguments: [String]) -> Int32 {
    guard !arguments.isEmpty else {
      TextStream.errors.write(EventStudyCommand.helpMessage() + "\n")
      return ExitStatus.wrongUse.rawValue
    }
    // Answered before the command line is described to the parser, which takes as long as everything else.
    if arguments == ["--version"] { return show(Program.version + "\n") }
    if let pattern = UnquotedPattern(in: arguments) {
      console(askedBy: arguments).report([pattern.failure])
      return ExitStatus.wrongUse.rawValue
    }
    let words = StudySettingArguments.spelled(arguments)
    if let command = command(of: words) { return run(command) }
    do {
      var command = try EventStudyCommand.parseAsRoot(words)
      if let command = command as? any ConsoleCommand { return run(command) }
      try command.run()
      return ExitStatus.done.rawValue
    } catch {
      return explain(error, words)
    }
  }

  /// The command that the first word names, where it understands all others by itself: the parser need not look at the
  /// whole program. nil = anything else, such as help or a mistake, which is the whole program's to answer.
  static func command(of words: [String]) -> (any ConsoleCommand)? {
    let type = EventStudyCommand.commands.first { $0.configuration.commandName == words.first }
    return type.flatMap { parsed($0, words.dropFirst()) }
  }

  private static func parsed<Command: ConsoleCommand>(
    _ type: Command.Type, _ words: ArraySlice<String>
  ) -> Command? {
    try? type.parseAsRoot(Array(words)) as? Command
  }

  static func run(_ command: some ConsoleCommand) -> Int32 {
    let console = command.console
    do {
      let status = try command.execute(on: console)
      try console.output.flush()
      return status.rawValue
    } catch let failure as StudyFileFailure {
      console.report(failure.faults)
      return ExitStatus(failure.kind).rawValue
    } catch let failure as RunFailure {
      console.report([failure])
      return ExitStatus(failure.kind).rawValue
    } catch {
      console.report([
        RunFailure(
          .bug, "unexpected error: \(error)", help: "please report it with the study that shows it")
      ])
      return ExitStatus.bug.rawValue
    }
  }

  /// `--help` and `--version` go to standard output, wrong use to standard error with status 64.
  private static func explain(_ error: any Error, _ words: [String]) -> Int32 {
    let code = EventStudyCommand.exitCode(for: error).rawValue
    let message = EventStudyCommand.fullMessage(for: error)
    let line = message.hasSuffix("\n") ? message : message + "\n"
    guard code != 0 else { return show(line) }
    let console = console(askedBy: words)
    switch console.format {
    case .text: console.errors.write(MistypedWord.named(in: line, of: words))
    case .json:
      console.report([
        RunFailure(
          .wrongUse, MistypedWord.named(in: EventStudyCommand.message(for: error), of: words),
          help: "see '\(Program.name) help'")
      ])
    }
    return code
  }

  /// Where messages go of a command line that is not understood: as its words ask for it.
  private static func console(askedBy words: [String]) -> Console {
    let asked = zip(words, words.dropFirst()).first { $0.0 == "--log-format" }?.1
    let isJSON = asked == "json" || words.contains("--log-format=json")
    return Console(format: isJSON ? .json : .text, isQuiet: false)
  }

  private static func show(_ text: String) -> Int32 {
    TextStream.output.write(text)
    do { try TextStream.output.flush() } catch {
      Console(format: .text, isQuiet: false).report([error])
      return ExitStatus(error.kind).rawValue
    }
    return ExitStatus.done.rawValue
  }
}
