import CoreTypes
import Reports

/// The key `tables`: `all`, or a list of tables, each by its name or with the columns to write of it.
enum TableKeys {
  private static let known = ReportTable.allCases.map(\.rawValue)
  private static let help = "the tables are " + known.joined(separator: ", ")

  /// The tables in the order of the README. Without the key: all of them.
  ///
  /// - Parameter alternative: `greater` or `less` where the tables have one-sided columns.
  static func read(_ value: StudyValue?, alternative: OneSided?) -> [TableChoice] {
    guard let value, value.scalarText != "all" else { return TableChoice.all }
    var chosen: [TableChoice] = []
    let example = "write all, or a list such as [events, abnormal_returns: [event_id, day, ar]]"
    for entry in value.list("all or a list", help: example) ?? [] {
      guard let choice = table(entry, alternative) else { continue }
      if chosen.contains(where: { $0.table == choice.table }) {
        entry.fault("the table '\(choice.table.rawValue)' is listed twice", help: "remove one of the two")
      } else {
        chosen.append(choice)
      }
    }
    return ReportTable.allCases.compactMap { table in chosen.first { $0.table == table } }
  }

  private static func table(_ entry: StudyValue, _ alternative: OneSided?) -> TableChoice? {
    guard let mapping = entry.node.map else {
      return table(named: entry).map { TableChoice(table: $0, columns: nil) }
    }
    guard mapping.count == 1, let (key, node) = mapping.first else {
      entry.fault(
        "an entry of the list must be one table, found a map of \(mapping.count)",
        help: "write one table with its columns, such as abnormal_returns: [event_id, day, ar]")
      return nil
    }
    let name = StudyValue(key: entry.key, node: key, keyMark: entry.mark, faults: entry.faults)
    guard let table = table(named: name) else { return nil }
    let value = StudyValue(
      key: "\(entry.key).\(table.rawValue)", node: node, keyMark: key.mark, faults: entry.faults)
    return TableChoice(table: table, columns: columns(value, of: table, alternative))
  }

  private static func table(named name: StudyValue) -> ReportTable? {
    IdentifierKeys.identifier(name, noun: "table", known: known, help: help).flatMap(ReportTable.init)
  }

  /// Known columns in the table's order.
  private static func columns(
    _ value: StudyValue, of table: ReportTable, _ alternative: OneSided?
  ) -> [String] {
    let all = table.columns(alternative: alternative)
    let help = "\(table.fileName) has the columns " + all.joined(separator: ", ")
    guard let entries = value.list("a list of columns", help: help) else { return [] }
    if entries.isEmpty { value.fault("no column of '\(table.rawValue)' is listed", help: help) }
    var names: Set<String> = []
    for entry in entries {
      guard let name = IdentifierKeys.identifier(entry, noun: "column", known: all, help: help) else {
        continue
      }
      if !names.insert(name).inserted {
        entry.fault("the column '\(name)' is listed twice", help: "remove one of the two")
      }
    }
    if entries.count == 1, let name = names.first {
      value.fault(
        "'\(name)' is the only column of '\(table.rawValue)': where it is empty, the row would be a blank line",
        help: "list a second one, such as \(all[0] == name ? all[1] : all[0])")
    }
    return all.filter(names.contains)
  }
}
