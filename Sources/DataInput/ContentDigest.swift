import CCrypto
import CoreTypes

/// SHA-256 (FIPS 180-4) of inputs and outputs, as the manifest names them: lower-case hexadecimal.
package enum ContentDigest {
  /// Of bytes in memory.
  package static func sha256(_ bytes: some Sequence<UInt8>) -> String {
    var state = State()
    let array = Array(bytes)
    array.withUnsafeBytes { state.update($0) }
    return state.finish()
  }

  /// Of a whole file, read in blocks. Throws what opening and reading it throws.
  package static func sha256(of file: InputFile) throws(RunFailure) -> String {
    let opened = try OpenFile(file)
    guard let digest = sha256(of: opened) else { throw OpenFile.readFailure(file) }
    return digest
  }

  /// Of an open file; `nil` on a read error, also where the file has become shorter.
  static func sha256(of file: borrowing OpenFile) -> String? { sha256(of: file, prefix: nil)?.whole }

  /// Of an open file and of its first `prefix` bytes, in one go.
  static func sha256(of file: borrowing OpenFile, prefix: Int?) -> (whole: String, prefix: String?)? {
    let block = FileBlock()
    var state = State()
    var start: String?
    var offset = 0
    while offset < file.storedSize {
      let isBefore = prefix.map { offset < $0 } ?? false
      let wanted = isBefore ? min(FileBlock.bytes, (prefix ?? 0) - offset) : FileBlock.bytes
      let buffer = block.start(of: offset)
      guard let count = file.readStored(at: offset, count: wanted, into: buffer), count > 0 else {
        return nil
      }
      state.update(UnsafeRawBufferPointer(start: buffer, count: count))
      offset += count
      if offset == prefix { start = state.copy().finish() }
    }
    return (state.finish(), start)
  }

  /// A digest of bytes that arrive in pieces.
  package struct State: ~Copyable {
    private var context = SHA256_CTX()

    package init() {
      guard SHA256_Init(&context) == 1 else { preconditionFailure("libcrypto cannot compute SHA-256") }
    }

    private init(_ context: SHA256_CTX) { self.context = context }

    /// The digest so far, to be finished apart.
    func copy() -> State { State(context) }

    /// Takes the next bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
      guard SHA256_Update(&context, bytes.baseAddress, bytes.count) == 1 else {
        preconditionFailure("libcrypto cannot update a SHA-256")
      }
    }

    /// Lower-case hexadecimal. Nothing may be added afterwards.
    package consuming func finish() -> String {
      var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
      guard SHA256_Final(&digest, &context) == 1 else {
        preconditionFailure("libcrypto cannot finish a SHA-256")
      }
      let digits = Array("0123456789abcdef".utf8)
      return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
  }
}
