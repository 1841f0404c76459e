import Foundation

/// What a script reads of a report's `manifest.json`.
package struct ReportManifest: Decodable, Sendable {
  package struct Counts: Decodable, Sendable, Equatable {
    package let requested: Int
    package let used: Int
    package let provisional: Int
    package let excluded: Int
    package let excludedByReason: [String: Int]
    package let rowsRead: Int
    package let rowsRefused: Int

    private enum CodingKeys: String, CodingKey {
      case requested, used, provisional, excluded
      case excludedByReason = "excluded_by_reason"
      case rowsRead = "rows_read"
      case rowsRefused = "rows_refused"
    }

    /// requested = used + provisional + excluded, and every exclusion has its reason.
    package var addUp: Bool {
      requested == used + provisional + excluded && excluded == excludedByReason.values.reduce(0, +)
    }
  }

  package struct File: Decodable, Sendable, Equatable {
    package let file: String
    package let bytes: Int
    package let sha256: String
  }

  package let name: String
  package let counts: Counts
  package let inputs: [File]
  package let outputs: [File]

  package init(folder: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/manifest.json"))
    self = try JSONDecoder().decode(ReportManifest.self, from: data)
  }
}
