import CFileSystem
import CoreTypes
import DataInput
import Glibc

/// One file of the report being written: takes bytes, counts and hashes them, and hands them to the disk
/// in large pieces. What was handed over is on its way to the disk while more is computed; `synchronize` waits for it.
package final class TableSink {
  private static let capacity = 256 << 10
  /// What is as large is handed over as it is: the copy would take longer than the call.
  private static let large = 64 << 10
  /// What the disk is told to begin with at a time: each time costs a look for whatever is not written yet.
  private static let started = 1 << 20

  private let name: String
  private let folder: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var digest: ContentDigest.State? = ContentDigest.State()
  private var count = 0
  /// Bytes that the disk was told to begin with.
  private var startedCount = 0
  private let onFinish: (OutputRecord) -> Void

  /// Creates the file; `folder` is what messages call the report.
  init(
    path: String, name: String, folder: String, onFinish: @escaping (OutputRecord) -> Void
  ) throws(RunFailure) {
    self.name = name
    self.folder = folder
    self.onFinish = onFinish
    buffer.reserveCapacity(Self.capacity)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(errno) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  package func write(_ bytes: [UInt8]) throws(RunFailure) {
    if bytes.count >= Self.large {
      try flush()
      return try put(bytes)
    }
    if bytes.count > Self.capacity - buffer.count { try flush() }
    buffer += bytes
  }

  package func write(_ text: String) throws(RunFailure) { try write(Array(text.utf8)) }

  /// Hands everything over. Nothing may be written afterwards.
  @discardableResult
  package func finish() throws(RunFailure) -> OutputRecord {
    try flush()
    startWriting()
    guard let digest = digest.take() else { preconditionFailure("a table is finished once") }
    let record = OutputRecord(file: name, bytes: count, sha256: digest.finish())
    onFinish(record)
    return record
  }

  /// Waits until the files are on the disk and closes them: side by side, because each waits for the same journal.
  static func synchronize(_ sinks: [TableSink]) throws(RunFailure) {
    let descriptors = sinks.map(\.descriptor)
    var codes: [Int32] = []
    ParallelBlocks.run(count: sinks.count, blockSize: 1, jobs: sinks.count) { range in
      fsync(descriptors[range.lowerBound]) == 0 ? 0 : errno
    } consume: { (code: Int32) in
      codes.append(code)
    }
    for (sink, code) in zip(sinks, codes) {
      guard code == 0 else { throw sink.failure(code) }
      let status = close(sink.descriptor)
      sink.descriptor = -1
      guard status == 0 else { throw sink.failure(errno) }
    }
  }

  private func flush() throws(RunFailure) {
    guard !buffer.isEmpty else { return }
    try put(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: [UInt8]) throws(RunFailure) {
    let code = bytes.withUnsafeBytes { bytes -> Int32 in
      digest?.update(bytes)
      var offset = 0
      while offset < bytes.count {
        let written = Glibc.write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
        if written < 0, errno == EINTR { continue }
        guard written >= 0 else { return errno }
        offset += written
      }
      return 0
    }
    guard code == 0 else { throw failure(code) }
    count += bytes.count
    if count - startedCount >= Self.started { startWriting() }
  }

  /// No more than a hint: errors of the disk are told by `synchronize`.
  private func startWriting() {
    es_start_writing(descriptor, Int64(startedCount), Int64(count - startedCount))
    startedCount = count
  }

  private func failure(_ code: Int32) -> RunFailure {
    let isFull = code == ENOSPC || code == EDQUOT || code == EFBIG
    return RunFailure(
      .readOrWriteError,
      "cannot write '\(name)' into the output folder '\(folder)': \(SystemError.sentence(code))",
      help: (isFull ? "make room there or give another folder with --output" : "check the disk and try again")
        + "; a report that was there is as it was")
  }
}
