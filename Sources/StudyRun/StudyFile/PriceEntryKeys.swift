import CoreTypes
import DataInput

/// The keys of one `prices` entry.
struct PriceEntryKeys {
  let files: FileKeys
  let known: KnownIdentifiers

  static let allowed =
    [
      "files", "format", "columns", "security", "exchange", "benchmark", "calendar", "hours", "price",
      "returns_from", "returns_in", "suspended_status",
    ] + LayoutKeys.all

  func read(_ value: StudyValue) -> PriceEntry? {
    guard
      let map = value.mapping(
        allowed: Self.allowed, "a map", help: "write a map such as {files: prices/*.csv, format: yahoo}")
    else { return nil }
    let source = source(map, of: value)
    let exchange = map["exchange"].flatMap {
      $0.text("an exchange", help: "write an ISO 10383 code such as XNAS")
    }
    let benchmark = map["benchmark"].flatMap {
      $0.text("a security", help: "write the id of the benchmark's price series")
    }
    let calendar = map["calendar"].flatMap {
      $0.choice([PriceEntry.CalendarSource.exchange, .benchmark])
    }
    let hours = map["hours"].flatMap(TradingHoursKeys.read)
    guard let source else { return nil }
    return PriceEntry(
      source: source, exchange: exchange.map(ExchangeID.init), exchangeLocation: map["exchange"]?.location,
      benchmark: benchmark.map(SecurityID.init),
      benchmarkLocation: map["benchmark"]?.location, calendar: calendar ?? .exchange, hours: hours,
      location: value.location)
  }

  private func source(_ map: StudyMapping, of entry: StudyValue) -> PriceSource? {
    let found = map["files"].map(files.files) ?? nil
    if map["files"] == nil {
      entry.fault("'\(entry.key)' names no files", help: "add files: prices/*.csv")
    }
    let format = map["format"].flatMap(format)
    let hasFormat = map["format"] != nil
    let namesReturns = map["columns"] != nil && !hasFormat && map["returns_from"].map(isChoice) == false
    let columns = map["columns"].flatMap {
      PriceColumnKeys.read($0, returnsFrom: namesReturns ? map["returns_from"] : nil, beside: hasFormat)
    }
    let returnsFrom = namesReturns ? nil : map["returns_from"].flatMap(returnsFrom)
    let security = map["security"].flatMap {
      $0.identifier("a security", help: "write the id of the file's one security")
    }
    if let value = map["security"], columns?.security != nil {
      value.fault(
        "'\(entry.key)' has both 'security' and 'columns.security'",
        help: "keep 'columns.security' where a column names the security of each row")
    }
    let basis = map["price"].flatMap { $0.choice([PriceSource.Basis.adjusted, .close]) }
    if let value = map["price"], basis == .adjusted, let columns, !hasFormat, columns.adjustedClose == nil,
      columns.returnColumn == nil
    {
      value.fault(
        "'price: adjusted' stands beside 'columns' that name no adjusted close",
        help: "add adjusted_close: and the name of its column to 'columns', or write price: close")
    }
    if let value = map["returns_in"], let columns, !hasFormat, columns.returnColumn == nil {
      value.fault(
        "'returns_in' stands beside 'columns' that name no column of returns",
        help: "add return: and its name to 'columns', or remove 'returns_in'")
    }
    if let format { PriceKeysBesideFormat(map: map, format: format, columns: columns).check() }
    let words = map["suspended_status"].flatMap {
      suspendedStatus($0, columns: columns, hasFormat: hasFormat)
    }
    let layout = LayoutKeys.read(map)
    guard let found, !hasFormat || format != nil, map["columns"] == nil || columns != nil else { return nil }
    var source = PriceSource(
      files: found, format: format, columns: columns, security: security, layout: layout,
      basis: basis ?? .adjusted, returnsFrom: returnsFrom,
      suspendedStatus: words ?? SuspendedWords.common)
    source.returnsIn = map["returns_in"].flatMap { $0.choice(PriceSource.ReturnScale.allCases) }
    return source
  }

  /// The words of the status column that mean suspended: `[0]`, or `[""]` where the field is empty then.
  private func suspendedStatus(
    _ value: StudyValue, columns: PriceColumns?, hasFormat: Bool
  ) -> [String]? {
    let help =
      "list the words of the status column that mean suspended, such as [0] or [\"\"] for an empty field"
    if columns?.status == nil, !hasFormat {
      value.fault("'\(value.key)' needs 'columns.status'", help: "add columns: {status: tradestatus, ...}")
    }
    guard let values = value.filledList("a list of words", help: help) else { return nil }
    return values.compactMap { entry in
      if let text = entry.node.text { return text }
      entry.expected("a word", help: help)
      return nil
    }
  }

  private func format(_ value: StudyValue) -> String? {
    let help = "see the ids with: eventstudy formats"
    guard let text = value.text("a format's id", help: help) else { return nil }
    if known.formats.contains(text) { return text }
    let nearest = NearestName.to(text, among: known.formats).map { "did you mean '\($0)'?" }
    value.fault("unknown format '\(text)'", help: nearest ?? help)
    return nil
  }

  /// Whether the file's own returns are used. (Beside `columns` alone any other text names a column.)
  private func returnsFrom(_ value: StudyValue) -> PriceSource.ReturnsFrom? {
    value.choice([PriceSource.ReturnsFrom.column, .prices])
  }

  private func isChoice(_ value: StudyValue) -> Bool {
    value.node.text.map { PriceSource.ReturnsFrom(rawValue: $0) != nil } ?? false
  }
}
