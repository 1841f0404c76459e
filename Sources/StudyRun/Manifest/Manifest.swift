import CoreTypes
import DataInput

/// `manifest.json`: what a report was made from and what it consists of.
///
/// No wall-clock time and no absolute path stands in it: equal inputs and an equal configuration give
/// equal bytes wherever and whenever the study runs.
package struct Manifest: Sendable {
  package static let fileName = "manifest.json"

  /// The study's name.
  package let name: String
  /// The study file; `nil` where the study was not read from one.
  package let study: OutputRecord?
  package let inputs: [InputFileSummary]
  /// Every file of the report but the manifest itself.
  package let outputs: [OutputRecord]
  /// `StudyConfiguration.resolved`.
  package let configuration: JSONValue
  package let seed: UInt64
  package let asOf: CalendarDate?
  package let counts: RunCounts
  /// The version of the exchange calendars.
  package let calendarData: String
  /// The version of the time zone rules.
  package let timeZoneData: String

  package init(
    name: String, study: OutputRecord?, inputs: [InputFileSummary],
    outputs: [OutputRecord], configuration: JSONValue, seed: UInt64, asOf: CalendarDate?,
    counts: RunCounts, calendarData: String, timeZoneData: String
  ) {
    self.name = name
    self.study = study
    self.inputs = inputs
    self.outputs = outputs
    self.configuration = configuration
    self.seed = seed
    self.asOf = asOf
    self.counts = counts
    self.calendarData = calendarData
    self.timeZoneData = timeZoneData
  }

  package var json: JSONValue {
    .object([
      "name": .text(name),
      "program": .object(["name": .text(Program.name), "version": .text(Program.version)]),
      "study": study?.json ?? .null,
      "inputs": .list(inputs.map(Self.json)),
      "outputs": .list(outputs.map(\.json)),
      "configuration": configuration,
      "seed": .unsigned(seed),
      "as_of": .text(orNull: asOf?.description),
      "counts": counts.json,
      "calendar_data": .text(calendarData),
      "time_zone_data": .text(timeZoneData),
    ])
  }

  private static func json(_ input: InputFileSummary) -> JSONValue {
    let members: [JSONValue.Member] = [
      .init("file", .text(input.name)), .init("bytes", .integer(input.bytes)),
      .init("sha256", .text(input.sha256)), .init("format", .text(input.format)),
      .init("rows_read", .integer(input.rowsRead)), .init("rows_refused", .integer(input.rowsRefused)),
    ]
    // Only of price files, the first two where they are not the usual ones.
    let written: [JSONValue.Member?] = [
      input.dateFormat.map { .init("date_format", .text($0)) },
      input.decimal.map { .init("decimal", .text($0)) },
      input.valueColumn.map { .init("value_column", .text($0)) },
    ]
    return .object(members + written.compactMap(\.self))
  }
}

/// One file of a report, or the study file: name, size and hash.
package struct OutputRecord: Sendable, Equatable {
  package let file: String
  package let bytes: Int
  /// Lower-case hexadecimal.
  package let sha256: String

  package init(file: String, bytes: Int, sha256: String) {
    self.file = file
    self.bytes = bytes
    self.sha256 = sha256
  }

  var json: JSONValue {
    .object(["file": .text(file), "bytes": .integer(bytes), "sha256": .text(sha256)])
  }
}

/// What became of the requested events and of the rows read: `counts` in the manifest.
package struct RunCounts: Sendable, Equatable {
  package let used: Int
  package let provisional: Int
  /// By reason id; written in the order of `ExclusionReason`.
  package let excludedByReason: [ExclusionReason: Int]
  package let rowsRead: Int
  package let rowsRefused: Int

  package init(
    used: Int, provisional: Int, excludedByReason: [ExclusionReason: Int], rowsRead: Int, rowsRefused: Int
  ) {
    self.used = used
    self.provisional = provisional
    self.excludedByReason = excludedByReason
    self.rowsRead = rowsRead
    self.rowsRefused = rowsRefused
  }

  package var excluded: Int { excludedByReason.values.reduce(0, +) }
  /// Every requested event is used, provisional or excluded.
  package var requested: Int { used + provisional + excluded }

  var json: JSONValue {
    let reasons = ExclusionReason.allCases.compactMap { reason in
      excludedByReason[reason].map { JSONValue.Member(reason.rawValue, .integer($0)) }
    }
    return .object([
      "requested": .integer(requested), "used": .integer(used), "provisional": .integer(provisional),
      "excluded": .integer(excluded), "excluded_by_reason": .object(reasons),
      "rows_read": .integer(rowsRead), "rows_refused": .integer(rowsRefused),
    ])
  }
}

extension StudyConfiguration {
  /// The study file as it was read, for the manifest.
  package var studyRecord: OutputRecord? {
    studyFile.map {
      OutputRecord(file: $0.name, bytes: studyContents.count, sha256: ContentDigest.sha256(studyContents))
    }
  }
}
