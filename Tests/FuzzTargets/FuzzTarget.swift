import CoreTypes
import DataInput
import EventTime
import Foundation
import StudyRun

/// A reader of the program fed with arbitrary bytes: it must come back, whatever they are, and say the same however
/// it cuts them up.
package enum FuzzTarget: String, CaseIterable, Sendable {
  case csv, formats, intraday, encodings, factors, events, securities, suspensions, calendars, scans, study

  /// Runs the reader on the bytes; a broken promise is a trap.
  package func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch self {
    case .study: FuzzTarget.readStudy(Array(bytes))
    case .scans: ScanPromises.check(bytes)
    case .csv: PricePromises(columns: PriceColumns(date: "date", close: "close")).check(bytes)
    case .formats: PricePromises(columns: nil).check(bytes)
    case .intraday: IntradayPromises.check(bytes)
    default: ScratchInput.with(bytes) { file in readTable(file) }
    }
  }

  private func readTable(_ file: InputFile) {
    let plain = FileLayout()
    switch self {
    case .encodings:
      for encoding in ["gb18030", "windows-1252", "utf-16le"] {
        let layout = FileLayout(encoding: encoding)
        _ = try? PriceReader.read(
          [PricePromises.source(file, nil, layout)], wanted: nil, jobs: 1,
          options: PricePromises.options(4_096))
      }
    case .factors:
      for format in [nil] + FactorsFormat.allCases.map(Optional.some) {
        _ = try? FactorsFile.read(file, layout: plain, format: format, clock: nil)
      }
    case .events:
      _ = try? EventsFile.read(file, layout: plain, labels: [])
      _ = try? EventsFile.read(
        file, layout: FileLayout(dateFormat: DateFormat("DD.MM.YYYY"), decimalComma: true), labels: [])
    case .securities: _ = try? SecuritiesFile.read(file, layout: plain)
    case .suspensions: _ = try? SuspensionsFile.read(file, layout: plain)
    case .calendars:
      if let table = try? CalendarsFile.read(file, layout: plain) { _ = try? StudyCalendars(table.table) }
    case .study, .scans, .csv, .formats, .intraday: break
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
