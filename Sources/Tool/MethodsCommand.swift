import ArgumentParser

/// `eventstudy methods`: the registries of models and tests.
struct MethodsCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods",
    abstract: "List the models and tests, or show one with its formula, assumptions and reference.",
    discussion: """
      Examples:
        eventstudy methods
        eventstudy methods market-model
      """)

  @Argument(help: ArgumentHelp("A model's or test's id; all where it is missing.", valueName: "id"))
  var id: String?

  /// The call site of the registries.
  func execute(on console: Console) throws -> ExitStatus { throw AwaitedPiece.failure("methods") }
}
