import CoreTypes

/// The study file as YAML nodes with their places, before anybody asks what they mean.
enum StudyDocument {
  /// Scalars stay text: YAML 1.1 would read `1:30` as 90, `010` as 8 and `no` as false.
  static func nodes(of bytes: [UInt8], file: String) throws(StudyFileFailure) -> (YAMLNode, StudyFaults) {
    let text = try validText(bytes, file: file)
    let faults = StudyFaults(file: file, text: text)
    do {
      if let node = try YAMLReader.root(of: Array(text.utf8)) { return (node, faults) }
      faults.add(
        "the study file is empty", help: "write at least the keys 'events' and 'prices'",
        at: nil)
    } catch {
      describe(error, in: text, to: faults)
    }
    throw StudyFileFailure(faults.inFileOrder)
  }

  private static let syntaxHelp = "check the indentation, colons, quotes and brackets on this line and above"

  private static func validText(_ bytes: [UInt8], file: String) throws(StudyFileFailure) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
    if let text = String(validating: content, as: UTF8.self) { return text }
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    throw StudyFileFailure([
      RunFailure(
        .unusable, "the study file is not UTF-8", help: "save the file as UTF-8",
        at: SourceLocation(file: file, line: line.map { $0 + 1 }))
    ])
  }

  private static func describe(_ fault: YAMLFault, in text: String, to faults: StudyFaults) {
    switch fault {
    case .syntax(let problem, let mark):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let line = mark.flatMap { lines.dropFirst($0.line - 1).first }
      let isIndentedByTab = line?.drop { $0 == " " }.first == "\t"
      faults.add(
        "the study file is not YAML: \(problem)",
        help: isIndentedByTab ? "indent with blanks, which YAML asks for, in place of tabs" : syntaxHelp,
        at: mark)
    case .character(let problem, let offset):
      faults.add(
        "the study file has a character that YAML does not allow (\(problem))",
        help: "delete the invisible character", at: place(ofByte: offset, in: text))
    case .repeatedKeys(let keys, let first, let again):
      let line = first.map { ": line \($0.line) has it too" } ?? ""
      faults.add(
        "more than one value for " + Set(keys).sorted().quotedList
          + (keys.count == 1 ? line : ""),
        help: "keep one of them; it is not clear which one counts", at: again)
    }
  }

  private static func place(ofByte offset: Int, in text: String) -> YAMLMark {
    let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self)
    let lastLine = before.split(omittingEmptySubsequences: false) { $0.isNewline }.last ?? ""
    return YAMLMark(
      line: before.count { $0.isNewline } + 1, column: lastLine.unicodeScalars.count + 1)
  }
}
