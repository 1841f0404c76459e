import Synchronization

/// `[########............]  40 %  my study` on one line of a terminal. Nothing appears within the first
/// second, and nothing stays behind.
final class ProgressBar: Sendable {
  private struct State {
    var isShown = false
    var lastDrawn: Duration?
  }

  private static let delay = Duration.seconds(1)
  private static let interval = Duration.milliseconds(100)

  private let isEnabled: Bool
  private let width: Int
  private let elapsed: @Sendable () -> Duration
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// `elapsed` is the time since the work began.
  init(
    isEnabled: Bool, width: Int, elapsed: @escaping @Sendable () -> Duration,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.isEnabled = isEnabled
    self.width = width
    self.elapsed = elapsed
    self.write = write
  }

  /// Shows that `fraction` (0 to 1) of the work is done. May be called often and from any thread.
  func update(_ fraction: Double, _ text: String) {
    guard isEnabled else { return }
    let now = elapsed()
    state.withLock { state in
      if now < Self.delay { return }
      if let last = state.lastDrawn, now - last < Self.interval { return }
      state.lastDrawn = now
      state.isShown = true
      write("\r\u{1B}[K" + Self.line(fraction, text, width: width))
    }
  }

  /// Clears the line; to be called before anything else is written to the terminal.
  func finish() {
    state.withLock { state in
      if state.isShown { write("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  /// The bar and its text, never wider than `width` - 1 columns.
  static func line(_ fraction: Double, _ text: String, width: Int) -> String {
    let share = fraction.isFinite ? min(1, max(0, fraction)) : 0
    let filled = Int(share * 20)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
    let percent = String(Int(share * 100))
    let head = "[\(bar)] " + String(repeating: " ", count: 3 - percent.count) + percent + " %  "
    var room = max(0, width - 1 - head.count)
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      room -= DisplayWidth.of(scalar)
      if room < 0 { break }
      shown.append(scalar)
    }
    return head + String(shown)
  }
}
