import ArgumentParser
import CoreTypes
import DataInput
import FoundationEssentials
import Reports
import StudyRun

/// `eventstudy cache`: what a cache holds, and how it is kept small.
struct CacheCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "List the entries of a cache folder, or remove those that are no longer of use.",
    discussion: """
      State: ready; part (rows that a newer entry of the file uses); other-program (of another version or build); \
      file-gone; damaged. With --prune all but the first two are removed, and what killed runs left half written. A \
      folder that a run did not make as a cache is refused.

      Examples:
        eventstudy cache cache
        eventstudy cache cache --format csv > entries.csv
        eventstudy cache cache --prune --older-than 30d --max-size 2G
      """)

  @Argument(help: ArgumentHelp("The folder.", valueName: "folder"), completion: .directory)
  var folder: String

  @Option(help: "How the entries are written to standard output.")
  var format = OutputFormat.text

  @Flag(help: "Remove entries that no run of this program can use any more.")
  var prune = false

  @Option(
    help: ArgumentHelp(
      "With --prune: also entries that no run used for so long, such as 12h, 30d or 8w.", valueName: "age"))
  var olderThan: Age?

  @Option(
    help: ArgumentHelp(
      "With --prune: also the longest unused, until the others take no more than this, such as 500M or 2G.",
      valueName: "size"))
  var maxSize: ByteSize?

  func validate() throws {
    if !prune, olderThan != nil || maxSize != nil {
      throw ValidationError("--older-than and --max-size say what is removed: add --prune.")
    }
  }

  func execute(on console: Console) throws -> ExitStatus {
    guard prune else {
      list(try CachePruning.contents(of: folder), on: console)
      return .done
    }
    let outcome = try CachePruning.prune(
      folder, unusedSeconds: olderThan?.seconds, mostBytes: maxSize?.bytes)
    if format == .csv {
      list(outcome.left, on: console)
    } else {
      let bytes = outcome.removed.reduce(0) { $0 + $1.bytes }
      console.output.write(
        "removed \(outcome.removed.count.counted("entry", "entries")), \(ByteSize(bytes).text)")
      if outcome.temporaries > 0 { console.output.write(", and \(outcome.temporaries) half written") }
      console.output.write("; \(Self.total(outcome.left))\n")
    }
    return .done
  }

  private func list(_ contents: CacheContents, on console: Console) {
    guard format == .text else {
      var text = CSVText(header: ["file", "format", "rows", "bytes", "last_used", "state", "entry"])
      for entry in contents.entries {
        text.field(entry.path)
        text.field(entry.format)
        text.field(entry.rows)
        text.field(entry.bytes)
        text.field(Instant(secondsSinceEpoch: entry.lastUsed).description)
        text.field(entry.state.rawValue)
        text.field(entry.name)
        text.endRow()
      }
      console.output.write(String(decoding: text.bytes, as: UTF8.self))
      return
    }
    var table = ConsoleTable(["file", "format", "rows", "size", "last used", "state"].map { .init($0) })
    let now = Int64(Date().timeIntervalSince1970)
    for entry in contents.entries {
      table.add([
        entry.path.isEmpty ? entry.name : entry.path, entry.format, String(entry.rows),
        ByteSize(entry.bytes).text, Age(seconds: max(0, now - entry.lastUsed)).text + " ago",
        entry.state.rawValue,
      ])
    }
    if !contents.entries.isEmpty { console.output.write(table.text) }
    console.output.write("\(Self.total(contents))\n")
  }

  private static func total(_ contents: CacheContents) -> String {
    "\(contents.entries.count.counted("entry", "entries")), \(ByteSize(contents.bytes).text) in the cache"
  }
}
