import CoreTypes
import StudyRun

/// The parser knows its own flags, but not that the keys of a study are flags too.
enum MistypedWord {
  /// The parser's message about wrong use, whose first line ends with what was probably meant.
  static func named(in message: String, of words: [String]) -> String {
    let end = message.firstIndex(of: "\n") ?? message.endIndex
    var line = String(message[..<end])
    if let meant = command(words) {
      line += ". Did you mean '\(meant)'?"
    } else if let meant = flag(words, &line) {
      line += ". Did you mean '--\(meant)'?"
    }
    return line + message[end...]
  }

  private static func command(_ words: [String]) -> String? {
    let commands = EventStudyCommand.commands.compactMap { $0.configuration.commandName }
    guard let word = words.first, !word.hasPrefix("-"), !commands.contains(word) else { return nil }
    return NearestName.to(word, among: commands)
  }

  /// Takes the parser's own suggestion off the line where a key of the study is nearer.
  private static func flag(_ words: [String], _ line: inout String) -> String? {
    guard let command = words.first, StudySettingArguments.commands.contains(command),
      let word = words.first(where: { line.contains("Unknown option '\($0.prefix { $0 != "=" })'") })
    else { return nil }
    let parts = line.split(separator: "Did you mean '--", maxSplits: 1)
    let suggestion = parts.count > 1 ? parts[1].prefix { $0 != "'" } : ""
    let keys = StudySetting.keys.map { $0.replacing("_", with: "-") }
    let typed = String(word.drop { $0 == "-" }.prefix { $0 != "=" })
    guard let meant = NearestName.to(typed, among: keys + [String(suggestion)]), meant != suggestion else {
      return nil
    }
    if parts.count > 1 { line = String(parts[0].prefix { $0 != "." }) }
    return meant
  }
}
