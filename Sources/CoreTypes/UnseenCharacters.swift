extension Unicode.Scalar {
  /// It shows nothing and may command a terminal or turn the text around it: a control character, a mark of direction, a
  /// joiner, a byte-order mark. Tabs and line breaks are among them.
  package var isUnseen: Bool {
    switch value {
    case 0..<32, 127..<160, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }
}
