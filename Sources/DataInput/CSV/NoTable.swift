import CoreTypes

/// Files that hold something else than a table: a page or an answer of a service that was saved in its place, or
/// a workbook or archive under the wrong name.
enum NoTable {
  /// What is said about such a file, with the text that the service meant for people; `nil` for a table.
  static func refusal(of bytes: UnsafeBufferPointer<UInt8>, _ input: InputFile) -> Diagnostic? {
    if let (kind, help) = container(bytes) {
      return diagnostic(input, "the file is \(kind), expected CSV text", help)
    }
    if bytes.count >= 8, bytes.prefix(64).allSatisfy({ $0 == 0 }) {
      return diagnostic(
        input, "the file begins with bytes of value 0, as a damaged disk or a broken copy leaves them",
        "fetch the file again")
    }
    if let (kind, message, help) = answer(bytes) {
      return diagnostic(input, "the file is \(kind)\(said(message))", help)
    }
    return nil
  }

  /// What a service or a page says in the table's place.
  private static func answer(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (kind: String, message: String, help: String)? {
    if mayBePageOrJSON(bytes) {
      let start = String(decoding: bytes.prefix(4_096), as: UTF8.self)
      let text = start.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
      if let message = page(text) {
        return (
          "a web page, expected CSV text", message,
          "fetch the file again; the service answered with a page, often because of a limit or a sign-in"
        )
      }
      if let message = json(text) {
        return (
          "JSON, expected CSV text", message,
          "fetch the file again; if the service reports a limit or a key, mend that first"
        )
      }
    }
    return sentence(bytes).map {
      (
        "one line of text, expected a table", $0,
        "fetch the file again; services answer so because of a limit, a key or a name that they do not know"
      )
    }
  }

  /// The first character that shows is `<`, `{` or `[`; most files are done with here.
  private static func mayBePageOrJSON(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes.dropFirst(mark).first { $0 > 32 }
    // A byte above 127 may begin a blank of Unicode.
    return first.map { $0 > 127 || [60, 91, 123].contains($0) } ?? false
  }

  /// What the first bytes say that the file is, and what to do about it.
  private static func container(_ bytes: UnsafeBufferPointer<UInt8>) -> (kind: String, help: String)? {
    containers.first { bytes.starts(with: $0.start) }.map { ($0.kind, $0.help) }
  }

  private static let export = "export the sheet or table as CSV and name that file"
  private static let unpack =
    "unpack it and name the file that comes out; of packed files gzip (.gz) alone is read"
  private static let containers: [(start: [UInt8], kind: String, help: String)] = [
    (
      [0x50, 0x4B, 0x03, 0x04], "a zip archive or an Excel workbook (.xlsx)",
      "unpack the archive, or " + export
    ),
    ([0xD0, 0xCF, 0x11, 0xE0], "an Excel workbook (.xls)", export),
    ([0x50, 0x41, 0x52, 0x31], "a Parquet file", export), ([0x25, 0x50, 0x44, 0x46], "a PDF", export),
    ([0x42, 0x5A, 0x68], "compressed with bzip2", unpack),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed with xz", unpack),
    ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd", unpack),
    (Array("version https://git-lfs".utf8), "a pointer of Git LFS", "fetch its content with: git lfs pull"),
  ]

  private static let longestSentence = 400

  /// The one line of a short file where it is words without a delimiter, or an error by its own account, as services answer
  /// in a table's place.
  private static func sentence(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.count <= longestSentence, let last = bytes.lastIndex(where: { $0 > 32 }) else { return nil }
    let line = UnsafeBufferPointer(rebasing: bytes[...last])
    guard line.contains(32), !line.contains(where: { $0 == 10 || $0 == 13 }),
      let text = FieldText.valid(line)
    else { return nil }
    let mayBeHeader = text.contains { ",;\t|\"".contains($0) }
    return mayBeHeader && !text.lowercased().hasPrefix("error") ? nil : text
  }

  /// The title of an HTML page, or its first words; `nil` for other text.
  private static func page(_ text: Substring) -> String? {
    let beginning = text.prefix(12).lowercased()
    let tags = ["<!doctype", "<html", "<?xml", "<head", "<body", "<table", "<style", "<meta"]
    guard tags.contains(where: beginning.hasPrefix) else { return nil }
    let lower = text.lowercased()
    if let start = lower.range(of: "<title>"), let end = lower.range(of: "</title>") {
      let offset = lower.distance(from: lower.startIndex, to: start.upperBound)
      let length = lower.distance(from: start.upperBound, to: end.lowerBound)
      return String(text.dropFirst(offset).prefix(max(0, length)))
    }
    var words = ""
    var isInsideTag = false
    for character in text {
      if character == "<" { isInsideTag = true } else if character == ">" { isInsideTag = false }
      if !isInsideTag, character != ">" { words.append(character) }
    }
    return words
  }

  /// What a JSON object says in words: the value of the key that services use for it, else the first; `nil` for other text.
  private static func json(_ text: Substring) -> String? {
    guard let first = text.first, first == "{" || first == "[" else { return nil }
    let inside = text.dropFirst().drop(while: \.isWhitespace)
    guard let next = inside.first, "\"{[}]".contains(next) || (first == "[" && next.isNumber) else {
      return nil
    }
    for key in ["message", "description", "detail", "error", "Error Message", "Information", "Note"] {
      guard let at = inside.range(of: "\"\(key)\"") else { continue }
      let value = inside[at.upperBound...].drop { $0.isWhitespace || $0 == ":" }
      if value.first == "\"" { return String(value.dropFirst().prefix { $0 != "\"" }) }
    }
    guard first == "{", let colon = inside.firstIndex(of: ":") else { return "" }
    let value = inside[inside.index(after: colon)...].drop { $0.isWhitespace || "\"{[".contains($0) }
    return String(value.prefix { $0 != "\"" && $0 != "}" })
  }

  private static func said(_ message: String) -> String {
    let words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? "" : "; it says \(FieldText.quoted(String(words.prefix(120)), limit: 120))"
  }

  private static func diagnostic(_ input: InputFile, _ message: String, _ help: String) -> Diagnostic {
    Diagnostic(.fileUnreadable, at: SourceLocation(file: input.name), message: message, help: help)
  }
}

extension Collection where Element == Character {
  /// The first place of a short text; Foundation's search is not linked for this.
  fileprivate func range(of text: String) -> Range<Index>? {
    let wanted = Array(text)
    var at = startIndex
    while at != endIndex {
      var here = at
      var matched = 0
      while matched < wanted.count, here != endIndex, self[here] == wanted[matched] {
        here = index(after: here)
        matched += 1
      }
      if matched == wanted.count { return at..<here }
      at = index(after: at)
    }
    return nil
  }
}
