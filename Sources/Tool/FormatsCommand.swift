import ArgumentParser
import CoreTypes
import DataInput

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

  func execute(on console: Console) throws -> ExitStatus {
    let formats = FormatListing.all
    guard let id else {
      let width = (formats.map(\.id.count).max() ?? 0) + 2
      for format in formats {
        let blanks = String(repeating: " ", count: width - format.id.count)
        console.output.write("\(format.id)\(blanks)\(format.kind): \(format.title)\n")
      }
      console.output.write("\n'eventstudy formats ID' shows one with its header line.\n")
      return .done
    }
    guard let format = formats.first(where: { $0.id == id }) else {
      let nearest = NearestName.to(id, among: formats.map(\.id)).map { "did you mean '\($0)'? " } ?? ""
      throw RunFailure(
        .wrongUse, "no file format is called '\(id)'", help: nearest + "'eventstudy formats' lists them")
    }
    console.output.write("\(format.id): \(format.title)\n\n")
    for line in format.headerLines { console.output.write("  \(line)\n") }
    console.output.write("\n")
    for note in format.notes { console.output.write("- \(note)\n") }
    return .done
  }
}
