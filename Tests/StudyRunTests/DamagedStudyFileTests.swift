import CoreTypes
import DataInput
import Testing

@testable import StudyRun

/// Study files whose bytes are not what they should be.
@Suite struct DamagedStudyFileTests {
  @Test func bytesThatAreNotUTF8AreNamedWithTheirLine() {
    let access = StudyFileAccess(
      contents: { _ in Array("name: a\n".utf8) + [0xC4, 0xE3, 0x0A] }, expand: { path, _ in [path] })
    let failure = #expect(throws: StudyFileFailure.self) {
      try StudyFile.read(path: "s.yaml", known: StudyFileDriver.known, access: access)
    }
    #expect(
      failure?.faults == [
        RunFailure(
          .unusable, "the study file is not UTF-8", help: "save the file as UTF-8",
          at: SourceLocation(file: "s.yaml", line: 2))
      ])
  }

  @Test func aByteOrderMarkDoesNotMoveTheColumns() {
    #expect(
      StudyFileDriver.faults("\u{FEFF}evnts: x\n" + StudyFileDriver.minimal) == [
        "1:1: unknown key 'evnts' | did you mean 'events'?"
      ])
  }

  /// Whatever happens to the file: an answer, and a fault wherever there is no configuration.
  @Test func randomDamageNeverCrashes() {
    let whole = Array(StudyFileDriver.everyKey.utf8)
    let alphabet = Array("{}[]:,&*!|>'\"%@`#-? \n\t\r\0a0é\u{85}".utf8)
    var state: UInt64 = 20_191_007
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var refused = 0
    for _ in 0..<3_000 {
      var bytes = whole
      for _ in 0...random(4) {
        let position = random(bytes.count)
        switch random(4) {
        case 0: bytes[position] = alphabet[random(alphabet.count)]
        case 1: bytes.insert(alphabet[random(alphabet.count)], at: position)
        case 2: bytes.removeSubrange(position..<min(bytes.count, position + 1 + random(20)))
        default: bytes[position] = UInt8(random(256))
        }
      }
      let damaged = bytes
      let access = StudyFileAccess(contents: { _ in damaged }, expand: { path, _ in [path] })
      do {
        _ = try StudyFile.read(path: "s.yaml", known: StudyFileDriver.known, access: access)
      } catch {
        refused += 1
        #expect(error.faults.allSatisfy { !$0.message.isEmpty && !$0.help.isEmpty })
      }
    }
    #expect(refused > 1_000)
  }
}
