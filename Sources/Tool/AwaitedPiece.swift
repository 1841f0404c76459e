import CoreTypes

/// Stands where a command will call the pipeline; goes away with the merge of the pieces it awaits.
enum AwaitedPiece {
  static func failure(_ command: String) -> RunFailure {
    RunFailure(
      .bug, "'eventstudy \(command)' is not connected to its computation in this build",
      help: "build from the main branch")
  }
}
