import Glibc

/// The text of a file that does not hold plain UTF-8: unpacked, and in another character set decoded.
///
/// A short text is decoded at once and kept. A longer one is decoded while it is read, once, forward through a window, so
/// that memory stays bounded whatever the file's length is; how long it is and whether it is sound then shows at its end.
/// Reading backward beyond the window starts from the beginning.
///
/// Unchecked, because it belongs to one `OpenFile`, which one thread reads.
final class DecodedContent: @unchecked Sendable {
  private let descriptor: Int32
  private let storedSize: Int
  private let isCompressed: Bool
  private let encoding: String?
  /// The length of the text; `unknown`, longer than any, until its end has been decoded.
  private(set) var size = DecodedContent.unknown
  private(set) var fault: DecodingFault?
  private(set) var invalid = 0
  private(set) var firstInvalidLine = 0
  /// What is still to be decoded; `nil` where the window holds the whole text.
  private var stream: DecodingStream?
  /// The text from `windowStart` on.
  private var window: [UInt8] = []
  private var windowStart = 0

  private static let unknown = Int.max / 4
  private static let kept = 32 << 20
  /// What stays of the text before a read: the scanner begins its lines again.
  private static let behind = 1 << 20

  /// `encoding` is a name that iconv knows, or `nil` for UTF-8.
  init(descriptor: Int32, storedSize: Int, isCompressed: Bool, encoding: String?) {
    self.descriptor = descriptor
    self.storedSize = storedSize
    self.isCompressed = isCompressed
    self.encoding = encoding
    startAgain()
    while window.count <= DecodedContent.kept {
      guard let piece = stream?.next() else {
        end()
        stream = nil
        break
      }
      window += piece
    }
  }

  private func startAgain() {
    stream = DecodingStream(
      descriptor: descriptor, storedSize: storedSize, isCompressed: isCompressed, encoding: encoding)
    window = []
    windowStart = 0
  }

  /// Nothing is left to decode.
  private func end() {
    // The end of a file of DOS, which is no part of its text.
    if window.last == 0x1A { window.removeLast() }
    size = windowStart + window.count
    fault = stream?.fault
    (invalid, firstInvalidLine) = stream?.invalid ?? (0, 0)
  }

  /// Up to `count` bytes of the text from `offset` on; `nil` on a read error. Whoever reads the last byte knows `size`.
  func read(at offset: Int, count: Int, into buffer: UnsafeMutablePointer<UInt8>) -> Int? {
    guard count > 0, offset < size else { return 0 }
    moveWindow(over: offset, count + 1)
    if case .readFailed = fault { return nil }
    let wanted = max(0, min(count, size - offset))
    window.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress, wanted > 0 else { return }
      buffer.update(from: start + (offset - windowStart), count: wanted)
    }
    return wanted
  }

  private func moveWindow(over offset: Int, _ count: Int) {
    guard stream != nil else { return }
    if offset < windowStart { startAgain() }
    while windowStart + window.count < min(size, offset + count) {
      guard let piece = stream?.next() else { return end() }
      let surplus = min(offset - windowStart - DecodedContent.behind, window.count)
      if surplus > DecodedContent.behind {
        window.removeFirst(surplus)
        windowStart += surplus
      }
      window += piece
    }
  }
}

/// Why the text of a file cannot be had to its end.
enum DecodingFault: Sendable {
  case readFailed
  case damaged(textBytes: Int)
  case cutOff(textBytes: Int)
  /// Other bytes stand behind the last member of a gzip file.
  case followed(bytes: Int)
  case unknownEncoding(String)
}

/// The pieces of such a text from its beginning to its end.
struct DecodingStream {
  private final class State {
    var inflation: Inflation?
    var transcoding: Transcoding?
    var offset = 0
    var textBytes = 0
    var isOver = false
    var fault: DecodingFault?

    init(isCompressed: Bool, encoding: String?) {
      inflation = isCompressed ? Inflation() : nil
      transcoding = encoding.flatMap { Transcoding(from: $0) }
      if let encoding, transcoding == nil { fault = .unknownEncoding(encoding) }
    }
  }

  private let descriptor: Int32
  private let storedSize: Int
  private let state: State
  private static let pieceBytes = 256 * 1_024

  init(descriptor: Int32, storedSize: Int, isCompressed: Bool, encoding: String?) {
    self.descriptor = descriptor
    self.storedSize = storedSize
    state = State(isCompressed: isCompressed, encoding: encoding)
  }

  var fault: DecodingFault? { state.fault }
  var invalid: (count: Int, line: Int) {
    guard state.transcoding != nil else { return (0, 0) }
    return (state.transcoding?.invalid ?? 0, state.transcoding?.firstInvalidLine ?? 0)
  }

  /// The next piece of text, never empty; `nil` at the end or at a fault.
  mutating func next() -> [UInt8]? {
    var text: [UInt8] = []
    while text.isEmpty, !state.isOver, state.fault == nil {
      guard var stored = readStored() else {
        state.fault = .readFailed
        return nil
      }
      state.isOver = state.offset >= storedSize || stored.isEmpty
      if state.inflation != nil { stored = inflate(&stored) }
      if state.transcoding != nil {
        state.transcoding?.append(stored, isLast: state.isOver, to: &text)
      } else {
        text = stored
      }
    }
    state.textBytes += text.count
    return text.isEmpty ? nil : text
  }

  private func readStored() -> [UInt8]? {
    var failed = false
    let wanted = min(DecodingStream.pieceBytes, storedSize - state.offset)
    let bytes = [UInt8](unsafeUninitializedCapacity: max(1, wanted)) { buffer, count in
      guard let start = buffer.baseAddress, wanted > 0 else { return }
      let read = StoredBytes.read(descriptor, at: state.offset, count: wanted, into: start)
      failed = read == nil
      count = read ?? 0
    }
    state.offset += bytes.count
    return failed ? nil : bytes
  }

  private func inflate(_ stored: inout [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    stored.withUnsafeMutableBufferPointer { state.inflation?.append($0, to: &text) }
    if state.inflation?.isDamaged == true {
      state.fault = .damaged(textBytes: state.textBytes + text.count)
    } else if state.isOver, state.inflation?.isComplete == false {
      state.fault = .cutOff(textBytes: state.textBytes + text.count)
    } else if state.isOver, let foreign = state.inflation?.foreignBytes, foreign > 0 {
      state.fault = .followed(bytes: foreign)
    }
    return text
  }
}
