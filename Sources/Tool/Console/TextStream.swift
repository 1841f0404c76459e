import CoreTypes
import DataInput
import Glibc
import Synchronization

/// Standard output or standard error. A reader that has gone (`| head`) is no error: the rest is dropped.
final class TextStream: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    /// The reader has gone, or writing failed.
    var isClosed = false
    var code: Int32 = 0
  }

  static let output = TextStream(descriptor: STDOUT_FILENO, capacity: 64 << 10)
  static let errors = TextStream(descriptor: STDERR_FILENO, capacity: 0)

  let isTerminal: Bool
  private let descriptor: Int32
  private let capacity: Int
  private let state = Mutex(State())

  init(descriptor: Int32, capacity: Int) {
    self.descriptor = descriptor
    self.capacity = capacity
    isTerminal = isatty(descriptor) == 1
  }

  func write(_ text: String) {
    state.withLock { state in
      state.buffer += text.utf8
      if state.buffer.count > capacity { put(&state) }
    }
  }

  /// Hands over what is still held back; a failure (a full disk, not a gone reader) is thrown here.
  func flush() throws(RunFailure) {
    let code = state.withLock { state in
      put(&state)
      return state.code
    }
    guard code != 0 else { return }
    guard code != EBADF else {
      throw RunFailure(
        .readOrWriteError, "standard output is closed",
        help: "send it somewhere, such as '> FILE' or '> /dev/null'")
    }
    throw RunFailure(
      .readOrWriteError, "cannot write to standard output: \(SystemError.sentence(code))",
      help: "make room where the output goes and try again")
  }

  /// Columns of the terminal; 80 where it does not say.
  var width: Int {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  private func put(_ state: inout State) {
    defer { state.buffer.removeAll(keepingCapacity: true) }
    guard !state.isClosed else { return }
    let code = state.buffer.withUnsafeBytes { writeAll($0, to: descriptor) }
    guard code != 0 else { return }
    state.isClosed = true
    state.code = code == EPIPE ? 0 : code
  }
}
