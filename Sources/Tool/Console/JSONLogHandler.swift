import Logging
import StudyRun

/// One JSON object a line for log collectors: `level` and `message` first, then the metadata by name.
///
/// There is no time in it: whatever collects the lines stamps them, and equal runs log equal lines.
struct JSONLogHandler: LogHandler {
  let write: @Sendable (String) -> Void
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(write: @escaping @Sendable (String) -> Void) { self.write = write }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let merged = metadata.merging(event.metadata ?? [:]) { $1 }
    let members = merged.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, Self.json($0.value)) }
    let head = [
      JSONValue.Member("level", .text(Self.word(of: event.level))),
      JSONValue.Member("message", .text(event.message.description)),
    ]
    write(JSONValue.object(head + members).line + "\n")
  }

  /// As `diagnostics.csv` calls it.
  private static func word(of level: Logger.Level) -> String { level == .notice ? "note" : level.rawValue }

  private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
    switch value {
    case .string(let text): .text(text)
    case .stringConvertible(let number as Int): .integer(number)
    case .stringConvertible(let other): .text(other.description)
    case .array(let values): .list(values.map(json))
    case .dictionary(let values):
      .object(values.sorted { $0.key < $1.key }.map { .init($0.key, json($0.value)) })
    }
  }
}
