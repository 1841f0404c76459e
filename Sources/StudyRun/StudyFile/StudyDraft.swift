import CoreTypes
import DataInput
import Glibc

/// A study file made from the files of a folder, with a remark at every choice that somebody should look at.
package struct StudyDraft: Sendable {
  /// The text of the study file.
  package let text: String
  /// What was found, a line each, for the console.
  package let findings: [String]
  /// The folder is there and holds no file that could be of a study.
  package let isOfNothing: Bool
  /// Files, and folders that may hold some, that cannot be read: a study without them is not the one that is wanted.
  package let unreadable: RunFailure?

  private static let endings = [".csv", ".txt", ".tsv", ".csv.gz", ".tsv.gz"]

  /// Looks at the CSV files in and below `folder`.
  package init(folder: String) {
    var kinds: [(file: String, kind: FileRecognition)] = []
    var unused: [String] = []
    let contents = FolderListing.contents(of: folder)
    var obstacles = contents.unreadable.compactMap { StudyDraft.obstacle(to: $0.folder, in: folder, $0.code) }
    for file in contents.files {
      guard !StudyDraft.ending(of: file).isEmpty else { continue }
      let input = InputFile(path: folder + "/" + file, name: file)
      if let obstacle = FileRecognition.obstacle(to: input) {
        obstacles.append(obstacle)
      } else if let kind = FileRecognition.of(input) {
        kinds.append((file, kind))
      } else {
        unused.append(file)
      }
    }
    unreadable = StudyDraft.joined(obstacles)
    isOfNothing = kinds.isEmpty && unused.isEmpty && contents.unreadable.isEmpty
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

  /// Of a folder that is not there, or is no folder, whoever writes the study speaks.
  private static func obstacle(to part: String, in folder: String, _ code: Int32) -> RunFailure? {
    if part.isEmpty, code == ENOENT || code == ENOTDIR { return nil }
    let path = part.isEmpty ? folder : part
    return RunFailure(
      .readOrWriteError, "cannot look into the folder '\(path)': \(SystemError.sentence(code))", help: "")
  }

  private static func joined(_ obstacles: [RunFailure]) -> RunFailure? {
    guard let first = obstacles.first else { return nil }
    let others = obstacles.count == 1 ? "" : ", and \(obstacles.count - 1) more cannot be read"
    return RunFailure(
      .readOrWriteError, "\(first.message)\(others); no study is written",
      help: "let this user read what is of the study, and name a folder that holds nothing else")
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
