/// A JSON value whose members keep the order they were given, so that equal runs give equal bytes.
package enum JSONValue: Sendable, Equatable {
  case null
  case flag(Bool)
  case integer(Int)
  /// Beyond `Int.max` too: seeds are 64 bits wide.
  case unsigned(UInt64)
  /// The shortest decimal that reads back to the same double; `null` where it is not finite.
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([Member])

  /// One `"name": value` of an object.
  package struct Member: Sendable, Equatable {
    package let name: String
    package let value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// An object with its members in this order.
  package static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member($0.key, $0.value) })
  }

  /// An object with one more member at its end; anything else as it is.
  func adding(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + [Member(name, value)])
  }

  /// A text, or null where there is none.
  package static func text(orNull text: String?) -> JSONValue { text.map(JSONValue.text) ?? .null }

  /// On one line.
  package var line: String {
    var text: [UInt8] = []
    write(to: &text, indentation: nil)
    return String(decoding: text, as: UTF8.self)
  }

  /// Over several lines, two spaces a level; lists and objects without lists or objects in them stay on one line.
  package var lines: String {
    var text: [UInt8] = []
    write(to: &text, indentation: 0)
    return String(decoding: text, as: UTF8.self) + "\n"
  }

  private var isNested: Bool {
    switch self {
    case .list(let values): !values.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }

  private func write(to text: inout [UInt8], indentation: Int?) {
    switch self {
    case .null: text += "null".utf8
    case .flag(let flag): text += (flag ? "true" : "false").utf8
    case .integer(let integer): text += String(integer).utf8
    case .unsigned(let integer): text += String(integer).utf8
    case .number(let number): text += Self.shortest(number).utf8
    case .text(let string): Self.writeQuoted(string, to: &text)
    case .list(let values):
      let indentation = values.contains(where: \.isNested) ? indentation : nil
      Self.writeBlock("[", "]", values.count, to: &text, indentation) { index, text, inner in
        values[index].write(to: &text, indentation: inner)
      }
    case .object(let members):
      let indentation = members.count > 1 ? indentation : nil
      Self.writeBlock("{", "}", members.count, to: &text, indentation) { index, text, inner in
        Self.writeQuoted(members[index].name, to: &text)
        text += ": ".utf8
        members[index].value.write(to: &text, indentation: inner)
      }
    }
  }

  private static func writeBlock(
    _ opening: String, _ closing: String, _ count: Int, to text: inout [UInt8], _ indentation: Int?,
    element: (Int, inout [UInt8], Int?) -> Void
  ) {
    text += opening.utf8
    for index in 0..<count {
      if index > 0 { text += (indentation == nil ? ", " : ",").utf8 }
      if let indentation { beginLine(indentation + 1, in: &text) }
      element(index, &text, indentation.map { $0 + 1 })
    }
    if count > 0, let indentation { beginLine(indentation, in: &text) }
    text += closing.utf8
  }

  private static func beginLine(_ indentation: Int, in text: inout [UInt8]) {
    text.append(UInt8(ascii: "\n"))
    for _ in 0..<indentation { text += "  ".utf8 }
  }

  private static func shortest(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    if number == 0 { return "0" }
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func writeQuoted(_ string: String, to text: inout [UInt8]) {
    var string = string
    text.append(UInt8(ascii: "\""))
    let isPlain = string.withUTF8 { bytes in
      guard
        bytes.allSatisfy({ $0 > 31 && $0 < 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
      else { return false }
      text.append(contentsOf: bytes)
      return true
    }
    if isPlain { return text.append(UInt8(ascii: "\"")) }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\"".utf8
      case "\\": text += "\\\\".utf8
      case "\n": text += "\\n".utf8
      case "\r": text += "\\r".utf8
      case "\t": text += "\\t".utf8
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: text += String(scalar).utf8
      }
    }
    text += "\"".utf8
  }
}
