import ArgumentParser

/// `eventstudy`: the command line.
@main
struct EventStudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "eventstudy")
}
