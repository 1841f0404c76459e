import CoreTypes
import DataInput
import Glibc

/// One file of the report being written: takes bytes, counts and hashes them, and hands them to the disk
/// in large pieces. What was handed over goes to the disk while more is computed; `close` waits for the rest.
package final class TableSink {
  private static let capacity = 256 << 10
  /// What is as large is handed over as it is: the copy would take longer than the call.
  private static let large = 64 << 10
  /// So much is brought to the disk at a time. A disk that was only handed the bytes wants as long for the last word as
  /// for all of them.
  private static let stretch = 16 << 20

  private let name: String
  private let folder: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var digest: ContentDigest.State? = ContentDigest.State()
  private var count = 0
  /// Bringing the file to the disk, side by side with others, because each waits for the same journal; the error, or 0.
  private var synchronization: BackgroundWork<Int32>?
  /// The bytes that were there when that began.
  private var synchronized = 0
  /// What the manifest says of the file; nil before `finish`.
  private(set) var record: OutputRecord?

  /// Creates the file; `folder` is what messages call the report.
  init(path: String, name: String, folder: String) throws(RunFailure) {
    self.name = name
    self.folder = folder
    buffer.reserveCapacity(Self.capacity)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(errno) }
  }

  deinit {
    _ = synchronization?.result()
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// Appends bytes; `readOrWriteError` (74) where the disk does not take them.
  package func write(_ bytes: [UInt8]) throws(RunFailure) {
    if bytes.count >= Self.large {
      try flush()
      return try put(bytes)
    }
    if bytes.count > Self.capacity - buffer.count { try flush() }
    buffer += bytes
  }

  /// Appends a text.
  package func write(_ text: String) throws(RunFailure) { try write(Array(text.utf8)) }

  /// Hands everything over and begins to bring it to the disk. Nothing may be written afterwards.
  @discardableResult
  package func finish() throws(RunFailure) -> OutputRecord {
    let record = try end()
    synchronization = BackgroundWork { [descriptor, synchronization] in
      Self.synchronize(descriptor, after: synchronization)
    }
    return record
  }

  /// Waits until the file is on the disk; brings it there where nobody has begun to. Nothing may be written afterwards.
  func close() throws(RunFailure) {
    let code: Int32
    if record == nil {
      _ = try end()
      code = Self.synchronize(descriptor, after: synchronization.take())
    } else {
      guard let synchronization = synchronization.take() else {
        preconditionFailure("a table is closed once")
      }
      code = synchronization.result()
    }
    guard code == 0 else { throw failure(code) }
    let status = Glibc.close(descriptor)
    descriptor = -1
    guard status == 0 else { throw failure(errno) }
  }

  private static func synchronize(_ descriptor: Int32, after earlier: BackgroundWork<Int32>?) -> Int32 {
    let code = earlier?.result() ?? 0
    return code == 0 && fsync(descriptor) != 0 ? errno : code
  }

  private func end() throws(RunFailure) -> OutputRecord {
    try flush()
    guard let digest = digest.take() else { preconditionFailure("a table is finished once") }
    let record = OutputRecord(file: name, bytes: count, sha256: digest.finish())
    self.record = record
    return record
  }

  private func flush() throws(RunFailure) {
    try put(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: [UInt8]) throws(RunFailure) {
    let code = bytes.withUnsafeBytes { bytes -> Int32 in
      digest?.update(bytes)
      return writeAll(bytes, to: descriptor)
    }
    guard code == 0 else { throw failure(code) }
    count += bytes.count
    if count - synchronized >= Self.stretch { try synchronize() }
  }

  /// Begins to bring what is there to the disk, unless that is still going on.
  private func synchronize() throws(RunFailure) {
    if let synchronization {
      guard synchronization.isFinished else { return }
      self.synchronization = nil
      let code = synchronization.result()
      guard code == 0 else { throw failure(code) }
    }
    synchronized = count
    synchronization = BackgroundWork { [descriptor] in fdatasync(descriptor) == 0 ? 0 : errno }
  }

  private func failure(_ code: Int32) -> RunFailure {
    let isFull = code == ENOSPC || code == EDQUOT || code == EFBIG
    return RunFailure(
      .readOrWriteError,
      "cannot write '\(name)' into the output folder '\(folder)': \(SystemError.sentence(code))",
      help: (isFull
        ? "make room there or give another folder with --output"
        : SystemError.help(code) ?? "check the disk and try again")
        + "; a report that was there is as it was")
  }
}
