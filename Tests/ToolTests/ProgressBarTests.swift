import Synchronization
import Testing

@testable import Tool

@Suite struct ProgressBarTests {
  /// A bar with a clock that the test sets, and all that it wrote.
  private final class Recording: Sendable {
    let now = Mutex(Duration.zero)
    let text = Mutex("")

    func bar(isEnabled: Bool = true) -> ProgressBar {
      ProgressBar(
        isEnabled: isEnabled, width: 60, elapsed: { self.now.withLock { $0 } },
        write: { text in self.text.withLock { $0 += text } })
    }

    func update(_ bar: ProgressBar, at milliseconds: Int, _ fraction: Double) -> String {
      now.withLock { $0 = .milliseconds(milliseconds) }
      text.withLock { $0 = "" }
      bar.update(fraction, "reading prices")
      return text.withLock { $0 }
    }
  }

  @Test func shortWorkShowsNothing() {
    let recording = Recording()
    let bar = recording.bar()
    #expect(recording.update(bar, at: 999, 0.9).isEmpty)
    bar.finish()
    #expect(recording.text.withLock { $0 }.isEmpty)
  }

  @Test func longWorkIsDrawnTenTimesASecondAndLeavesNothingBehind() {
    let recording = Recording()
    let bar = recording.bar()
    #expect(
      recording.update(bar, at: 1_000, 0.4)
        == "\r\u{1B}[K[########............]  40 %  reading prices")
    #expect(recording.update(bar, at: 1_099, 0.5).isEmpty)
    #expect(!recording.update(bar, at: 1_100, 0.5).isEmpty)
    bar.finish()
    #expect(recording.text.withLock { $0 }.hasSuffix("\r\u{1B}[K"))
  }

  @Test func nobodyWatchesNothingIsDrawn() {
    let recording = Recording()
    #expect(recording.update(recording.bar(isEnabled: false), at: 5_000, 0.5).isEmpty)
  }

  @Test func theLineNeverWraps() {
    #expect(
      ProgressBar.line(2, "event 海康威视", width: 41) == "[####################] 100 %  event 海康")
    #expect(ProgressBar.line(.nan, "x", width: 0) == "[....................]   0 %  ")
  }
}
