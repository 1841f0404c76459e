import CCodecs
import Glibc

/// Text of another character set made UTF-8 piece by piece, by the system's iconv(3).
///
/// In character sets whose bytes below 128 are ASCII and whose delimiters are never the second byte of a character
/// (the Chinese, Japanese and Korean ones of files, and all with one byte a character) only the fields that hold other
/// bytes go to iconv.
struct Transcoding: ~Copyable {
  private let converter: iconv_t
  private let keepsASCII: Bool
  private var pending: [UInt8] = []
  /// Characters that the file's character set does not have, each made U+FFFD, and the line of the first.
  private(set) var invalid = 0
  private(set) var firstInvalidLine = 0
  private var line = 1

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// `nil` where the system does not know the character set.
  init?(from encoding: String) {
    guard let converter = Transcoding.open(encoding) else { return nil }
    self.converter = converter
    keepsASCII = TextEncodings.keepsASCII(encoding)
  }

  deinit { iconv_close(converter) }

  static func open(_ encoding: String) -> iconv_t? {
    guard encoding.utf8.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: "/") }) else { return nil }
    let converter = iconv_open("UTF-8", encoding)
    return converter == iconv_t(bitPattern: -1) ? nil : converter
  }

  /// Decodes `input`; a character cut off at its end waits for the next piece, or is invalid at the end of the file.
  mutating func append(_ input: [UInt8], isLast: Bool, to output: inout [UInt8]) {
    let bytes = pending.isEmpty ? input : pending + input
    pending = []
    bytes.withUnsafeBufferPointer { bytes in
      guard keepsASCII else {
        convert(bytes, isLast: isLast, to: &output)
        return
      }
      var at = 0
      while at < bytes.count {
        let foreign = Transcoding.firstForeign(bytes, from: at)
        output.append(contentsOf: bytes[at..<foreign])
        line += bytes[at..<foreign].count { $0 == 10 }
        let end = bytes[foreign...].firstIndex(where: Transcoding.isBoundary)
        at = end ?? bytes.count
        if foreign < at {
          convert(
            UnsafeBufferPointer(rebasing: bytes[foreign..<at]), isLast: isLast || end != nil, to: &output)
        }
      }
    }
  }

  /// The first byte of 128 or more, eight at a time.
  private static func firstForeign(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var at = start
    while at + 8 <= bytes.count,
      raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    { at += 8 }
    while at < bytes.count, bytes[at] < 128 { at += 1 }
    return at
  }

  private static func isBoundary(_ byte: UInt8) -> Bool {
    byte == 10 || byte == 13 || byte == 44 || byte == 59 || byte == 9 || byte == 34
  }

  private mutating func convert(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, to output: inout [UInt8]
  ) {
    var input = UnsafeMutablePointer(
      mutating: UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self))
    var left = bytes.count
    let start = output.count
    while left > 0 {
      let room = max(64, min(left * 4, 256 * 1_024))
      var status = 0
      var code: Int32 = 0
      let piece = [UInt8](unsafeUninitializedCapacity: room) { target, count in
        var next = UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var free = room
        status = iconv(converter, &input, &left, &next, &free)
        code = errno
        count = room - free
      }
      output += piece
      if status != -1 || code == E2BIG { continue }
      if code == EINVAL, !isLast {
        pending = Array(bytes.suffix(left))
        break
      }
      if invalid == 0 { firstInvalidLine = line + output[start...].count { $0 == 10 } }
      invalid += 1
      output += Transcoding.replacement
      input = input.map { $0 + 1 }
      left -= 1
    }
    line += output[start...].count { $0 == 10 }
  }
}
