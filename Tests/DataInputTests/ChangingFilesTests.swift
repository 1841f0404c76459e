import CoreTypes
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DataInput

/// Files that somebody writes to while they are read in pieces.
@Suite struct ChangingFilesTests {
  /// Does something over and over on another thread, for as long as `body` takes.
  private func reading(_ body: () throws -> Void, while change: @escaping @Sendable (Int) -> Void) rethrows {
    let isOver = Flag()
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      var count = 0
      while !isOver.value.load(ordering: .relaxed) {
        change(count)
        count += 1
      }
      ended.signal()
    }
    defer {
      isOver.value.store(true, ordering: .relaxed)
      ended.wait()
    }
    try body()
  }

  private final class Flag: Sendable { let value = Atomic(false) }

  private func rows(_ count: Int, times factor: Double) -> String {
    var day = CalendarDate(dayNumber: 0)
    var text = "date,close\n"
    for row in 0..<count {
      text += "\(day),\(Double(row % 97 + 100) * factor)\n"
      day = day.advanced(by: 1)
    }
    return text
  }

  /// Another file that takes the place of the one being read: the rows of one of the two, never of both.
  @Test(arguments: [1, 2]) func aFileThatIsReplacedIsReadWhole(_ jobs: Int) throws {
    let texts = [rows(4_000, times: 1), rows(4_000, times: 2)]
    let trial = try PriceTrial(texts[0], name: "AMBA.csv")
    let path = trial.files[0].path
    let possible = try texts.map { try PriceTrial($0, name: "AMBA.csv").read().described }
    let spare = path + ".new"
    func read() {
      for _ in 0..<20 {
        let read = try? trial.read(jobs: jobs, chunkBytes: 2_000).described
        #expect(possible.contains(read ?? "nothing"))
      }
    }
    reading(read) { count in
      try? texts[count % 2].write(toFile: spare, atomically: false, encoding: .utf8)
      rename(spare, path)
    }
  }

  /// Rows that are appended meanwhile are read or not; what the manifest says of the file is so of the rows that were read.
  @Test func aFileThatGrowsIsReadAsItWasAtOneMoment() throws {
    let trial = try PriceTrial(rows(3_000, times: 1), name: "AMBA.csv")
    let path = trial.files[0].path
    let file = try #require(FileHandle(forWritingAtPath: path))
    file.seekToEndOfFile()
    var read: [InputFileSummary] = []
    func readOften() throws {
      for _ in 0..<10 { read += try trial.read(jobs: 2, chunkBytes: 5_000).summaries }
    }
    try reading(readOften) { count in
      file.write(Data("\(CalendarDate(dayNumber: Int32(10_000 + count))),\(count + 1)\n".utf8))
      usleep(200)
    }
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    for summary in read { #expect(summary.sha256 == ContentDigest.sha256(bytes.prefix(summary.bytes))) }
  }
}
