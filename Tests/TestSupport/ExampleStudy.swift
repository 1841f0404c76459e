import CoreTypes
import Foundation

/// A small complete study with made-up prices that runs without a word; tests break it in one place.
///
/// Securities A (two events) and B on XNYS, the index M as benchmark, every New York session of 2019.
package struct ExampleStudy: Sendable {
  package var study = """
    events: events.csv
    prices:
      - files: prices/*.csv
        columns: {date: date, close: close}
        exchange: XNYS
        benchmark: M
      - files: index.csv
        security: M
        columns: {date: date, close: close}
        exchange: XNYS
    estimation: {length: 100, last: -11, minimum: 50}
    event_window: [-5, 5]
    windows: [[0, 0], [-1, 1]]
    tests: [cross-sectional-t, sign]

    """
  package var events = """
    event_id,security,announced_at,phase
    E1,A,2019-08-06,after-close
    E2,A,2019-10-08T10:00:00-04:00,
    E3,B,2019-09-10,pre-open

    """
  /// Text by file name; nil = the file is not written.
  package var files: [String: String] = [:]

  package init() {
    files["prices/A.csv"] = ExampleStudy.prices(seed: 1)
    files["prices/B.csv"] = ExampleStudy.prices(seed: 2)
    files["index.csv"] = ExampleStudy.prices(seed: 3)
  }

  /// Writes everything into `folder`, which is emptied first.
  package func write(to work: WorkDirectory, folder: String) throws {
    try? FileManager.default.removeItem(atPath: work.path(folder))
    try work.write(study, to: "\(folder)/study.yaml")
    try work.write(events, to: "\(folder)/events.csv")
    for (name, text) in files { try work.write(text, to: "\(folder)/\(name)") }
  }

  /// Replaces the one occurrence of `text` in a file.
  package mutating func replace(_ text: String, in file: String, with other: String) {
    let old = files[file] ?? ""
    precondition(old.components(separatedBy: text).count == 2, "'\(text)' stands once in \(file)")
    files[file] = old.replacingOccurrences(of: text, with: other)
  }

  /// The line of a day in a price file, without its line break.
  package func line(of day: String, in file: String) -> String {
    (files[file] ?? "").split(separator: "\n").first { $0.hasPrefix(day) }.map(String.init) ?? ""
  }

  /// Weekdays of 2019 without New York's holidays.
  package static let sessions: [String] = {
    let holidays = ["01-01", "01-21", "02-18", "04-19", "05-27", "07-04", "09-02", "11-28", "12-25"]
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var days: [String] = []
    var weekday = 2  // 1 January 2019 was a Tuesday; Monday is 1
    for (month, length) in lengths.enumerated() {
      for day in 1...length {
        let name = (month < 9 ? "0" : "") + "\(month + 1)-" + (day < 10 ? "0" : "") + "\(day)"
        if weekday < 6, !holidays.contains(name) { days.append("2019-" + name) }
        weekday = weekday % 7 + 1
      }
    }
    return days
  }()

  /// The day of the calendar before one; `2019-10-06` of `2019-10-07`.
  package static func dayBefore(_ day: String) -> String {
    CalendarDate(iso: day)?.advanced(by: -1).description ?? day
  }

  /// A walk from 50 with steps of up to 2 %, to the cent.
  package static func prices(seed: UInt64) -> String {
    var numbers = TestNumbers(seed: seed)
    var price = 50.0
    return sessions.reduce(into: "date,close\n") { text, day in
      price *= 1 + 0.04 * numbers.next()
      let cents = Int((price * 100).rounded())
      text += "\(day),\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)\n"
    }
  }
}
