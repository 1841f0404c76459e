import CoreTypes
import DataInput

/// A study file made from the files of a folder, with a remark at every choice that somebody should look at.
package struct StudyDraft: Sendable {
  /// The text of the study file.
  package let text: String
  /// What was found, a line each, for the console.
  package let findings: [String]
  /// The folder is there and holds no file that could be of a study.
  package let isOfNothing: Bool

  private static let endings = [".csv", ".txt", ".tsv", ".csv.gz", ".tsv.gz"]

  /// Looks at the CSV files in and below `folder`.
  package init(folder: String) {
    var kinds: [(file: String, kind: FileRecognition)] = []
    var unused: [String] = []
    for file in FolderListing.files(in: folder) {
      guard !StudyDraft.ending(of: file).isEmpty else { continue }
      let input = InputFile(path: folder + "/" + file, name: file)
      if let kind = FileRecognition.of(input) { kinds.append((file, kind)) } else { unused.append(file) }
    }
    isOfNothing = kinds.isEmpty && unused.isEmpty && FolderListing.names(in: folder) != nil
    let tables: [(key: String, kind: FileRecognition)] = [
      ("securities", .securities), ("suspensions", .suspensions), ("calendars", .calendars),
      ("factors", .factors),
    ]
    let events = kinds.filter { $0.kind == .events }.map(\.file)
    let entries = DraftedPrices.entries(of: kinds, beside: unused)
    let markets = entries.flatMap(\.indexes)
    var text = "# A study drafted from the files of this folder. Look at every line with a remark, then:\n"
    text += "#   eventstudy check study.yaml\n#   eventstudy run study.yaml\n\n"
    text += StudyDraft.events(events)
    for (key, kind) in tables {
      let files = kinds.filter { $0.kind == kind }.map(\.file)
      guard let first = files.first else { continue }
      text += "\(key): \(YAMLText.quoted(first))\(StudyDraft.others(files.dropFirst()))\n"
    }
    text += "prices:\n"
    text +=
      entries.isEmpty
      ? "  - files: prices/*.csv        # no price file was found; 'eventstudy formats' lists what is understood\n"
      : entries.map { $0.text(markets: markets) }.joined()
    text += StudyDraft.defaults
    self.text = text
    let counted = entries.map {
      "\($0.files.count.counted("price file", "price files")) (\($0.format))"
    }
    findings =
      (events.isEmpty
        ? ["no events file: a CSV file with the columns security and announced_at"]
        : events.map { "events: \($0)" })
      + (counted.isEmpty ? ["no price files"] : counted)
      + (unused.isEmpty ? [] : ["not used, by their header lines: \(StudyDraft.list(unused[...]))"])
  }

  /// How the name ends, such as `.csv.gz`; empty where nothing of that name is read.
  static func ending(of file: String) -> String {
    let known = endings.filter(file.lowercased().hasSuffix).max { $0.count < $1.count }
    return String(file.suffix(known?.count ?? 0))
  }

  private static func events(_ files: [String]) -> String {
    guard let first = files.first else {
      return
        "events: events.csv            # no file with the columns security and announced_at was found: 'eventstudy formats events'\n"
    }
    return "events: \(YAMLText.quoted(first))\(others(files.dropFirst()))\n"
  }

  private static func others(_ files: ArraySlice<String>) -> String {
    files.isEmpty ? "" : "    # or " + list(files)
  }

  private static func list(_ files: ArraySlice<String>) -> String {
    files.prefix(5).map(YAMLText.remark).joined(separator: ", ")
      + (files.count > 5 ? " and \(files.count - 5) more" : "")
  }

  private static let defaults = """

    # What a study does without being told; change what you need.
    # returns: simple             # or log
    # estimation: {length: 250, last: -11, minimum: 100}
    # event_window: [-10, 10]
    # windows: [[0, 0], [-1, 1], [0, 1], [-5, 5]]
    # models: [market-model]      # 'eventstudy methods' lists them
    # tests: all
    # output: reports

    """
}
