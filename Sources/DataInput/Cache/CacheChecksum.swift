import CCodecs

/// XXH3 with 64 bits (Collet 2020), which tells damage of a cache entry. It is no proof against intent: what a study is
/// said to be made from are the SHA-256 of its files, which a cache never spares.
enum CacheChecksum {
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 { XXH3_64bits(bytes.baseAddress, bytes.count) }

  /// Of bytes that come in pieces.
  struct State: ~Copyable {
    private let state: OpaquePointer

    init() {
      guard let state = XXH3_createState(), XXH3_64bits_reset(state) == XXH_OK else {
        preconditionFailure("there is no memory for a checksum")
      }
      self.state = state
    }

    deinit { XXH3_freeState(state) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
      guard XXH3_64bits_update(state, bytes.baseAddress, bytes.count) == XXH_OK else {
        preconditionFailure("libxxhash cannot update a checksum")
      }
    }

    func finish() -> UInt64 { XXH3_64bits_digest(state) }
  }
}
