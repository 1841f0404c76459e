import CoreTypes
import Testing

@testable import DataInput

@Suite struct InstantScanTests {
  private struct Reading: Equatable {
    /// Seconds since 1970 on the clock that was written.
    let wall: Int
    let offset: Int32
  }

  /// nil = no instant.
  private func read(_ text: String, format: String? = nil) -> Reading? {
    var scan = InstantScan(format: format.flatMap(DateFormat.init))
    // What lies behind a field can be read, as in libcsv's buffer.
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: NumberScan.slack)
    let isRead = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { scan.read($0, text.utf8.count) } ?? false
    }
    return isRead
      ? Reading(wall: Int(scan.day) * 86_400 + Int(scan.second), offset: scan.offset) : nil
  }

  /// 2022-03-17T16:05:00 on the clock that was written.
  private static let wall = 1_647_533_100

  @Test(arguments: [
    ("2022-03-17 16:05:00-04:00", -14_400), ("2022-03-17T16:05:00-04:00", -14_400),
    ("2022-03-17T16:05:00Z", 0), ("2022-03-17 16:05:00+00:00", 0), ("2022-03-17T16:05-0400", -14_400),
    ("2022-03-17 16:05:00 +05:30", 19_800), ("2022-03-17T16:05:00.123456-04", -14_400),
    ("20220317 16:05:00Z", 0), ("2022-03-17 16:05:00-03:30", -12_600),
    ("2022-03-17T16:05:00.5-03:30", -12_600), ("2022-03-17T16:05:00+05:45", 20_700),
    ("  2022-03-17 16:05Z ", 0), ("1647533100", 0), ("1647533100000", 0),
    ("2022-03-17 4:05 PM -04:00", -14_400), ("2022-03-17T04:05:00.25p.m.Z", 0),
  ])
  func anInstantWithAnOffset(_ text: String, _ offset: Int) {
    #expect(read(text) == Reading(wall: Self.wall, offset: Int32(offset)))
  }

  @Test(arguments: [
    ("2022-03-17T16:05:00.5Z", 500_000_000), ("2022-03-17 16:05:00.123456789-04:00", 123_456_789),
    ("2022-03-17 16:05:00,0019999999999", 1_999_999), ("1647533100042", 42_000_000), ("1647533100", 0),
    ("2022-03-17 16:05:00-04:00", 0), ("2022-03-17T16:05Z", 0),
  ])
  func theFractionOfASecondIsKept(_ text: String, _ nanoseconds: UInt32) {
    var scan = InstantScan(format: nil)
    let bytes = Array("2022-03-17T16:05:00.75Z".utf8) + [0] + Array(text.utf8)
    let padded = bytes + [UInt8](repeating: 0, count: NumberScan.slack)
    padded.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      // What an instant before it had is forgotten.
      #expect(scan.read(start, 23) && scan.nanoseconds == 750_000_000)
      #expect(scan.read(start + 24, text.utf8.count) && scan.nanoseconds == nanoseconds)
    }
  }

  @Test(arguments: [
    "2022-03-17 16:05:00", "2022-03-17T16:05", "20220317T16:05:00", "2022-03-17 16:05:00.5",
    "2022-03-17 04:05:00 PM", "2022-03-17 4:05pm", "2022-03-17 04:05:00\u{202F}P.M.",
  ])
  func aLocalTime(_ text: String) {
    #expect(read(text) == Reading(wall: Self.wall, offset: InstantScan.local))
  }

  @Test(arguments: [
    ("17.03.2022 16:05", "DD.MM.YYYY"), ("3/17/2022 16:05:00", "M/D/YYYY"), ("3/17/2022 4:05 PM", "M/D/YYYY"),
  ])
  func theDateAsTheStudySaysItIsWritten(_ text: String, _ format: String) {
    #expect(read(text, format: format) == Reading(wall: Self.wall, offset: InstantScan.local))
  }

  @Test(arguments: [("12:05 AM", 300), ("12:05 PM", 43_500), ("1:00:00 a.m.", 3_600), ("11:59:59PM", 86_399)])
  func `midnight and noon are twelve`(_ time: String, _ second: Int) {
    #expect(read("2022-03-17 " + time)?.wall == 1_647_475_200 + second)
  }

  @Test(arguments: [
    "2022-03-17 16:05:00 PM", "2022-03-17 0:05 AM", "2022-03-17 4:05 P", "2022-03-17 4:05 p.m",
    "2022-03-17 4:05 PM x", "2022-03-17 4:05 PMT", "", "2022-03-17", "2022-02-30 16:05:00",
    "2022-03-17 24:05:00", "2022-03-17 16:60:00",
    "2022-03-17 16:05:61-04:00", "2022-03-17 16:05:00-19:00", "2022-03-17 16:05:00-4:00",
    "2022-03-17 16:05:00 EDT", "2022-03-17_16:05:00-04:00", "2022-03-17 16:05:0x-04:00",
    "2022-03-17 16:05:00-04:00x", "16:05:00", "164753310", "2022-03-17 16:05:00.-04:00",
  ])
  func anythingElseIsRefused(_ text: String) { #expect(read(text) == nil) }
}
