import CoreTypes

/// Columns of a table that nobody reads although their names are nearly those of columns that are: `time_zone` instead of
/// `timezone`. Left alone they would change results without a word.
enum UnreadColumns {
  /// What others call a column that has another name here.
  private static let otherNames: [String: String] = [
    "to": "until", "end": "until", "end_date": "until", "resumption": "until", "resumed": "until",
    "tz": "timezone", "zone": "timezone", "mic": "exchange", "index": "benchmark",
    "time": "announced_at", "hour": "announced_at", "announcement_time": "announced_at",
    "announced_time": "announced_at", "time_of_day": "announced_at", "utc_offset": "announced_at",
    "gmt_offset": "announced_at", "offset": "announced_at", "day0": "day_zero", "day_0": "day_zero",
    "event_day": "day_zero", "session": "phase", "timing": "phase",
  ]

  /// One warning a column.
  ///
  /// - Parameters:
  ///   - names: the columns that the table has.
  ///   - read: those that results depend on.
  static func warnings(
    _ names: [String], read: [String], at location: SourceLocation, excerpt: String
  ) -> [Diagnostic] {
    let absent = read.filter { !names.contains($0) }
    return names.filter { !$0.isEmpty && !read.contains($0) }.compactMap { name in
      let other = otherNames[name.lowercased().split(separator: " ").joined(separator: "_")]
      if other == "announced_at", read.contains("announced_at") {
        return warning(
          name, "announced_at holds the date, the time and the offset from UTC",
          "write them into announced_at, such as 2019-10-07T16:20:00-04:00", location, excerpt)
      }
      guard
        let meant = other.flatMap({ absent.contains($0) ? $0 : nil }) ?? NearestName.to(name, among: absent)
      else { return nil }
      return warning(
        name, "is it '\(meant)'?", "rename it to '\(meant)' if it is; if not, there is nothing to do",
        location,
        excerpt)
    }
  }

  private static func warning(
    _ name: String, _ reason: String, _ help: String, _ location: SourceLocation, _ excerpt: String
  ) -> Diagnostic {
    Diagnostic(
      .unknownColumn, severity: .warning, at: location,
      message: "the column \(FieldText.quoted(name)) is not read: \(reason)", help: help, excerpt: excerpt)
  }
}
