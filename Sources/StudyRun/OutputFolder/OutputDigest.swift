import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that arrive in chunks, by OpenSSL.
struct OutputDigest: ~Copyable {
  private let context: OpaquePointer

  init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("OpenSSL has no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "SHA-256 cannot fail")
  }

  /// Lower-case hexadecimal. Nothing may be added afterwards.
  consuming func finish() -> String {
    var hash = [UInt8](repeating: 0, count: 32)
    precondition(EVP_DigestFinal_ex(context, &hash, nil) == 1, "SHA-256 cannot fail")
    return hash.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  /// The hash of bytes that are all there already.
  static func of(_ bytes: [UInt8]) -> String {
    let digest = OutputDigest()
    bytes.withUnsafeBytes { digest.update($0) }
    return digest.finish()
  }
}
