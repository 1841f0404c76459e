import ArgumentParser

/// `eventstudy formats`: which files are understood.
struct FormatsCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "List the price, factor and event file formats that are understood, with their header lines.",
    discussion: """
      Examples:
        eventstudy formats
        eventstudy formats yahoo
      """)

  @Argument(help: ArgumentHelp("A format's id; all where it is missing.", valueName: "id"))
  var id: String?

  /// The call site of the registry of formats.
  func execute(on console: Console) throws -> ExitStatus { throw AwaitedPiece.failure("formats") }
}
