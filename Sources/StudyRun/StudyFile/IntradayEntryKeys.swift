import CoreTypes
import DataInput

/// The keys of the `intraday` entries: bars or quotes inside and outside regular hours.
struct IntradayEntryKeys {
  let files: FileKeys

  static let allowed =
    ["files", "security", "columns", "timezone", "stamp", "bar_seconds"] + LayoutKeys.all
  static let columnKeys = [
    "security", "instant", "date", "time", "open", "high", "low", "close", "volume", "price",
  ]
  private static let example =
    "{files: minutes/*.csv, columns: {instant: Datetime, open: Open, close: Close}, stamp: start}"

  /// The entries; none where the study has no such key.
  func read(_ value: StudyValue?) -> [IntradaySource] {
    guard let value, let entries = value.list("a list of entries", help: "write - \(Self.example)") else {
      return []
    }
    if entries.isEmpty { value.fault("'intraday' is empty", help: "write - \(Self.example), or remove it") }
    return entries.compactMap(entry)
  }

  private func entry(_ value: StudyValue) -> IntradaySource? {
    guard
      let map = value.mapping(allowed: Self.allowed, "a map", help: "write a map such as \(Self.example)")
    else { return nil }
    let found = map["files"].map(files.files) ?? nil
    if map["files"] == nil {
      value.fault("'\(value.key)' names no files", help: "add files: minutes/*.csv")
    }
    if map["columns"] == nil {
      value.fault(
        "'\(value.key)' does not say 'columns'",
        help: "add columns: {instant: ..., open: ..., close: ...} with the names in the header line")
    }
    let named = map["columns"].flatMap(columns)
    let security = map["security"].flatMap {
      $0.identifier("a security", help: "write the id of the file's one security")
    }
    if let given = map["security"], named?.columns.security != nil {
      given.fault(
        "'\(value.key)' has both 'security' and 'columns.security'",
        help: "keep 'columns.security' where a column names the security of each row")
    }
    let stamp = stamp(map, isQuote: named?.isQuote ?? false, of: value)
    let zone = map["timezone"].flatMap { $0.timeZone(example: "America/New_York") }
    let length = map["bar_seconds"].flatMap { $0.integer(in: 1...86_400) }
    let layout = LayoutKeys.read(map)
    guard let found, let named, let stamp else { return nil }
    var source = IntradaySource(
      files: found, columns: named.columns, security: security, layout: layout, timeZone: zone,
      stamp: stamp, barSeconds: length)
    source.timeZoneLocation = map["timezone"]?.location
    return source
  }

  private func columns(_ value: StudyValue) -> (columns: IntradayColumns, isQuote: Bool)? {
    let help = "write a map such as {instant: Datetime, close: Close} with the names in the header line"
    guard let map = value.mapping(allowed: Self.columnKeys, "a map", help: help) else { return nil }
    func column(_ key: String) -> String? {
      let twoColumns = key == "instant" ? ", or date: and time: where two columns hold them" : ""
      return map[key].flatMap {
        $0.text(
          "a column's name", help: "write the name as it stands in the header line\(twoColumns)")
      }
    }
    map.faultColumnsNamedTwice(Self.columnKeys)
    faultMoments(map, of: value)
    if map["close"] == nil, map["price"] == nil {
      value.fault(
        "'\(value.key)' names no price column", help: "add close: for bars, or price: for quotes")
    }
    for key in ["close", "open", "high", "low"] where map["price"] != nil {
      map[key]?.fault(
        "'\(value.key)' has both 'price' and '\(key)'", help: "keep price: for quotes, or the others for bars"
      )
    }
    let time = column("time")
    guard let instant = column(time == nil ? "instant" : "date"),
      let close = column("close") ?? column("price")
    else { return nil }
    return (
      IntradayColumns(
        instant: instant, close: close, security: column("security"), open: column("open"),
        high: column("high"), low: column("low"), volume: column("volume"), time: time),
      map["price"] != nil
    )
  }

  /// A row's moment is one column's, or a date and a time in two.
  private func faultMoments(_ map: StudyMapping, of value: StudyValue) {
    let help = "keep instant: where one column holds date and time, or date: and time: where two hold them"
    let parts = ["date", "time"]
    if map["instant"] != nil {
      for key in parts { map[key]?.fault("'\(value.key)' has both 'instant' and '\(key)'", help: help) }
      return
    }
    let missing = parts.filter { map[$0] == nil }
    if missing.count == 2 {
      value.fault(
        "'\(value.key)' names no column of instants",
        help: "add instant: and its column's name, or date: and time: where two columns hold them")
    } else if let key = missing.first {
      value.fault(
        "'\(value.key)' names no column of \(key)s",
        help: "add \(key): and its column's name, or write instant: for a column that holds date and time")
    }
  }

  /// Bars must say whether their instant is their start or their end: nothing in the file does.
  private func stamp(_ map: StudyMapping, isQuote: Bool, of entry: StudyValue) -> IntradayStamp? {
    if isQuote {
      for key in ["stamp", "bar_seconds"] {
        map[key]?.fault("'\(entry.key).\(key)' is for bars, and these are quotes", help: "remove it")
      }
      return .quote
    }
    if let value = map["stamp"] { return value.choice([IntradayStamp.start, .end]) }
    entry.fault(
      "'\(entry.key)' does not say 'stamp'",
      help: "add stamp: start where a bar's instant is its beginning, stamp: end where it is its end")
    return nil
  }
}
