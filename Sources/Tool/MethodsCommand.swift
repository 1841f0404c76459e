import ArgumentParser
import CoreTypes
import Reports

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

  func execute(on console: Console) throws -> ExitStatus {
    guard let id else {
      console.output.write(MethodListing.all)
      return .done
    }
    guard let text = MethodListing.text(of: id) else {
      let nearest = NearestName.to(id, among: MethodListing.ids).map { "did you mean '\($0)'? " } ?? ""
      throw RunFailure(
        .wrongUse, "no model or test is called '\(id)'", help: nearest + "'eventstudy methods' lists them")
    }
    console.output.write(text)
    return .done
  }
}
