import CoreTypes
import Foundation
import Synchronization
import Testing

@testable import DataInput

/// Streams that do not wait, as whoever started the program may have left them.
@Suite struct WholeWriteTests {
  private static func pipeEnds() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  private static func makeImpatient(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  /// More than a pipe holds, to a reader that begins late: the rest was lost as `resource temporarily unavailable`.
  @Test func aReaderThatIsLateGetsAll() throws {
    let (reading, writing) = try Self.pipeEnds()
    Self.makeImpatient(writing)
    let received = Mutex(0)
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      usleep(50_000)
      var piece = [UInt8](repeating: 0, count: 10_000)
      while case let step = read(reading, &piece, piece.count), step > 0 { received.withLock { $0 += step } }
      isDone.signal()
    }
    let bytes = [UInt8](repeating: 7, count: 300_000)
    #expect(bytes.withUnsafeBytes { writeAll($0, to: writing) } == 0)
    close(writing)
    isDone.wait()
    #expect(received.withLock { $0 } == bytes.count)
    close(reading)
  }

  @Test func aReaderThatHasGoneIsNotWaitedFor() throws {
    let (reading, writing) = try Self.pipeEnds()
    Self.makeImpatient(writing)
    close(reading)
    signal(SIGPIPE, SIG_IGN)
    #expect([UInt8](repeating: 7, count: 300_000).withUnsafeBytes { writeAll($0, to: writing) } == EPIPE)
    close(writing)
  }

  @Test func standardInputThatComesLateIsRead() async {
    await #expect(processExitsWith: .success) {
      let (reading, writing) = try WholeWriteTests.pipeEnds()
      WholeWriteTests.makeImpatient(reading)
      dup2(reading, 0)
      Thread.detachNewThread {
        usleep(50_000)
        write(writing, "date,close\n", 11)
        close(writing)
      }
      let path = try StandardInput.path()
      let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
      exit(text == "date,close\n" ? 0 : 1)
    }
  }
}
