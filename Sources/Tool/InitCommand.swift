import ArgumentParser
import CoreTypes
import StudyRun

/// `eventstudy init`: a commented study file from what a folder holds.
struct InitCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented study file from the events and price files of a folder.",
    discussion: """
      Looks at the CSV files in and below the folder, tells events, prices and other tables by their header lines, and \
      writes 'study.yaml' there. A study file that exists is never written over, and none is written where \
      there is no CSV file.

      Examples:
        eventstudy init
        eventstudy init ~/studies/earnings
      """)

  @Argument(
    help: ArgumentHelp("The folder. (default: the working directory)", valueName: "folder"),
    completion: .directory)
  var folder: String?

  func execute(on console: Console) throws -> ExitStatus {
    let folder = folder ?? "."
    let path = folder == "." ? "study.yaml" : (folder.hasSuffix("/") ? folder : folder + "/") + "study.yaml"
    let draft = StudyDraft(folder: folder)
    if let failure = draft.unreadable { throw failure }
    guard !draft.isOfNothing else {
      throw RunFailure(
        .inputMissing, "there is no CSV file in '\(folder)' or below it: a study needs events and prices",
        help:
          "put an events file ('eventstudy formats events') and price files ('eventstudy formats') there, or name "
          + "their folder")
    }
    try NewFile.write(draft.text, to: path)
    for finding in draft.findings { console.output.write("\(finding)\n") }
    console.output.write("wrote \(path); look at its remarks, then: eventstudy check \(path)\n")
    return .done
  }
}
