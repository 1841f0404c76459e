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
  /// The last piece ended inside a field that is not ASCII: iconv may hold back its last letter, to which an accent may follow.
  private var isFieldOpen = false
  /// Characters that the file's character set does not have, each made U+FFFD, and the line of the first.
  private(set) var invalid = 0
  private(set) var firstInvalidLine = 0
  private var line = 1
  /// The field that was decoded last, and its text.
  private var lastField: [UInt8] = []
  private var lastText: [UInt8] = []

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

  /// The 128 bytes of ASCII come out as they are.
  static func keepsASCII(_ encoding: String) -> Bool {
    guard let converter = open(encoding) else { return false }
    defer { iconv_close(converter) }
    var plain = (0..<128).map { CChar($0) }
    var text = [CChar](repeating: 0, count: 512)
    let count = plain.withUnsafeMutableBufferPointer { source in
      text.withUnsafeMutableBufferPointer { target in
        var (input, left) = (source.baseAddress, source.count)
        var (output, room) = (target.baseAddress, target.count)
        return iconv(converter, &input, &left, &output, &room) == 0 ? target.count - room : -1
      }
    }
    return count == 128 && text.prefix(128).elementsEqual(plain)
  }

  /// Decodes `input`; a character cut off at its end waits for the next piece, or is invalid at the end of the file.
  mutating func append(_ input: [UInt8], isLast: Bool, to output: inout [UInt8]) {
    let bytes = pending.isEmpty ? input : pending + input
    pending = []
    let start = output.count
    output.reserveCapacity(start + bytes.count + bytes.count / 4)
    bytes.withUnsafeBufferPointer { bytes in
      guard keepsASCII else {
        convert(bytes, isLast: isLast, to: &output, since: start)
        return
      }
      var at = 0
      if isFieldOpen {
        at = Transcoding.boundary(bytes, from: 0)
        isFieldOpen = at == bytes.count && !isLast
        convert(UnsafeBufferPointer(rebasing: bytes[..<at]), isLast: !isFieldOpen, to: &output, since: start)
      }
      while at < bytes.count {
        let foreign = Transcoding.firstForeign(bytes, from: at)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<foreign]))
        at = Transcoding.boundary(bytes, from: foreign)
        guard foreign < at else { continue }
        let field = UnsafeBufferPointer(rebasing: bytes[foreign..<at])
        isFieldOpen = at == bytes.count && !isLast
        if !isFieldOpen, field.elementsEqual(lastField) {
          output.append(contentsOf: lastText)
        } else {
          convertField(field, isLast: !isFieldOpen, to: &output, since: start)
        }
      }
    }
    if invalid == 0 { line += Transcoding.lineBreaks(output[start...]) }
  }

  /// Most fields that are not ASCII are names, and a name stands in many rows below each other.
  private mutating func convertField(
    _ field: UnsafeBufferPointer<UInt8>, isLast: Bool, to output: inout [UInt8], since start: Int
  ) {
    let (from, invalidBefore) = (output.count, invalid)
    convert(field, isLast: isLast, to: &output, since: start)
    guard invalid == invalidBefore, isLast else { return }
    lastField = Array(field)
    lastText = Array(output[from...])
  }

  private static func lineBreaks(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      for byte in bytes { count &+= byte == 10 ? 1 : 0 }
      return count
    }
  }

  /// The first byte of 128 or more, eight at a time.
  static func firstForeign(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var at = start
    while at + 8 <= bytes.count,
      raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    { at += 8 }
    while at < bytes.count, bytes[at] < 128 { at += 1 }
    return at
  }

  /// The next byte that ends a field, or the end.
  private static func boundary(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case 10, 13, 44, 59, 9, 34: return at
      default: at += 1
      }
    }
    return at
  }

  /// `isLast`: no more of the field comes, or of the text where fields are not told apart.
  private mutating func convert(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, to output: inout [UInt8], since lineStart: Int
  ) {
    var input = UnsafeMutablePointer(
      mutating: UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self))
    var left = bytes.count
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
      if keepsASCII { giveBack(to: &output) }
      if invalid == 0 { firstInvalidLine = line + Transcoding.lineBreaks(output[lineStart...]) }
      invalid += 1
      output += Transcoding.replacement
      input = input.map { $0 + 1 }
      left -= 1
    }
    if isLast { giveBack(to: &output) }
  }

  /// Appends the letter that iconv holds back because one with an accent could become of it, in windows-1255 and 1258.
  private func giveBack(to output: inout [UInt8]) {
    let room = 16
    output += [UInt8](unsafeUninitializedCapacity: room) { target, count in
      var next = UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self)
      var free = room
      _ = iconv(converter, nil, nil, &next, &free)
      count = room - free
    }
  }
}
