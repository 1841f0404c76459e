import CoreTypes
import Glibc

/// A file open for reading by position.
package struct OpenFile: ~Copyable, Sendable {
  private let stored: StoredBytes
  /// The length in bytes of the file as it lies there, when it was opened; nothing past it is ever read.
  package var storedSize: Int { stored.size }
  /// What tells whether it was changed since.
  let stamp: FileStamp
  /// The text where it is not the file's own bytes: unpacked, decoded.
  private var decoded: DecodedContent?

  /// The last byte is the mark by which DOS ended its texts, which is no text.
  private let endsWithMark: Bool
  /// The last byte is no line break, nor that mark.
  let endsOpen: Bool

  /// The length of the text in bytes; of a long one that is decoded, more than any has until its end was read.
  package var size: Int { decoded?.size ?? (storedSize - (endsWithMark ? 1 : 0)) }
  /// The text can only be read from its beginning on.
  var isSequential: Bool { decoded != nil }
  /// Why the text does not reach the file's end. What is decoded while it is read says this, and which characters are
  /// invalid, when its end was read.
  var decodingFault: DecodingFault? { decoded?.fault }
  /// Characters that the file's character set does not have, and the line of the first.
  var invalidCharacters: (count: Int, line: Int) { (decoded?.invalid ?? 0, decoded?.firstInvalidLine ?? 0) }

  /// Throws `inputMissing` (66) where there is no such file and `readOrWriteError` (74) where it cannot be
  /// opened.
  package init(_ file: InputFile) throws(RunFailure) {
    try self.init(stored: file)
    decoded = OpenFile.decoded(stored, file.encoding)
  }

  /// The file as it lies there, whatever its text is packed or encoded in. Throws the same.
  init(stored file: InputFile) throws(RunFailure) {
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw OpenFile.failure(file, code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw OpenFile.notAFile(file, kind: status.st_mode & S_IFMT)
    }
    let bytes = StoredBytes(descriptor: descriptor, size: Int(status.st_size))
    stamp = FileStamp(status)
    let last = OpenFile.bytes(of: bytes, from: bytes.size - 1, count: 1).first
    endsWithMark = last == 0x1A
    endsOpen = last.map { ![10, 13, 0x1A].contains($0) } ?? false
    stored = consume bytes
    decoded = nil
  }

  private static func decoded(_ stored: borrowing StoredBytes, _ encoding: String?) -> DecodedContent? {
    let start = bytes(of: stored, from: 0, count: 4)
    let isCompressed = start.starts(with: Inflation.magic)
    let encoding = encoding ?? utf16(start)
    guard isCompressed || encoding != nil else { return nil }
    let content = DecodedContent(
      descriptor: stored.descriptor, storedSize: stored.size, isCompressed: isCompressed, encoding: encoding)
    guard isCompressed, encoding == nil, content.size >= 4, content.fault == nil else { return content }
    var first: [UInt8] = [0, 0, 0, 0]
    guard
      first.withUnsafeMutableBufferPointer({ room in
        room.baseAddress.flatMap { content.read(at: 0, count: 4, into: $0) } == 4
      }), let inside = utf16(first)
    else { return content }
    return DecodedContent(
      descriptor: stored.descriptor, storedSize: stored.size, isCompressed: true, encoding: inside)
  }

  /// Fewer where the file is shorter or cannot be read.
  private static func bytes(of stored: borrowing StoredBytes, from offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    let found = bytes.withUnsafeMutableBufferPointer { room in
      room.baseAddress.flatMap { stored.read(at: offset, count: count, into: $0) }
    }
    return Array(bytes.prefix(found ?? 0))
  }

  /// The file's own bytes are its text where the study names no other character set.
  var isPlain: Bool {
    let start = OpenFile.bytes(of: stored, from: 0, count: 4)
    return !start.starts(with: Inflation.magic) && OpenFile.utf16(start) == nil
  }

  /// UTF-16 by its byte-order mark, which UTF-32 in little-endian order begins with too.
  private static func utf16(_ start: [UInt8]) -> String? {
    if start.starts(with: [0xFF, 0xFE]), !start.starts(with: [0xFF, 0xFE, 0, 0]) { return "utf-16" }
    return start.starts(with: [0xFE, 0xFF]) ? "utf-16" : nil
  }

  /// Somebody wrote to the file, renamed or removed it since it was opened.
  var isTouched: Bool {
    var status = stat()
    return fstat(stored.descriptor, &status) != 0 || FileStamp(status) != stamp
  }

  /// Reads up to `count` bytes from `offset` on; fewer only at the end of the file, `nil` on a read error.
  package func read(at offset: Int, count: Int, into buffer: UnsafeMutablePointer<UInt8>) -> Int? {
    if let decoded { return decoded.read(at: offset, count: count, into: buffer) }
    return readStored(at: offset, count: min(count, size - offset), into: buffer)
  }

  /// The same of the file as it lies there.
  func readStored(at offset: Int, count: Int, into buffer: UnsafeMutablePointer<UInt8>) -> Int? {
    stored.read(at: offset, count: count, into: buffer)
  }

  private static func failure(_ file: InputFile, code: Int32) -> RunFailure {
    if code == ENOENT || code == ENOTDIR {
      return RunFailure(
        .inputMissing, "there is no file '\(file.name)'",
        help: "check the path; in a study file it is relative to the study's folder",
        at: SourceLocation(file: file.name))
    }
    return RunFailure(
      .readOrWriteError, "cannot open '\(file.name)': \(SystemError.sentence(code))",
      help: SystemError.help(code) ?? "make the file readable for the user who runs the study",
      at: SourceLocation(file: file.name))
  }

  private static func notAFile(_ file: InputFile, kind: mode_t) -> RunFailure {
    let (what, help) =
      switch kind {
      case S_IFDIR: ("a folder", "name the files inside it, such as '\(file.name)/*.csv'")
      case S_IFIFO:
        (
          "a pipe, which can be read only once",
          "name it '-' in the study and give it as standard input: eventstudy run study.yaml < PIPE"
        )
      default: ("not a regular file", "name a CSV file")
      }
    return RunFailure(
      .readOrWriteError, "'\(file.name)' is \(what), expected a CSV file", help: help,
      at: SourceLocation(file: file.name))
  }

  /// A file that is never the same from the beginning of a reading to its end.
  static func writtenTo(_ file: InputFile) -> RunFailure {
    RunFailure(
      .readOrWriteError, "'\(file.name)' was written to each time it was read",
      help:
        "run again when it is complete; a file that is written under another name and renamed then is always complete",
      at: SourceLocation(file: file.name))
  }

  /// A read that failed after the file had been opened.
  static func readFailure(_ file: InputFile) -> RunFailure {
    RunFailure(
      .readOrWriteError, "reading '\(file.name)' failed",
      help: "check the disk or the network share and run again", at: SourceLocation(file: file.name))
  }
}

/// Which file it is and when it was last written to: where two of a file differ, somebody wrote to it meanwhile.
struct FileStamp: Sendable, Equatable {
  private let numbers: [Int]

  /// The same file, whatever was written to it.
  func isOfSameFile(as other: FileStamp) -> Bool { numbers.prefix(2) == other.numbers.prefix(2) }

  init(_ status: stat) {
    numbers = [
      Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec,
      status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
  }

  /// Of the file at `path` now; `nil` where there is none.
  static func now(_ path: String) -> FileStamp? {
    var status = stat()
    return stat(path, &status) == 0 ? FileStamp(status) : nil
  }
}
