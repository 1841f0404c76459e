import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import StudyRun

/// Reads study files that exist only as text: every path in them is there, patterns match two files.
@Suite enum StudyFileDriver {
  static let known = KnownIdentifiers(
    models: ["raw", "constant-mean", "market-adjusted", "market-model", "capm", "factors", "dimson"],
    tests: ["cross-sectional-t", "patell", "bmp", "sign", "sign:exact"],
    formats: ["yahoo", "wide", "datastream", "bloomberg"])

  /// The two keys that every study needs.
  static let minimal = """
    events: events.csv
    prices:
      - {files: prices.csv, format: yahoo, exchange: XNAS}

    """

  /// A study that uses every key.
  static let everyKey: String = {
    let data = FileManager.default.contents(atPath: PackagePaths.fixture("Studies/every-key.yaml"))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }()

  static func access(_ text: String) -> StudyFileAccess {
    StudyFileAccess(
      contents: { _ in Array(text.utf8) },
      expand: { (pattern, folder) throws(RunFailure) in
        if pattern.contains("missing") {
          throw RunFailure(.inputMissing, "there is no file '\(pattern)'", help: "check the spelling")
        }
        let path = StudyPaths.join(folder, pattern)
        guard let star = path.firstIndex(of: "*") else { return [path] }
        return ["A", "B"].map { path[..<star] + $0 + path[path.index(after: star)...] }
      })
  }

  static func read(_ text: String) throws(StudyFileFailure) -> StudyConfiguration {
    try StudyFile.read(path: "/studies/mine/study.yaml", known: known, access: access(text))
  }

  /// Every fault as `line:column: message | help`, or what was read.
  static func faults(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch {
      return error.faults.map { fault in
        let place = [fault.location?.line, fault.location?.column].map { $0.map(String.init) ?? "-" }
        return "\(place.joined(separator: ":")): \(fault.message) | \(fault.help)"
      }
    }
  }

  /// One paragraph of a catalog of faults: a piece of a study file, and what is wrong with it.
  struct CatalogEntry: Sendable, CustomTestStringConvertible {
    let text: String
    /// In the form of `faults`.
    let expected: [String]
    var testDescription: String { text }
  }

  /// The paragraphs of `Tests/Fixtures/Studies/<file>`, but for those that are remarks.
  static func catalog(_ file: String) -> [CatalogEntry] {
    let data = FileManager.default.contents(atPath: PackagePaths.fixture("Studies/\(file)")) ?? Data()
    let paragraphs = String(decoding: data, as: UTF8.self).components(separatedBy: "\n\n")
    return paragraphs.filter { !$0.hasPrefix("#") }.map { paragraph in
      let parts = paragraph.trimmingCharacters(in: .newlines).components(separatedBy: "\n=> ")
      return CatalogEntry(
        text: parts[0], expected: parts.dropFirst().map { $0.replacing("\nhelp: ", with: " | ") })
    }
  }

  @Test static func theCatalogsAreRead() {
    #expect(Self.catalog("top-level-faults.txt").count >= 89)
    #expect(Self.catalog("price-entry-faults.txt").count >= 18)
    #expect(Self.catalog("intraday-entry-faults.txt").count >= 15)
  }
}
