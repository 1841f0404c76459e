import CoreTypes
import DataInput

extension StudyConfiguration {
  /// The `intraday` entries in the manifest; null without any.
  var intradayJSON: JSONValue { intraday.isEmpty ? .null : .list(intraday.map(Self.intradayEntry)) }

  private static func intradayEntry(_ source: IntradaySource) -> JSONValue {
    let columns = source.columns
    let named: [(String, String?)] = [
      ("security", columns.security), (columns.time == nil ? "instant" : "date", columns.instant),
      ("time", columns.time), ("open", columns.open),
      ("high", columns.high), ("low", columns.low),
      (source.stamp == .quote ? "price" : "close", columns.close), ("volume", columns.volume),
    ]
    let members: [JSONValue.Member] = [
      .init("files", .list(source.files.map { .text($0.studyPath) })),
      .init("security", .text(orNull: source.security)),
      .init(
        "columns",
        .object(named.compactMap { name, column in column.map { JSONValue.Member(name, .text($0)) } })),
      .init("stamp", source.stamp == .quote ? .null : .text(source.stamp.rawValue)),
      .init("bar_seconds", source.barSeconds.map(JSONValue.integer) ?? .null),
      .init("timezone", .text(orNull: source.timeZone)),
    ]
    return .object(members + Self.members(source.layout))
  }
}
