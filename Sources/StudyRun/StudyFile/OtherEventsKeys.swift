/// `other_events: news.csv`, or `{file: news.csv, margin: 2, treatment: drop}`, where the file may be left out.
struct OtherEventsKeys {
  static let allowed = ["files", "file"] + LayoutKeys.all + ["margin", "treatment"]
  private static let help = "write a path, or a map such as {file: earnings.csv, margin: 2, treatment: drop}"

  let files: FileKeys

  func read(_ value: StudyValue?) -> OtherEventsChoice {
    var choice = OtherEventsChoice.flagOnly
    guard let value else { return choice }
    guard value.node.map != nil else {
      choice.source = files.table(value)
      return choice
    }
    guard
      let map = value.mapping(
        allowed: Self.allowed, "a path or a map",
        help: Self.help)
    else { return choice }
    choice.margin = map["margin"].flatMap { $0.integer(in: 0...10_000) } ?? 0
    choice.treatment = map["treatment"].flatMap { $0.choice(OtherEventsChoice.Treatment.allCases) } ?? .flag
    if map["files"] != nil || map["file"] != nil {
      choice.source = files.table(map, of: value, help: Self.help)
    } else {
      for key in LayoutKeys.all {
        map[key]?.fault("'\(value.key)' names no file to which '\(key)' belongs", help: Self.help)
      }
    }
    return choice
  }
}
