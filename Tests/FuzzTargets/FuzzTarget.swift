import CoreTypes
import DataInput
import EventTime
import Foundation
import StudyRun

/// A reader of the program fed with arbitrary bytes: it must come back, whatever they are, and say the same however
/// it cuts them up.
package enum FuzzTarget: String, CaseIterable, Sendable {
  case csv, formats, encodings, factors, events, securities, suspensions, calendars, scans, study

  /// Runs the reader on the bytes; a broken promise is a trap.
  package func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch self {
    case .study: FuzzTarget.readStudy(Array(bytes))
    case .scans: ScanPromises.check(bytes)
    default: ScratchInput.with(bytes) { file in readTable(file) }
    }
  }

  private func readTable(_ file: InputFile) {
    let plain = FileLayout()
    switch self {
    case .csv: FuzzTarget.readPrices(file, format: nil, columns: PriceColumns(date: "date", close: "close"))
    case .formats: FuzzTarget.readPrices(file, format: nil, columns: nil)
    case .encodings:
      for encoding in ["gb18030", "windows-1252", "utf-16le"] {
        let layout = FileLayout(encoding: encoding)
        _ = try? PriceReader.read(
          [FuzzTarget.source(file, nil, nil, layout)], wanted: nil, jobs: 1,
          options: FuzzTarget.options(4_096))
      }
    case .factors:
      for format in [nil] + FactorsFormat.allCases.map(Optional.some) {
        _ = try? FactorsFile.read(file, layout: plain, format: format)
      }
    case .events:
      _ = try? EventsFile.read(file, layout: plain)
      _ = try? EventsFile.read(file, layout: FileLayout(dateFormat: "DD.MM.YYYY", decimalComma: true))
    case .securities: _ = try? SecuritiesFile.read(file, layout: plain)
    case .suspensions: _ = try? SuspensionsFile.read(file, layout: plain)
    case .calendars:
      if let table = try? CalendarsFile.read(file, layout: plain) { _ = try? StudyCalendars(table.table) }
    case .study, .scans: break
    }
  }

  private static func options(_ chunkBytes: Int) -> PriceReadingOptions {
    PriceReadingOptions(keepsTradedPrices: true, chunkBytes: chunkBytes)
  }

  private static func source(
    _ file: InputFile, _ format: String?, _ columns: PriceColumns?, _ layout: FileLayout
  ) -> PriceSource {
    PriceSource(
      files: [file], format: format, columns: columns, security: nil, layout: layout, basis: .adjusted,
      returnsFrom: nil)
  }

  /// Whole, and in small pieces: the same rows, numbers and diagnostics.
  private static func readPrices(_ file: InputFile, format: String?, columns: PriceColumns?) {
    let source = source(file, format, columns, FileLayout())
    let whole = try? PriceReader.read([source], wanted: nil, jobs: 1, options: options(1 << 20))
    let pieces = try? PriceReader.read([source], wanted: nil, jobs: 1, options: options(61))
    precondition((whole == nil) == (pieces == nil), "whole and in pieces one of both fails")
    guard let whole, let pieces else { return }
    precondition(whole.summaries == pieces.summaries, "counts differ between whole and pieces")
    precondition(whole.diagnostics == pieces.diagnostics, "diagnostics differ between whole and pieces")
    for (left, right) in zip(whole.seriesBySource.joined(), pieces.seriesBySource.joined()) {
      precondition(left.security == right.security && left.dates == right.dates, "series differ")
      precondition(
        zip(left.values, right.values).allSatisfy { $0.bitPattern == $1.bitPattern }, "values differ")
      let isPrice = left.kind == .prices
      precondition(left.values.allSatisfy { isPrice ? $0 >= 0 : $0 >= -1 }, "a value that cannot be")
      precondition(zip(left.dates, left.dates.dropFirst()).allSatisfy { $0 < $1 }, "dates that do not ascend")
    }
  }

  private static func readStudy(_ bytes: [UInt8]) {
    let known = KnownIdentifiers(
      models: ["market-model", "raw"], tests: ["sign", "patell", "patell:classic"], formats: ["yahoo"])
    let access = StudyFileAccess(contents: { _ in bytes }, expand: { pattern, _ in [pattern] })
    _ = try? StudyFile.read(path: "study.yaml", known: known, access: access)
  }
}

/// Bytes as a file without a name.
enum ScratchInput {
  static func with(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (InputFile) -> Void) {
    var name = Array("/tmp/eventstudy-fuzz-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    precondition(descriptor >= 0, "no file can be made in /tmp")
    unlink(name)
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let step = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      precondition(step > 0, "no room in /tmp")
      done += step
    }
    body(InputFile(path: "/proc/self/fd/\(descriptor)", name: "input.csv"))
  }
}
