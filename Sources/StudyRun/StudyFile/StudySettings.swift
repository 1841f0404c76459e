/// A key of the study file with its value, as the command line gives it: `--event-window -5,5`.
package struct StudySetting: Sendable, Equatable {
  /// With underscores, as in the study file.
  package let key: String
  package let value: String

  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  /// The keys that may stand on the command line: those of the study, and those of an entry of `prices`.
  package static var keys: [String] { StudyFile.keys + PriceEntryKeys.allowed.filter { $0 != "files" } }
}

/// Settings as the nodes of a study file, so that one reader judges both.
struct StudySettings {
  let root: YAMLNode

  /// Values that are lists, and may be written without brackets: `--models market-model,garch`.
  private static let lists: Set<String> = [
    "models", "tests", "conventions", "tables", "windows", "event_window", "prices",
  ]

  /// Keys of an entry go into the one entry of `prices`, and `prices` names its files.
  init(_ settings: [StudySetting], faults: StudyFaults) {
    var study: [YAMLNode.Pair] = []
    var entry: [YAMLNode.Pair] = []
    var files: [YAMLNode] = []
    var entries: [YAMLNode] = []
    var seen: Set<String> = []
    for setting in settings {
      guard let value = StudySettings.node(setting, faults) else { continue }
      if setting.key == "prices", let given = StudySettings.entries(value) {
        entries += given
      } else if setting.key == "prices" {
        files += value.list ?? [value]
      } else if !seen.insert(setting.key).inserted {
        faults.add("more than one value for '\(setting.key)'", help: "keep one of them", at: nil)
      } else if StudyFile.keys.contains(setting.key) {
        study.append((YAMLNode(setting.key), value))
      } else {
        entry.append((YAMLNode(setting.key), value))
      }
    }
    if let beside = entry.first?.key.text ?? (files.isEmpty ? nil : "prices"), !entries.isEmpty {
      faults.add(
        "'prices' is given as entries, and '\(beside)' beside them",
        help:
          "write it into an entry, such as {files: '*.csv', \(beside == "prices" ? "exchange" : beside): ...}",
        at: nil)
    }
    if !entries.isEmpty {
      study.append((YAMLNode("prices"), YAMLNode(entries)))
    } else if !files.isEmpty {
      entry.append((YAMLNode("files"), YAMLNode(files)))
      study.append((YAMLNode("prices"), YAMLNode([YAMLNode(entry)])))
    } else if let (key, _) = entry.first {
      faults.add(
        "'\(key.text ?? "")' says something of prices, and no prices are named",
        help: "add --prices 'prices/*.csv'",
        at: nil)
    }
    root = YAMLNode(study)
  }

  /// `[{files: a.csv, exchange: XNYS}, {files: b.csv}]`, as in a study file; nil = patterns of files.
  private static func entries(_ value: YAMLNode) -> [YAMLNode]? {
    if value.map != nil { return [value] }
    return value.list.flatMap { $0.contains { $0.map != nil } ? $0 : nil }
  }

  /// The value as YAML reads it; a list may come without its outer brackets.
  private static func node(_ setting: StudySetting, _ faults: StudyFaults) -> YAMLNode? {
    let text = setting.value
    let isList = lists.contains(setting.key) && text != "all" && text != "each-day"
    let hasBrackets = text.hasPrefix("[[") || (setting.key != "windows" && text.hasPrefix("["))
    // A glob such as *.csv or [A-C]*.csv is text, and so is whatever holds what YAML takes for a sign of its own.
    let isEntry = text.hasPrefix("{") || text.hasPrefix("[{")
    if setting.key == "prices", !isEntry { return YAMLNode(text) }
    let isFlow = text.hasPrefix("{") || text.hasPrefix("[")
    guard isList || isFlow else { return YAMLNode(text) }
    do {
      return try YAMLReader.root(
        of: Array((isList && !hasBrackets && !isEntry ? "[\(text)]" : text).utf8))
    } catch {
      faults.add(
        "the value of '\(setting.key)' cannot be read, found '\(text)'",
        help:
          "write it as in a study file, such as '[[0, 0], [-1, 1]]' or '{length: 250, last: -11}', in quotes",
        at: nil)
      return nil
    }
  }
}
