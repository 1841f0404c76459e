import TestSupport

/// One change of a file's bytes, as disks, editors, spreadsheets and broken downloads make them.
enum FileChange: CustomStringConvertible {
  case replaced(at: Int, by: UInt8)
  case removed(at: Int, count: Int)
  case inserted(at: Int, [UInt8])
  case repeated(at: Int, count: Int)
  case cut(at: Int)

  private static let signs: [[UInt8]] =
    (",;\t\"\n\r -.+'0129eE$%#:/xnNA".utf8.map { [$0] })
    + ["\r\n", "\n\n", "\"\"", ",,", "\",\"", "null", "NaN", "inf", "1,234", "\u{FEFF}", "\u{A0}", "0x1p3"]
    .map { Array($0.utf8) } + [[0], [0x1A], [0xFF], [0xC3], [0x80]]

  static func random(in bytes: [UInt8], _ generator: inout SeededGenerator) -> FileChange {
    let at = Int.random(in: 0..<bytes.count, using: &generator)
    let sign = signs.randomElement(using: &generator) ?? [0]
    switch Int.random(in: 0...9, using: &generator) {
    case 0, 1: return .replaced(at: at, by: sign[0])
    case 2: return .replaced(at: at, by: bytes[at] ^ (1 << UInt8.random(in: 0...7, using: &generator)))
    case 3, 4: return .removed(at: at, count: 1)
    case 5: return .removed(at: at, count: min(bytes.count - at, Int.random(in: 2...60, using: &generator)))
    case 6, 7: return .inserted(at: at, sign)
    case 8: return .repeated(at: at, count: min(bytes.count - at, Int.random(in: 1...60, using: &generator)))
    default: return .cut(at: max(1, at))
    }
  }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    var changed = bytes
    switch self {
    case .replaced(let at, let byte): changed[at] = byte
    case .removed(let at, let count): changed.removeSubrange(at..<(at + count))
    case .inserted(let at, let sign): changed.insert(contentsOf: sign, at: at)
    case .repeated(let at, let count): changed.insert(contentsOf: bytes[at..<(at + count)], at: at)
    case .cut(let at): changed.removeSubrange(at...)
    }
    return changed
  }

  var description: String {
    switch self {
    case .replaced(let at, let byte): "byte \(at) = \(byte)"
    case .removed(let at, let count): "\(count) bytes from \(at) lost"
    case .inserted(let at, let sign): "\(sign) put in at \(at)"
    case .repeated(let at, let count): "\(count) bytes from \(at) twice"
    case .cut(let at): "cut at \(at)"
    }
  }
}
