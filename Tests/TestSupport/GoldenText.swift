import Foundation

/// A text that the program said, stored under `Tests/Fixtures/` and read as prose by whoever changes it.
///
/// With `EVENTSTUDY_RECORD=1` in the environment the text found is stored; the test that stored it fails all
/// the same, so that nobody records by accident.
package enum GoldenText {
  package static let isRecording = ProcessInfo.processInfo.environment["EVENTSTUDY_RECORD"] != nil

  /// `nil` where `text` is the stored one, else what is wrong. Numbers may differ by 1e-12 relative, as the
  /// last digit does between processors.
  package static func difference(_ text: String, from fixture: String) throws -> String? {
    let path = PackagePaths.fixture(fixture)
    if isRecording {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return "recorded \(fixture); read it, then run without EVENTSTUDY_RECORD"
    }
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    return isSame(expected, text) ? nil : "\(fixture) says\n\(expected)\nfound\n\(text)"
  }

  private static func isSame(_ expected: String, _ text: String) -> Bool {
    if expected == text { return true }
    let words = [expected, text].map { $0.split(separator: " ", omittingEmptySubsequences: false) }
    let comparison = ReportComparison(relative: 1e-12, absolute: 0)
    return words[0].count == words[1].count
      && zip(words[0], words[1]).allSatisfy { pair in
        guard pair.0.hasSuffix(",") == pair.1.hasSuffix(",") else { return false }
        return comparison.areEqual(
          pair.0.trimmingCharacters(in: [","]), pair.1.trimmingCharacters(in: [","]))
      }
  }
}
