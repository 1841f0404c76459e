import DataInput

/// `columns:` of a `prices` entry: which header names hold what.
enum PriceColumnKeys {
  static let allowed = [
    "security", "date", "close", "adjusted_close", "open", "high", "low", "volume", "return", "status",
  ]

  /// `returnsFrom` is the entry's `returns_from` where it is another way to name the column of ready-made returns.
  /// `beside` a format only what differs from it is named.
  static func read(_ value: StudyValue, returnsFrom: StudyValue?, beside format: Bool) -> PriceColumns? {
    let help = "write a map such as {date: Date, close: Close} with the names in the header line"
    let nameHelp = "write the name as it stands in the header line"
    let ofDates = nameHelp + "; a first column of dates without a title is called Date"
    guard let map = value.mapping(allowed: allowed, "a map", help: help) else { return nil }
    func column(_ key: String) -> String? {
      map[key].flatMap { $0.text("a column's name", help: key == "date" ? ofDates : nameHelp) }
    }
    map.faultColumnsNamedTwice(allowed, but: ["close", "adjusted_close"])
    if let second = returnsFrom, map["return"] != nil {
      second.fault("both 'columns.return' and 'returns_from' name a column", help: "keep one of the two")
    }
    let named = returnsFrom.flatMap {
      $0.text("a column's name", help: nameHelp)
    }
    let columns = PriceColumns(
      date: column("date") ?? "", close: column("close"), adjustedClose: column("adjusted_close"),
      returnColumn: column("return") ?? named, security: column("security"), open: column("open"),
      high: column("high"), low: column("low"), volume: column("volume"), status: column("status"))
    if format { return columns }
    return check(columns, map, value, hasReturns: returnsFrom != nil) ? columns : nil
  }

  private static func check(
    _ columns: PriceColumns, _ map: StudyMapping, _ value: StudyValue, hasReturns: Bool
  ) -> Bool {
    if map["date"] == nil {
      value.fault("'\(value.key)' names no date column", help: "add date: and the name of its column")
    }
    if map["close"] == nil, let adjusted = map["adjusted_close"] {
      adjusted.fault(
        "'\(value.key).adjusted_close' stands without 'close'",
        help: "where the file has one price column only, name it as close:")
    } else if map["close"] == nil, map["return"] == nil, !hasReturns {
      value.fault(
        "'\(value.key)' names neither a price nor a return column",
        help: "add close: and the name of its column, or return: for ready-made returns")
    }
    return !columns.date.isEmpty && (columns.close != nil || columns.returnColumn != nil)
  }
}
