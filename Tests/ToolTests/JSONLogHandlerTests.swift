import Logging
import Synchronization
import Testing

@testable import Tool

@Suite struct JSONLogHandlerTests {
  @Test func anEntryIsOneLineWithItsMembersInOrder() {
    final class Lines: Sendable { let text = Mutex("") }
    let lines = Lines()
    let logger = Logger(label: "test") { _ in
      JSONLogHandler { text in lines.text.withLock { $0 += text } }
    }
    logger.error("close must be \"positive\"\n", metadata: ["line": .stringConvertible(3), "file": "p.csv"])
    logger.debug("not said")
    // What is a note everywhere else.
    logger.notice("said")
    #expect(
      lines.text.withLock { $0 }
        == #"{"level": "error", "message": "close must be \"positive\"\n", "file": "p.csv", "line": 3}"#
        + "\n" + #"{"level": "note", "message": "said"}"# + "\n")
  }
}
