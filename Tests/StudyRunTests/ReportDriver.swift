import CoreTypes
import DataInput
import Foundation
import TestSupport

@testable import StudyRun

/// Writes small reports whose every file says which run wrote it.
enum ReportDriver {
  static let tables = ["events.csv", "windows.csv"]

  /// One whole run of the output side: lock, two tables of `lines` lines, manifest, exchange.
  static func write(
    _ mark: String, to path: String, _ kind: ReportKind = .study, lines: Int = 3
  ) throws {
    let folder = try OutputFolder(at: path, for: kind)
    for name in tables {
      let sink = try folder.makeTable(name)
      for line in 0..<lines { try sink.write("\(mark),\(line)\n") }
      try sink.finish()
    }
    try folder.publish(manifest(mark, folder.records, kind))
  }

  static func manifest(
    _ name: String, _ outputs: [OutputRecord], _ kind: ReportKind = .study
  ) -> Manifest {
    Manifest(
      name: name, study: nil, inputs: [], outputs: outputs,
      configuration: kind == .study ? .null : .object(["simulation": .null]),
      seed: 1, asOf: nil,
      counts: RunCounts(used: 0, provisional: 0, excludedByReason: [:], rowsRead: 0, rowsRefused: 0),
      calendarData: "", timeZoneData: "")
  }

  /// Who wrote the report at `path`; `nil` where it is not whole: a file missing, foreign, of another
  /// run, or not of the size and hash its manifest gives.
  static func mark(of path: String) -> String? {
    struct Read: Decodable {
      struct Output: Decodable {
        let file: String
        let bytes: Int
        let sha256: String
      }
      let name: String
      let outputs: [Output]
    }
    var known: ReportFolder.KnownManifest?
    guard case .report = ReportFolder.state(of: path, &known),
      let data = FileManager.default.contents(atPath: path + "/manifest.json"),
      let manifest = try? JSONDecoder().decode(Read.self, from: data)
    else { return nil }
    for output in manifest.outputs {
      guard let bytes = FileManager.default.contents(atPath: "\(path)/\(output.file)"),
        bytes.count == output.bytes, ContentDigest.sha256(bytes) == output.sha256,
        String(decoding: bytes, as: UTF8.self).hasPrefix(manifest.name + ",")
      else { return nil }
    }
    return manifest.name
  }

  /// The failure that writing a report to `path` ends with.
  static func failure(_ path: String, _ kind: ReportKind = .study) -> RunFailure? {
    do {
      try write("new", to: path, kind)
      return nil
    } catch {
      return error as? RunFailure
    }
  }
}
